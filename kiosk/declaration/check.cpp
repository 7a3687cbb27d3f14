// What is wrong with answers: the second half of flow.h.

#include <algorithm>
#include <cmath>
#include <set>

#include "kiosk/declaration/fhir.h"
#include "kiosk/declaration/javascript.h"
#include "kiosk/declaration/values.h"
#include "kiosk/declaration/walk.h"

namespace landfall {

namespace {

using Issues = std::vector<AnswerIssue>;

void add(Issues& issues, const Path& path, const char* code, const char* english) {
    issues.push_back({path, code, "", {english, {}}, false});
}

/// Minimum and maximum are plain numbers also for quantities.
std::optional<std::partial_ordering> order_with_bound(const Value& value, const Value& bound) {
    if (const auto* quantity = std::get_if<Quantity>(&value)) return order_of(Value(quantity->value), bound);
    return order_of(value, bound);
}

void check_range(const Item& item, const Path& path, const Value& value, Issues& issues) {
    if (item.min_value)
        if (const auto order = order_with_bound(value, *item.min_value); order && *order < 0)
            add(issues, path, "value", "This is less than is possible.");
    if (item.max_value)
        if (const auto order = order_with_bound(value, *item.max_value); order && *order > 0)
            add(issues, path, "value", "This is more than is possible.");
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        if (*whole > 2147483647 || *whole < -2147483648LL) add(issues, path, "value", "This number is too large.");
    const auto* quantity = std::get_if<Quantity>(&value);
    const auto* decimal = std::get_if<double>(&value);
    const double number = quantity ? quantity->value : decimal ? *decimal : 0;
    if (!std::isfinite(number)) add(issues, path, "value", "This is not a number.");
    if (quantity && !item.units.empty() &&
        std::find(item.units.begin(), item.units.end(), quantity->unit) == item.units.end())
        add(issues, path, "value", "This unit can't be chosen.");
    if (const auto* date = std::get_if<Date>(&value))
        if (!fhir::date(date->iso())) add(issues, path, "value", "There is no such day.");
}

void check_option(const Item& item, const Path& path, const Value& value, Issues& issues) {
    if (item.options.empty()) return;
    const bool listed = std::any_of(item.options.begin(), item.options.end(),
                                    [&](const Option& option) { return option.value == value; });
    const bool own_words = item.type == ItemType::open_choice && std::holds_alternative<std::string>(value);
    if (!listed && !own_words) add(issues, path, "code-invalid", "This is not one of the choices.");
}

void check_text(const Item& item, const Path& path, const Value& value, Issues& issues) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return;
    if (!fhir::is_string(*text)) add(issues, path, "value", "This text is empty or can't be kept.");
    if (item.max_length && fhir::length_of(*text) > static_cast<std::size_t>(*item.max_length))
        add(issues, path, "too-long", "This text is too long.");
}

void check_count(const Item& item, const Path& path, std::size_t count, Issues& issues) {
    const auto most = item.repeats ? item.max_occurs : std::optional(1);
    if (most && count > static_cast<std::size_t>(*most)) add(issues, path, "structure", "These are too many answers.");
    if (count < static_cast<std::size_t>(item.min_occurs.value_or(0)) && (count > 0 || item.required))
        add(issues, path, "structure", "These are too few answers.");
    if (count == 0 && item.required) add(issues, path, "required", "This needs an answer.");
}

void check_values(const Item& item, const Path& path, const std::vector<Value>& values, Issues& issues) {
    check_count(item, path, values.size(), issues);
    bool exclusive = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!value_fits(item.type, values[i])) {
            add(issues, path, "value", "This answer is of the wrong kind.");
            continue;
        }
        check_range(item, path, values[i], issues);
        check_option(item, path, values[i], issues);
        check_text(item, path, values[i], issues);
        for (const auto& option : item.options)
            exclusive = exclusive || (option.exclusive && option.value == values[i]);
        if (std::find(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(i), values[i]) !=
                values.begin() + static_cast<std::ptrdiff_t>(i) &&
            !item.options.empty())
            add(issues, path, "value", "This choice was made twice.");
    }
    if (exclusive && values.size() > 1) add(issues, path, "invariant", "'None' can't go together with other choices.");
}

void check_constraints(const Walk& walk, const Item& item, const Path& path, const Path& prefix, Issues& issues) {
    for (const auto& constraint : item.constraints) {
        const auto result = walk.result_of(constraint.expression, prefix);
        if (!result || !javascript::truthy(*result))
            issues.push_back({path, "invariant", constraint.key, constraint.human, constraint.warns_only});
    }
}

void check_place(const Walk& walk, const Answers& answers, const Place& place, Issues& issues) {
    const Item& item = *place.item;
    switch (place.role) {
        case Role::group:
            check_constraints(walk, item, place.path, place.prefix, issues);
            return;
        case Role::occurrence:
            check_constraints(walk, item, place.path, place.path + "/", issues);
            return;
        case Role::list: {
            const auto found = answers.occurrences.find(place.path);
            check_count(item, place.path, found == answers.occurrences.end() ? 0 : found->second, issues);
            return;
        }
        case Role::leaf: {
            if (item.type == ItemType::display) return;
            const auto* values = answers.find(place.path);
            check_values(item, place.path, values == nullptr ? std::vector<Value>{} : *values, issues);
            if (values != nullptr && !values->empty()) check_constraints(walk, item, place.path, place.prefix, issues);
            return;
        }
    }
}

}  // namespace

std::vector<AnswerIssue> check_answers(const Pack& pack, const Answers& answers, const Context& context) {
    const Answers settled = settle(pack, answers, context);
    const Walk walk(pack, settled, context);
    Issues issues;
    std::set<Path> applying;
    walk.each([&](const Place& place) {
        applying.insert(place.path);
        check_place(walk, settled, place, issues);
        return true;
    });
    for (const auto& [path, values] : answers.values)
        if (!applying.contains(path) && !values.empty())
            add(issues, path, walk.item_at(path) == nullptr ? "not-found" : "invariant",
                "This was answered although it is not asked.");
    for (const auto& [path, count] : answers.occurrences)
        if (count > most_occurrences) add(issues, path, "structure", "These are too many answers.");
    return issues;
}

std::vector<AnswerIssue> check_answer(const Pack& pack, const Path& path, const std::vector<Value>& values,
                                      const Answers& answers, const Context& context) {
    Answers with = answers;
    with.values[path] = values;
    const Answers settled = settle(pack, with, context);
    const Walk walk(pack, settled, context);
    Issues issues;
    const Item* item = walk.item_at(path);
    if (item == nullptr || item->type == ItemType::group || item->type == ItemType::display) {
        add(issues, path, "not-found", "There is no such question.");
        return issues;
    }
    check_values(*item, path, values, issues);
    const auto occurrence = occurrence_of(path);
    if (!values.empty())
        check_constraints(walk, *item, path, occurrence.empty() ? occurrence : occurrence + "/", issues);
    return issues;
}

}  // namespace landfall
