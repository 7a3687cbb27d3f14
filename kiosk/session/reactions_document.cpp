#include "kiosk/session/answering.h"
#include "kiosk/session/reactions.h"
#include "kiosk/session/typing.h"

// Closed, attract, language, document.

namespace landfall {
namespace {

/// Waiting for a document, its reader listening.
Step await_document(Visit visit) {
    return with(AwaitingDocument{std::move(visit), {}, 0, {}, false},
                {ListenForDocument{true}, StartTimer{Timer::reading, delays::reading}});
}

}  // namespace

Step Reactions::operator()(OutOfService&, const HealthChanged&) const { return with(first_state(health)); }

Step Reactions::operator()(Attract&, const HealthChanged&) const { return with(first_state(health)); }

Step Reactions::operator()(Attract&, const Started& started) const {
    Visit visit;
    visit.number = started.number;
    visit.declaration = started.declaration;
    visit.today = started.today;
    visit.preferences = {site.home, TextSize::normal, Contrast::normal};
    visit.answers.resize(site.packs.size());
    return with(ChoosingLanguage{std::move(visit), {}});
}

Step Reactions::operator()(ChoosingLanguage& state, const LanguageChosen& chosen) const {
    state.visit.preferences.language = chosen.language;
    return await_document(std::move(state.visit));
}

Step Reactions::operator()(AwaitingDocument& state, const DocumentArrived& arrived) const {
    state.visit.person = Person{arrived.scan};
    return with(ConfirmingDocument{std::move(state.visit), {}}, {ListenForDocument{false}, StopTimer{Timer::reading}});
}

Step Reactions::operator()(AwaitingDocument& state, const DocumentRefused& refused) const {
    ++state.failures;
    state.fault = refused.fault;
    return stay(state);
}

Step Reactions::operator()(AwaitingDocument& state, const TypingChosen&) const {
    TypingDocument typing{std::move(state.visit), {}, first_typed_field, {}, {}, false};
    return with(std::move(typing), {ListenForDocument{false}, StopTimer{Timer::reading}});
}

Step Reactions::operator()(AwaitingDocument& state, const WentBack&) const {
    return with(ChoosingLanguage{std::move(state.visit), {}}, {ListenForDocument{false}, StopTimer{Timer::reading}});
}

Step Reactions::operator()(AwaitingDocument& state, const TimerFired& fired) const {
    if (fired.timer == Timer::reading) state.slow = true;
    return stay(state);
}

Step Reactions::operator()(TypingDocument& state, const ReadingChosen&) const {
    return await_document(std::move(state.visit));
}

Step Reactions::operator()(TypingDocument& state, const KeyTyped& key) const {
    state.draft.text = typed_further(state.field, state.draft.text, key.text);
    state.draft.wrong = state.check_digit_failed = false;
    return stay(state);
}

Step Reactions::operator()(TypingDocument& state, const KeyErased&) const {
    erase_letter(state.draft.text);
    state.draft.wrong = state.check_digit_failed = false;
    return stay(state);
}

Step Reactions::operator()(TypingDocument& state, const EntryPicked& picked) const {
    state.draft.text = picked.code;
    return (*this)(state, Continued{});
}

Step Reactions::operator()(TypingDocument& state, const Continued&) const {
    if (const auto problem = problem_with(state.field, state.draft.text, state.visit.today)) {
        state.draft.wrong = true;
        state.check_digit_failed = *problem == EntryProblem::check_digit;
        return stay(state);
    }
    state.entered[state.field] = state.draft.text;
    if (const auto next = field_after(state.field)) {
        open_field(state, *next);
        return stay(state);
    }
    state.visit.person = Person{typed_scan(state.entered, state.visit.today)};
    return with(ConfirmingDocument{std::move(state.visit), {}});
}

Step Reactions::operator()(TypingDocument& state, const WentBack&) const {
    const auto before = field_before(state.field);
    if (!before) return await_document(std::move(state.visit));
    state.entered[state.field] = state.draft.text;
    open_field(state, *before);
    return stay(state);
}

Step Reactions::operator()(ConfirmingDocument& state, const Continued&) const {
    if (!state.visit.trip.flight.empty() || state.visit.sending_again) return go_on(site, std::move(state.visit), true);
    return with(GivingFlight{std::move(state.visit), {}, FlightField::flight, {}});
}

Step Reactions::operator()(ConfirmingDocument& state, const TypingChosen&) const {
    TypingDocument typing{std::move(state.visit), {}, first_typed_field, {}, {}, false};
    typing.entered = entries_of(typing.visit.person->scan);
    open_field(typing, first_typed_field);
    return with(std::move(typing));
}

Step Reactions::operator()(ConfirmingDocument& state, const ReadingChosen&) const {
    return await_document(std::move(state.visit));
}

Step Reactions::operator()(ConfirmingDocument& state, const WentBack&) const {
    return await_document(std::move(state.visit));
}

}  // namespace landfall
