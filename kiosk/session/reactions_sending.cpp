#include <algorithm>

#include "kiosk/protocol/wire.h"
#include "kiosk/session/answering.h"
#include "kiosk/session/reactions.h"

// Sending, verdict, receipt, goodbye.

namespace landfall {
namespace {

Step show_receipt(const Site& site, Visit visit, ReceiptCode code, bool provisional, const Verdict& verdict) {
    PrintReceipt print{code, declaration_of(site, visit), provisional, verdict.officer, verdict.red_channel};
    ShowingReceipt showing{std::move(visit),     {}, std::move(code), provisional, verdict.officer, verdict.red_channel,
                           PaperState::printing, {}};
    return with(std::move(showing), {std::move(print), StartTimer{Timer::printing, delays::printing},
                                     StartTimer{Timer::receipt, delays::receipt_shown}});
}

/// Writes the airline's value over the passenger's.
void take_manifest_value(Visit& visit, const Mismatch& mismatch) {
    auto& document = visit.person->scan.document;
    switch (mismatch.field) {
        case Field::surname:
            document.surname = mismatch.manifest;
            break;
        case Field::given_names:
            document.given_names = mismatch.manifest;
            break;
        case Field::document_number:
            document.number = mismatch.manifest;
            break;
        case Field::nationality:
            document.nationality = mismatch.manifest;
            break;
        case Field::birth_date:
            document.birth_date = date_from_iso(mismatch.manifest);
            break;
        case Field::flight:
            visit.trip.flight = mismatch.manifest;
            break;
        case Field::seat:
            visit.trip.seat = mismatch.manifest;
            break;
    }
}

}  // namespace

Step submit(const Site& site, Visit visit) {
    ++visit.revision;
    auto declaration = declaration_of(site, visit);
    return with(Sending{std::move(visit), {}, false},
                {Submit{std::move(declaration)}, StartTimer{Timer::storing, delays::storing}});
}

Step say_goodbye(const Visit& visit, SayingGoodbye goodbye, VisitEnd how) {
    return with(std::move(goodbye), {ListenForDocument{false}, EndVisit{visit.number, visit.declaration, how},
                                     StartTimer{Timer::goodbye, delays::goodbye}});
}

Step Reactions::operator()(Sending& state, const DeclarationStored& stored) const {
    if (!is_current(state.visit, stored.key)) return stay(state);
    state.stored = true;
    return with(std::move(state), {StopTimer{Timer::storing}, StartTimer{Timer::provisional, delays::provisional}});
}

Step Reactions::operator()(Sending& state, const DeclarationNotStored& failed) const {
    return is_current(state.visit, failed.key) ? not_accepted(state.visit) : stay(state);
}

Step Reactions::operator()(Sending& state, const DeclarationRefused& refused) const {
    return is_current(state.visit, refused.key) ? not_accepted(state.visit) : stay(state);
}

Step Reactions::operator()(Sending& state, const DeclarationAnswered& answered) const {
    if (!is_current(state.visit, answered.accepted.key)) return stay(state);
    auto next = answered.accepted.verdict.clear()
                    ? show_receipt(site, std::move(state.visit), answered.code, false, answered.accepted.verdict)
                    : with(ShowingVerdict{std::move(state.visit), {}, answered.accepted.verdict, answered.code});
    next.commands.push_back(StopTimer{Timer::provisional});
    return next;
}

Step Reactions::operator()(Sending& state, const ProvisionalReceived& received) const {
    if (!is_current(state.visit, received.key)) return stay(state);
    Verdict unknown;
    for (std::size_t pack = 0; pack < site.packs.size(); ++pack) {
        const auto outcome = outcome_of(site.packs[pack], state.visit.answers[pack], context_of(state.visit));
        unknown.officer |= outcome.officer;
        unknown.red_channel |= outcome.red_channel;
    }
    return show_receipt(site, std::move(state.visit), received.code, true, unknown);
}

Step Reactions::operator()(Sending& state, const TimerFired& fired) const {
    if (fired.timer == Timer::storing && !state.stored) return not_accepted(state.visit);
    if (fired.timer != Timer::provisional) return stay(state);
    auto key = key_of(state.visit);
    return with(std::move(state), {IssueProvisional{std::move(key)}});
}

Step Reactions::operator()(ShowingVerdict& state, const MismatchMended& mended) const {
    auto& open = state.verdict.mismatches;
    const auto mismatch =
        std::find_if(open.begin(), open.end(), [&](const Mismatch& one) { return one.field == mended.field; });
    if (mismatch == open.end()) return stay(state);
    if (mended.take_manifest)
        take_manifest_value(state.visit, *mismatch);
    else
        state.visit.confirmed.emplace_back(name_of(mended.field));
    open.erase(mismatch);
    if (state.verdict.mendable()) return stay(state);
    return submit(site, std::move(state.visit));
}

Step Reactions::operator()(ShowingVerdict& state, const ChangeAsked& change) const {
    state.visit.sending_again = true;
    return with(ask(site, std::move(state.visit), {change.pack, change.path}, true));
}

Step Reactions::operator()(ShowingVerdict& state, const ReceiptWanted&) const {
    if (state.verdict.mendable()) return stay(state);
    return show_receipt(site, std::move(state.visit), std::move(state.receipt), false, state.verdict);
}

Step Reactions::operator()(ShowingReceipt& state, const PaperReported& reported) const {
    state.paper = reported.fault ? PaperState::failed : PaperState::printed;
    state.fault = reported.fault;
    return with(std::move(state), {StopTimer{Timer::printing}});
}

Step Reactions::operator()(ShowingReceipt& state, const PrintAgain&) const {
    if (state.paper != PaperState::failed) return stay(state);
    state.paper = PaperState::printing;
    PrintReceipt print{state.code, declaration_of(site, state.visit), state.provisional, state.officer,
                       state.red_channel};
    return with(std::move(state), {std::move(print), StartTimer{Timer::printing, delays::printing}});
}

Step Reactions::operator()(ShowingReceipt& state, const Finished&) const { return finish(state); }

Step Reactions::operator()(ShowingReceipt& state, const TimerFired& fired) const {
    if (fired.timer == Timer::receipt) return finish(state);
    if (fired.timer == Timer::printing && state.paper == PaperState::printing) {
        state.paper = PaperState::failed;
        state.fault = devices::PrinterFault::offline;
    }
    return stay(state);
}

Step Reactions::operator()(NotAccepted& state, const Finished&) const {
    return say_goodbye(state.visit, {state.visit.preferences, true, false, false}, VisitEnd::refused);
}

Step Reactions::operator()(SayingGoodbye& state, const TimerFired& fired) const {
    return fired.timer == Timer::goodbye ? with(first_state(health)) : stay(state);
}

Step Reactions::not_accepted(Visit& visit) {
    return with(NotAccepted{std::move(visit), {}}, {StopTimer{Timer::storing}, StopTimer{Timer::provisional}});
}

Step Reactions::finish(ShowingReceipt& state) {
    auto step =
        say_goodbye(state.visit, {state.visit.preferences, state.officer, state.red_channel, true}, VisitEnd::finished);
    step.commands.push_back(StopTimer{Timer::receipt});
    step.commands.push_back(StopTimer{Timer::printing});
    return step;
}

}  // namespace landfall
