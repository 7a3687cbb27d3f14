#include "kiosk/app/conductor.h"

#include <algorithm>

#include "devices/scrub_stack.h"
#include "kiosk/app/scrub.h"
#include "kiosk/base/log.h"
#include "kiosk/base/match.h"

namespace landfall::app {
namespace {

constexpr Word word_of(VisitEnd end) {
    switch (end) {
        case VisitEnd::finished:
            return "finished";
        case VisitEnd::left:
            return "left";
        case VisitEnd::timed_out:
            return "timed out";
        case VisitEnd::refused:
            return "refused";
    }
    return "unknown";
}

Word word_of(const OutOfServiceReason& reason) {
    return match(
        reason, [](SetupProblem) -> Word { return "setup"; },
        [](devices::DocumentReaderFault) -> Word { return "document reader"; },
        [](devices::PrinterFault) -> Word { return "printer"; });
}

ReceiptCode code_of(const Hands& hands, std::string text) {
    if (text.empty()) return {};
    auto matrix = hands.encode(text);
    return {std::move(text), std::move(matrix)};
}

}  // namespace

Conductor::Conductor(const Site& site, const Clock& clock, Hands hands, Health health, std::function<void()> wake)
    : site_(site),
      clock_(clock),
      hands_(std::move(hands)),
      health_(std::move(health)),
      inbox_(std::move(wake)),
      state_(first_state(health_)) {
    if (const auto why = why_closed(health_)) log(LogEvent::out_of_service, {{"why", word_of(*why)}});
}

void Conductor::touched(Happening what) {
    if (std::holds_alternative<Started>(what)) {
        what = Started{++visits_, hands_.draw_id(), date_of(clock_.wall())};
        log(LogEvent::visit_began);
    }
    happens({visit_number(state_), std::move(what)});
}

void Conductor::go_on() {
    for (auto& report : inbox_.take())
        match(
            std::move(report), [&](FromReader said) { hear(std::move(said)); }, [&](FromPrinter said) { hear(said); },
            [&](FromLink said) { hear(std::move(said)); });
    const auto now = clock_.now();
    for (;;) {
        const auto due =
            std::find_if(timers_.begin(), timers_.end(), [&](const auto& one) { return one.second.at <= now; });
        if (due == timers_.end()) return;
        const Event event{due->second.visit, TimerFired{due->first}};
        timers_.erase(due);
        happens(event);
    }
}

std::optional<Instant> Conductor::next_due() const {
    std::optional<Instant> first;
    for (const auto& [timer, due] : timers_) first = first ? std::min(*first, due.at) : due.at;
    return first;
}

void Conductor::happens(Event event) {
    auto next = step(site_, health_, std::move(state_), event);
    state_ = std::move(next.state);
    ++changes_;
    for (const auto& command : next.commands) carry_out(command);
}

void Conductor::carry_out(const Command& command) {
    match(
        command,
        [&](const ListenForDocument& listen) {
            listening_ = listen.wanted ? visit_number(state_) : 0;
            hands_.listen(listen.wanted);
        },
        [&](const Submit& submit) {
            auto declaration = submit.declaration;
            declaration.made = clock_.wall();
            hands_.submit(std::move(declaration));
        },
        [&](const IssueProvisional& issue) { hands_.issue_provisional(issue.key); },
        [&](const PrintReceipt& print) {
            auto stamped = print;
            stamped.declaration.made = clock_.wall();
            job_visit_ = visit_number(state_);
            hands_.print(++job_, stamped);
        },
        [&](const StartTimer& start) {
            timers_[start.timer] = {clock_.now() + start.delay, visit_number(state_)};
        },
        [&](const StopTimer& stop) { timers_.erase(stop.timer); }, [&](const EndVisit& end) { end_visit(end); });
}

void Conductor::end_visit(const EndVisit& end) {
    std::erase_if(timers_, [&](const auto& one) { return one.second.visit == end.number; });
    listening_ = 0;
    job_visit_ = 0;
    hands_.forget(end.declaration);
    hands_.forget_texts();
    devices::scrub_stack();
    return_freed_memory();
    log(LogEvent::visit_ended, {{"how", word_of(end.how)}});
}

void Conductor::hear(FromReader said) {
    match(
        std::move(said.report),
        [&](DocumentScan scan) {
            happens({said.visit, DocumentArrived{std::move(scan)}});
        },
        [&](devices::DocumentFault fault) {
            happens({said.visit, DocumentRefused{fault}});
        },
        [&](devices::DocumentReaderHealth reader) {
            auto health = health_;
            health.reader = reader;
            health_changed(std::move(health));
        });
}

void Conductor::hear(const FromPrinter& said) {
    match(
        said.report,
        [&](const devices::JobReport& job) {
            if (job.job == job_) happens({job_visit_, PaperReported{job.fault}});
        },
        [&](const devices::PrinterHealth& printer) {
            auto health = health_;
            health.printer = printer;
            health_changed(std::move(health));
        });
}

void Conductor::hear(FromLink said) {
    // The key in each reply says whose it is; `step` compares it with the visit's own.
    const auto visit = visit_number(state_);
    match(
        std::move(said.report),
        [&](link::Stored stored) {
            happens({visit, DeclarationStored{std::move(stored.key)}});
        },
        [&](link::NotStored failed) {
            happens({visit, DeclarationNotStored{std::move(failed.key)}});
        },
        [&](link::Answered answered) {
            auto code = code_of(hands_, answered.accepted.receipt);
            happens({visit, DeclarationAnswered{std::move(answered.accepted), std::move(code)}});
        },
        [&](link::Refused refused) {
            happens({visit, DeclarationRefused{std::move(refused.key)}});
        },
        [&](link::ProvisionalIssued issued) {
            if (issued.receipt.empty()) return happens({visit, DeclarationRefused{std::move(issued.key)}});
            auto code = code_of(hands_, std::move(issued.receipt));
            happens({visit, ProvisionalReceived{std::move(issued.key), std::move(code)}});
        },
        [&](link::BackendState backend) {
            auto health = health_;
            health.backend_reachable = backend.reachable();
            using enum link::BackendFault;
            std::erase(health.setup, SetupProblem::certificate);
            std::erase(health.setup, SetupProblem::certificate_expired);
            if (backend.fault == certificate_expired) health.setup.push_back(SetupProblem::certificate_expired);
            if (backend.fault == certificate_refused) health.setup.push_back(SetupProblem::certificate);
            health_changed(std::move(health));
        },
        [&](const link::OutboxState& outbox) {
            auto health = health_;
            std::erase(health.setup, SetupProblem::disk);
            if (!outbox.writable) health.setup.push_back(SetupProblem::disk);
            health_changed(std::move(health));
        },
        [&](const link::OutboxReplaced&) {
            log(LogEvent::outbox_failed, {{"error", "damaged, moved aside"}});
        });
}

void Conductor::health_changed(Health health) {
    if (health == health_) return;
    const auto before = why_closed(health_), after = why_closed(health);
    health_ = std::move(health);
    if (after && before != after) log(LogEvent::out_of_service, {{"why", word_of(*after)}});
    if (before && !after) log(LogEvent::back_in_service);
    happens({0, HealthChanged{health_}});
}

}  // namespace landfall::app
