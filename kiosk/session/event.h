#pragma once

/// Everything that can happen to a visit: touches, devices, the link, time.

#include <cstdint>
#include <string>
#include <variant>

#include "kiosk/session/state.h"

namespace landfall {

// --- the passenger --------------------------------------------------------------------------------------------------

/// A first touch. The app gives the number, a random declaration id and the day: the session has no clock and no dice.
struct Started {
    VisitNumber number = 0;
    DeclarationId declaration;
    Date today;
};
struct LanguageMenuOpened {};
struct LanguageChosen {
    Language language;
};
struct SizeChanged {};      ///< to the next size, round
struct ContrastChanged {};  ///< to the next contrast, round
struct HelpOpened {};
struct LeaveAsked {};
struct LeaveConfirmed {};
struct OverlayClosed {};
struct StillHere {};

struct TypingChosen {};   ///< "my document can't be read"
struct ReadingChosen {};  ///< back from typing to the reader
struct KeyTyped {
    std::string text;
};
struct KeyErased {};
struct EntryPicked {  ///< from a list on a typing screen: a country, a sex, a unit
    std::string code;
};
struct Continued {};
struct WentBack {};
struct PassedOver {};  ///< this optional thing is left out

struct Answered {  ///< one value at once: yes, no, one option
    Value value;
};
struct Toggled {  ///< one of several options
    Value value;
};
struct OccurrenceAdded {};
struct OccurrenceRemoved {
    std::size_t index = 0;
};

struct PageTurned {  ///< "more" or "previous" of a list that is longer than the glass
    bool forward = true;
};
struct ChangeAsked {  ///< one answer, from the review or the verdict
    std::size_t pack = 0;
    Path path;
};
struct DocumentChangeAsked {};
struct FlightChangeAsked {};
struct Declared {};  ///< "this is true, send it"

struct MismatchMended {
    Field field = Field::surname;
    bool take_manifest = false;  ///< the airline's value; otherwise the passenger insists
};
struct ReceiptWanted {};  ///< on from a verdict that only wants an officer
struct PrintAgain {};
struct Finished {};

// --- devices, link, time --------------------------------------------------------------------------------------------

struct DocumentArrived {
    DocumentScan scan;
};
struct DocumentRefused {
    devices::DocumentFault fault = devices::DocumentFault::unreadable;
};
struct DeclarationStored {
    std::string key;
};
struct DeclarationNotStored {
    std::string key;
};
struct DeclarationAnswered {
    Accepted accepted;
    ReceiptCode code;  ///< of accepted.receipt; empty when there is none yet
};
struct DeclarationRefused {
    std::string key;
};
struct ProvisionalReceived {
    std::string key;
    ReceiptCode code;
};
struct PaperReported {
    std::optional<devices::PrinterFault> fault;  ///< empty: the paper is out
};
struct HealthChanged {
    Health health;
};

/// One running timer of each kind at most; starting one again replaces it.
enum class Timer { idle, countdown, reading, storing, provisional, printing, receipt, goodbye };
struct TimerFired {
    Timer timer = Timer::idle;
};

using Happening =
    std::variant<Started, LanguageMenuOpened, LanguageChosen, SizeChanged, ContrastChanged, HelpOpened, LeaveAsked,
                 LeaveConfirmed, OverlayClosed, StillHere, TypingChosen, ReadingChosen, KeyTyped, KeyErased,
                 EntryPicked, Continued, WentBack, PassedOver, Answered, Toggled, OccurrenceAdded, OccurrenceRemoved,
                 PageTurned, ChangeAsked, DocumentChangeAsked, FlightChangeAsked, Declared, MismatchMended,
                 ReceiptWanted, PrintAgain, Finished, DocumentArrived, DocumentRefused, DeclarationStored,
                 DeclarationNotStored, DeclarationAnswered, DeclarationRefused, ProvisionalReceived, PaperReported,
                 HealthChanged, TimerFired>;

/// What happened, and in whose visit. A reply that comes when its passenger has left is dropped in one place: `step`.
/// `visit` is 0 for what concerns the appliance and not a visit (health), and for the first touch.
struct Event {
    VisitNumber visit = 0;
    Happening what;
};

/// A touch or key of the passenger, as opposed to devices, link and time.
bool by_passenger(const Happening& what);

}  // namespace landfall
