#include <algorithm>

#include "kiosk/session/answering.h"
#include "kiosk/session/reactions.h"
#include "kiosk/session/typing.h"

// Flight, questions, review.

namespace landfall {

Step go_on(const Site& site, Visit visit, bool from_review) {
    if (const auto open = first_open(site, visit)) return with(ask(site, std::move(visit), *open, from_review));
    return with(Reviewing{std::move(visit), {}, 0});
}

Step Reactions::operator()(GivingFlight& state, const KeyTyped& key) const {
    const std::size_t longest = state.field == FlightField::flight ? 8 : 4;
    if (state.draft.text.size() + key.text.size() <= longest) state.draft.text += key.text;
    state.draft.wrong = false;
    return stay(state);
}

Step Reactions::operator()(GivingFlight& state, const KeyErased&) const {
    erase_letter(state.draft.text);
    state.draft.wrong = false;
    return stay(state);
}

Step Reactions::operator()(GivingFlight& state, const Continued&) const {
    const bool flight = state.field == FlightField::flight;
    if (!(flight ? is_flight(state.draft.text) : is_seat(state.draft.text))) {
        state.draft.wrong = true;
        return stay(state);
    }
    return flight_given(state, state.draft.text);
}

Step Reactions::operator()(GivingFlight& state, const PassedOver&) const { return flight_given(state, {}); }

Step Reactions::operator()(GivingFlight& state, const WentBack&) const {
    if (state.field == FlightField::flight) return with(ConfirmingDocument{std::move(state.visit), {}});
    state.field = FlightField::flight;
    state.draft = {state.visit.trip.flight, {}, {}, false, {}};
    return stay(state);
}

Step Reactions::operator()(Asking& state, const KeyTyped& key) const {
    const auto* item = item_at(site, {state.pack, state.path});
    const std::size_t longest = item->type == ItemType::date ? 8 : std::size_t(item->max_length.value_or(60));
    if (letters_of(state.draft.text) < longest) state.draft.text += key.text;
    if (item->type == ItemType::open_choice) state.draft.chosen.clear();
    state.draft.wrong = false;
    return stay(state);
}

Step Reactions::operator()(Asking& state, const KeyErased&) const {
    erase_letter(state.draft.text);
    state.draft.wrong = false;
    return stay(state);
}

Step Reactions::operator()(Asking& state, const EntryPicked& picked) const {
    state.draft.unit = picked.code;
    return stay(state);
}

Step Reactions::operator()(Asking& state, const Answered& answered) const {
    if (!take_answer(site, state, {answered.value})) {
        state.draft.chosen = {answered.value};
        return stay(state);
    }
    return go_on(site, std::move(state.visit), state.from_review);
}

Step Reactions::operator()(Asking& state, const Toggled& toggled) const {
    toggle(*item_at(site, {state.pack, state.path}), state.draft, toggled.value);
    return stay(state);
}

Step Reactions::operator()(Asking& state, const OccurrenceAdded&) const {
    add_occurrence(state.visit.answers[state.pack], state.path);
    return go_on(site, std::move(state.visit), state.from_review);
}

Step Reactions::operator()(Asking& state, const OccurrenceRemoved& removed) const {
    auto& answers = state.visit.answers[state.pack];
    remove_occurrence(answers, state.path, removed.index);
    answers = settle(site.packs[state.pack], answers, context_of(state.visit));
    return stay(state);
}

Step Reactions::operator()(Asking& state, const Continued&) const {
    auto values = values_of(*item_at(site, {state.pack, state.path}), state.draft);
    if (!values) {
        state.draft.wrong = true;
        state.draft.why = {};
        return stay(state);
    }
    if (!take_answer(site, state, *std::move(values))) return stay(state);
    return go_on(site, std::move(state.visit), state.from_review);
}

Step Reactions::operator()(Asking& state, const PassedOver&) const {
    if (item_at(site, {state.pack, state.path})->required || !take_answer(site, state, {})) return stay(state);
    return go_on(site, std::move(state.visit), state.from_review);
}

Step Reactions::operator()(Asking& state, const WentBack&) const {
    if (state.from_review && !first_open(site, state.visit)) return with(Reviewing{std::move(state.visit), {}, 0});
    const auto all = positions(site, state.visit);
    const auto here = std::find(all.begin(), all.end(), Position{state.pack, state.path});
    if (here == all.begin() || here == all.end())
        return with(GivingFlight{std::move(state.visit), {}, FlightField::flight, {}});
    return with(ask(site, std::move(state.visit), *std::prev(here), false));
}

Step Reactions::operator()(Reviewing& state, const WentBack&) const {
    const auto all = positions(site, state.visit);
    if (all.empty()) return with(GivingFlight{std::move(state.visit), {}, FlightField::flight, {}});
    return with(ask(site, std::move(state.visit), all.back(), false));
}

Step Reactions::operator()(Reviewing& state, const ChangeAsked& change) const {
    return with(ask(site, std::move(state.visit), {change.pack, change.path}, true));
}

Step Reactions::operator()(Reviewing& state, const DocumentChangeAsked&) const {
    return with(ConfirmingDocument{std::move(state.visit), {}});
}

Step Reactions::operator()(Reviewing& state, const FlightChangeAsked&) const { return change_flight(state.visit); }

Step Reactions::operator()(Reviewing& state, const Declared&) const { return submit(site, std::move(state.visit)); }

Step Reactions::flight_given(GivingFlight& state, std::string text) const {
    if (state.field == FlightField::flight) {
        state.visit.trip.flight = std::move(text);
        if (!state.visit.trip.flight.empty()) {
            state.visit.trip.date = state.visit.today;
            state.field = FlightField::seat;
            state.draft = {state.visit.trip.seat, {}, {}, false, {}};
            return stay(state);
        }
        state.visit.trip = {};
    } else {
        state.visit.trip.seat = std::move(text);
    }
    return go_on(site, std::move(state.visit), false);
}

Step Reactions::change_flight(Visit& visit) {
    GivingFlight giving{std::move(visit), {}, FlightField::flight, {}};
    giving.draft.text = giving.visit.trip.flight;
    return with(std::move(giving));
}

}  // namespace landfall
