#pragma once

/// Carries a visit: turns reports of devices and link into events, steps the session, carries out its commands, keeps
/// its timers. Knows no window and no driver; main wires both, tests take neither.

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "devices/document/document_reader.h"
#include "devices/printer/printer.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/inbox.h"
#include "kiosk/link/link.h"
#include "kiosk/session/step.h"

namespace landfall::app {

/// What other threads say, with the visit that it belongs to where the sender can't know.
struct FromReader {
    VisitNumber visit = 0;
    devices::DocumentReport report;
};
struct FromPrinter {
    devices::PrinterReport report;
};
struct FromLink {
    link::Report report;
};
using Report = std::variant<FromReader, FromPrinter, FromLink>;

/// What the conductor may do to the world. Each returns at once.
struct Hands {
    std::function<void(bool)> listen;
    std::function<void(Declaration)> submit;
    std::function<void(std::string)> issue_provisional;
    std::function<void(DeclarationId)> forget;
    /// Composes and prints the paper as job `number`.
    std::function<void(std::uint64_t number, const PrintReceipt&)> print;
    /// The code of a receipt's text; an empty matrix when there is none.
    std::function<BitMatrix(const std::string&)> encode;
    /// 128 random bits, see DeclarationId.
    std::function<DeclarationId()> draw_id;
    /// The passenger has gone: every cache that may hold a text of theirs forgets it.
    std::function<void()> forget_texts;
};

/// Threads: the UI thread, but for `inbox()`, whose `post` any thread may call, and `listening_visit()`.
/// Owner:   the app; site and clock outlive it.
class Conductor {
public:
    /// `wake` is called after each post to the inbox, on the posting thread.
    Conductor(const Site& site, const Clock& clock, Hands hands, Health health, std::function<void()> wake);

    Inbox<Report>& inbox() { return inbox_; }
    /// The visit that listens for a document at this moment: a reader's report belongs to it and to no later one.
    VisitNumber listening_visit() const { return listening_; }

    const State& state() const { return state_; }
    const Health& health() const { return health_; }
    /// Counts every change of state.
    std::uint64_t changes() const { return changes_; }

    /// The passenger did this, now. A first touch on the attract screen is `Started`, filled in here.
    void touched(Happening what);
    /// Takes what waits in the inbox and fires the timers that are due.
    void go_on();
    /// When to go on even if nobody wakes us; empty: no timer runs.
    std::optional<Instant> next_due() const;

private:
    void happens(Event event);
    void carry_out(const Command& command);
    void hear(FromReader said);
    void hear(const FromPrinter& said);
    void hear(FromLink said);
    void health_changed(Health health);
    void end_visit(const EndVisit& end);

    const Site& site_;
    const Clock& clock_;
    Hands hands_;
    Health health_;
    Inbox<Report> inbox_;
    State state_;
    std::uint64_t changes_ = 0;
    VisitNumber visits_ = 0;
    std::atomic<VisitNumber> listening_ = 0;
    std::uint64_t job_ = 0;  ///< counts over all visits, so that a late paper is nobody's
    VisitNumber job_visit_ = 0;
    struct Due {
        Instant at;
        VisitNumber visit = 0;
    };
    std::map<Timer, Due> timers_;
};

}  // namespace landfall::app
