#include "kiosk/session/answering.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "kiosk/base/match.h"

namespace landfall {
namespace {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

template <typename Number>
std::optional<Number> number_from(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if constexpr (std::is_floating_point_v<Number>)
        if (!std::isfinite(number)) return std::nullopt;
    return number;
}

std::string written(double number) {
    char text[32];
    const auto [end, error] = std::to_chars(std::begin(text), std::end(text), number);
    return error == std::errc{} ? std::string(std::begin(text), end) : std::string();
}

template <typename Parsed>
std::optional<std::vector<Value>> one(std::optional<Parsed> parsed) {
    if (!parsed) return std::nullopt;
    return std::vector<Value>{Value(*std::move(parsed))};
}

/// A draft that says what was answered before.
Draft draft_of(const Item& item, const std::vector<Value>* values) {
    Draft draft;
    if (!item.units.empty()) draft.unit = item.units.front();
    if (values == nullptr) return draft;
    for (const auto& value : *values)
        match(
            value, [&](bool) { draft.chosen.push_back(value); },
            [&](std::int64_t number) {
                draft.text = std::to_string(number);
                draft.chosen.push_back(value);
            },
            [&](double number) { draft.text = written(number); },
            [&](const std::string& text) {
                draft.text = text;
                draft.chosen.push_back(value);
            },
            [&](const Date& date) {
                draft.text = digits_of(date);
                draft.chosen.push_back(value);
            },
            [&](const Coding&) { draft.chosen.push_back(value); },
            [&](const Quantity& quantity) {
                draft.text = written(quantity.value);
                draft.unit = quantity.unit;
            });
    return draft;
}

/// Moves what belongs to occurrence `from` of `group` to occurrence `to`, in one of the maps of Answers.
template <typename Map>
void renumber(Map& map, const Path& group, std::size_t from, std::size_t to) {
    const auto old_head = group + ":" + std::to_string(from) + "/";
    const auto new_head = group + ":" + std::to_string(to) + "/";
    Map moved;
    for (auto entry = map.begin(); entry != map.end();) {
        if (entry->first.starts_with(old_head)) {
            moved.emplace(new_head + entry->first.substr(old_head.size()), std::move(entry->second));
            entry = map.erase(entry);
        } else {
            ++entry;
        }
    }
    map.merge(moved);
}

/// A list may be closed when it holds as many entries as its pack asks for.
bool too_few(const Item& group, const Answers& answers, const Path& path) {
    const auto count = answers.occurrences.find(path);
    const int entries = count == answers.occurrences.end() ? 0 : int(count->second);
    return entries < group.min_occurs.value_or(group.required ? 1 : 0);
}

template <typename Map>
void erase_occurrence(Map& map, const Path& group, std::size_t index) {
    const auto head = group + ":" + std::to_string(index) + "/";
    std::erase_if(map, [&](const auto& entry) { return entry.first.starts_with(head); });
}

}  // namespace

Context context_of(const Visit& visit) { return {visit.person.value_or(Person{}), visit.trip, visit.today}; }

std::vector<Position> positions(const Site& site, const Visit& visit) {
    std::vector<Position> all;
    const auto context = context_of(visit);
    for (std::size_t pack = 0; pack < site.packs.size(); ++pack)
        for (const auto& question : asked(site.packs[pack], visit.answers[pack], context))
            all.push_back({pack, question.path});
    return all;
}

std::optional<Position> first_open(const Site& site, const Visit& visit) {
    const auto context = context_of(visit);
    for (std::size_t pack = 0; pack < site.packs.size(); ++pack)
        if (const auto open = next_question(site.packs[pack], visit.answers[pack], context))
            return Position{pack, open->path};
    return std::nullopt;
}

const Item* item_at(const Site& site, const Position& position) {
    return find_item(site.packs[position.pack], link_id_of(position.path));
}

Asking ask(const Site& site, Visit visit, const Position& position, bool from_review) {
    Asking asking{std::move(visit), {}, position.pack, position.path, {}, from_review};
    if (const auto* item = item_at(site, position))
        asking.draft = draft_of(*item, asking.visit.answers[position.pack].find(position.path));
    return asking;
}

bool take_answer(const Site& site, Asking& asking, std::vector<Value> values) {
    const auto& pack = site.packs[asking.pack];
    auto& answers = asking.visit.answers[asking.pack];
    const auto context = context_of(asking.visit);
    const auto* item = item_at(site, {asking.pack, asking.path});
    if (item->type == ItemType::group) {
        asking.draft.wrong = too_few(*item, answers, asking.path);
        if (!asking.draft.wrong) answers.values[asking.path] = {};
        return !asking.draft.wrong;
    }
    for (const auto& issue : check_answer(pack, asking.path, values, answers, context)) {
        if (issue.warns_only) continue;
        asking.draft.wrong = true;
        asking.draft.why = issue.message;
        return false;
    }
    answers.values[asking.path] = std::move(values);
    answers = settle(pack, answers, context);
    return true;
}

std::optional<std::vector<Value>> values_of(const Item& item, const Draft& draft) {
    switch (item.type) {
        case ItemType::integer:
            return one(number_from<std::int64_t>(draft.text));
        case ItemType::decimal:
            return one(number_from<double>(draft.text));
        case ItemType::date:
            return one(date_from_digits(draft.text));
        case ItemType::quantity:
            if (const auto number = number_from<double>(draft.text); number && !draft.unit.empty())
                return std::vector<Value>{Quantity{*number, draft.unit}};
            return std::nullopt;
        case ItemType::string:
        case ItemType::text:
            if (auto text = trimmed(draft.text); !text.empty()) return std::vector<Value>{std::move(text)};
            return std::nullopt;
        case ItemType::open_choice:
            if (auto text = trimmed(draft.text); !text.empty() && draft.chosen.empty())
                return std::vector<Value>{std::move(text)};
            [[fallthrough]];
        case ItemType::boolean:
        case ItemType::choice:
            if (draft.chosen.empty()) return std::nullopt;
            return draft.chosen;
        case ItemType::group:
        case ItemType::display:
            return std::vector<Value>{};
    }
    return std::nullopt;
}

void toggle(const Item& item, Draft& draft, const Value& value) {
    draft.wrong = false;
    if (std::erase(draft.chosen, value) > 0) return;
    const auto exclusive = [&](const Value& one_of_them) {
        return std::any_of(item.options.begin(), item.options.end(),
                           [&](const Option& option) { return option.exclusive && option.value == one_of_them; });
    };
    if (exclusive(value) || !item.repeats)
        draft.chosen.clear();
    else
        std::erase_if(draft.chosen, exclusive);
    draft.chosen.push_back(value);
}

void add_occurrence(Answers& answers, const Path& group) {
    ++answers.occurrences[group];
    answers.values.erase(group);
}

void remove_occurrence(Answers& answers, const Path& group, std::size_t index) {
    const auto count = answers.occurrences.find(group);
    if (count == answers.occurrences.end() || index >= count->second) return;
    erase_occurrence(answers.values, group, index);
    erase_occurrence(answers.occurrences, group, index);
    for (auto later = index + 1; later < count->second; ++later) {
        renumber(answers.values, group, later, later - 1);
        renumber(answers.occurrences, group, later, later - 1);
    }
    --count->second;
    answers.values.erase(group);
}

std::optional<Date> date_from_digits(std::string_view digits) {
    if (digits.size() != 8) return std::nullopt;
    std::string iso(digits.substr(4, 4));
    iso.append("-").append(digits.substr(2, 2)).append("-").append(digits.substr(0, 2));
    return date_from_iso(iso);
}

std::string digits_of(const Date& date) {
    char text[40];
    std::snprintf(text, sizeof text, "%02d%02d%04d", date.day, date.month, date.year);
    return text;
}

}  // namespace landfall
