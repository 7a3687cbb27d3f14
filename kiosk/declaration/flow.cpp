#include "kiosk/declaration/flow.h"

#include <algorithm>

#include "kiosk/declaration/walk.h"

namespace landfall {

namespace {

bool filled_in(const Item& item) { return item.calculated != nullptr || item.read_only || item.hidden; }

bool is_question(const Place& place) {
    return place.role == Role::leaf && place.item->type != ItemType::display && !filled_in(*place.item);
}

/// How often a repeating group must be filled in at least.
std::size_t least(const Item& item) {
    return static_cast<std::size_t>(std::max(item.min_occurs.value_or(0), item.required ? 1 : 0));
}

/// One pass: what of `answers` applies, and what the pack itself fills in, both as `answers` stand now.
Answers one_pass(const Pack& pack, const Answers& answers, const Context& context) {
    const Walk walk(pack, answers, context);
    Answers next;
    walk.each([&](const Place& place) {
        const Item& item = *place.item;
        if (place.role == Role::list) {
            if (const auto found = answers.occurrences.find(place.path); found != answers.occurrences.end())
                next.occurrences[place.path] = std::min(found->second, most_occurrences);
            if (answers.find(place.path) != nullptr) {  // the list is complete, be it an empty one
                next.values[place.path] = {};
                next.occurrences.try_emplace(place.path, 0);
            }
        } else if (place.role == Role::leaf && item.calculated) {
            if (auto value = walk.calculated(item, place.prefix)) next.values[place.path] = {std::move(*value)};
        } else if (place.role == Role::leaf && filled_in(item)) {
            if (item.initial) next.values[place.path] = {*item.initial};
        } else if (is_question(place)) {
            if (const auto* values = answers.find(place.path)) next.values[place.path] = *values;
        }
        return true;
    });
    return next;
}

std::size_t count_items(const std::vector<Item>& items) {
    std::size_t count = items.size();
    for (const auto& item : items) count += count_items(item.items);
    return count;
}

bool answered(const Answers& answers, const Place& place) {
    const Item& item = *place.item;
    const auto* values = answers.find(place.path);
    if (place.role != Role::list) return values != nullptr && (!values->empty() || !item.required);
    const auto count = answers.occurrences.find(place.path);
    return values != nullptr && (count == answers.occurrences.end() ? 0 : count->second) >= least(item);
}

/// Calls `visit` for what is asked, in order; stops when it returns false.
void each_asked(const Walk& walk, const std::function<bool(const Place&)>& visit) {
    bool going = true;
    walk.each([&](const Place& place) {
        if (going && (is_question(place) || place.role == Role::list)) going = visit(place);
        return going;
    });
}

}  // namespace

Answers settle(const Pack& pack, const Answers& answers, const Context& context) {
    // Nothing depends on itself, so each pass settles at least one more item for good.
    Answers settled = one_pass(pack, answers, context);
    for (std::size_t left = count_items(pack.items) + 1; left > 0; --left) {
        Answers next = one_pass(pack, settled, context);
        if (next == settled) break;
        settled = std::move(next);
    }
    return settled;
}

std::vector<Asked> asked(const Pack& pack, const Answers& answers, const Context& context) {
    const Answers settled = settle(pack, answers, context);
    const Walk walk(pack, settled, context);
    std::vector<Asked> questions;
    each_asked(walk, [&](const Place& place) {
        questions.push_back({place.path, place.item});
        return true;
    });
    return questions;
}

std::optional<Asked> next_question(const Pack& pack, const Answers& answers, const Context& context) {
    const Answers settled = settle(pack, answers, context);
    const Walk walk(pack, settled, context);
    std::optional<Asked> next;
    each_asked(walk, [&](const Place& place) {
        if (!answered(settled, place)) next = Asked{place.path, place.item};
        return !next;
    });
    return next;
}

Outcome outcome_of(const Pack& pack, const Answers& answers, const Context& context) {
    const Answers settled = settle(pack, answers, context);
    const auto comes_to = [&](const char* link_id) {
        if (find_item(pack, link_id) == nullptr) return false;
        const auto* values = settled.find(link_id);
        const auto* yes = values == nullptr || values->empty() ? nullptr : std::get_if<bool>(&values->front());
        return yes == nullptr || *yes;  // a rule that can't be evaluated sends the passenger to an officer
    };
    return {comes_to("outcome.officer"), comes_to("outcome.red")};
}

}  // namespace landfall
