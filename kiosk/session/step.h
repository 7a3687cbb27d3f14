#pragma once

/// The whole behaviour of a visit. Pure: no clock, no device, no thread.

#include <chrono>
#include <variant>
#include <vector>

#include "kiosk/session/event.h"

namespace landfall {

// What the session asks the outside world to do. Every command belongs to the visit in whose step it was made.
struct ListenForDocument {
    bool wanted = true;
};
/// The app stamps `made` with its clock.
struct Submit {
    Declaration declaration;
};
struct IssueProvisional {
    std::string key;
};
struct PrintReceipt {
    ReceiptCode code;
    Declaration declaration;
    bool provisional = false;
    bool officer = false;
    bool red_channel = false;
};
struct StartTimer {
    Timer timer = Timer::idle;
    std::chrono::milliseconds delay{};
};
struct StopTimer {
    Timer timer = Timer::idle;
};
enum class VisitEnd { finished, left, timed_out, refused };
/// The passenger has gone: forget texts, pictures, replies; scrub memory.
struct EndVisit {
    VisitNumber number = 0;
    DeclarationId declaration;
    VisitEnd how = VisitEnd::finished;
};
using Command =
    std::variant<ListenForDocument, Submit, IssueProvisional, PrintReceipt, StartTimer, StopTimer, EndVisit>;

struct Step {
    State state;
    std::vector<Command> commands;
};

/// The state after `event`. An event that means nothing in `state` leaves it unchanged; one of another visit is
/// dropped.
Step step(const Site& site, const Health& health, State state, const Event& event);

/// What the appliance does first: attract, or out of service.
State first_state(const Health& health);

/// The declaration as it stands in `visit`; `revision` and `made` are the caller's.
Declaration declaration_of(const Site& site, const Visit& visit);

}  // namespace landfall
