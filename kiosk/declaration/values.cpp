#include "kiosk/declaration/values.h"

#include <algorithm>

#include "kiosk/base/match.h"

namespace landfall {

namespace {

std::optional<double> number_in(const Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (const auto* decimal = std::get_if<double>(&value)) return *decimal;
    return std::nullopt;
}

/// Unknown parts of either date leave the order open when the known ones agree.
std::optional<std::partial_ordering> order_of_dates(const Date& a, const Date& b) {
    if (const auto years = a.year <=> b.year; years != 0) return years;
    if (a.month == 0 || b.month == 0)
        return a.month == b.month ? std::optional(std::partial_ordering::equivalent) : std::nullopt;
    if (const auto months = a.month <=> b.month; months != 0) return months;
    if (a.day == 0 || b.day == 0)
        return a.day == b.day ? std::optional(std::partial_ordering::equivalent) : std::nullopt;
    return a.day <=> b.day;
}

bool passes(Comparison comparison, std::partial_ordering order) {
    switch (comparison) {
        case Comparison::greater:
            return order > 0;
        case Comparison::less:
            return order < 0;
        case Comparison::greater_or_equal:
            return order >= 0;
        case Comparison::less_or_equal:
            return order <= 0;
        case Comparison::exists:
        case Comparison::equal:
        case Comparison::not_equal:
            return false;
    }
    return false;
}

}  // namespace

std::optional<std::partial_ordering> order_of(const Value& a, const Value& b) {
    const auto one = number_in(a);
    const auto two = number_in(b);
    if (one && two) return *one <=> *two;
    if (a.index() != b.index()) return std::nullopt;
    if (const auto* date = std::get_if<Date>(&a)) return order_of_dates(*date, std::get<Date>(b));
    if (const auto* text = std::get_if<std::string>(&a)) return *text <=> std::get<std::string>(b);
    if (const auto* quantity = std::get_if<Quantity>(&a)) {
        const auto& other = std::get<Quantity>(b);
        return quantity->unit == other.unit ? std::optional(quantity->value <=> other.value) : std::nullopt;
    }
    return std::nullopt;
}

bool equals(const Value& answer, const Value& wanted) {
    if (const auto* coding = std::get_if<Coding>(&wanted)) {
        const auto* given = std::get_if<Coding>(&answer);
        return given != nullptr && given->code == coding->code &&
               (coding->system.empty() || given->system == coding->system);
    }
    if (const auto order = order_of(answer, wanted)) return *order == 0;
    return answer == wanted;
}

bool holds(const Condition& condition, const std::vector<Value>& answers) {
    const auto any = [&](auto test) { return std::any_of(answers.begin(), answers.end(), test); };
    const auto equal = [&](const Value& answer) { return equals(answer, condition.answer); };
    switch (condition.comparison) {
        case Comparison::exists: {
            const auto* wanted = std::get_if<bool>(&condition.answer);
            return wanted != nullptr && *wanted == !answers.empty();
        }
        case Comparison::equal:
            return any(equal);
        case Comparison::not_equal:
            return !answers.empty() && !any(equal);
        case Comparison::greater:
        case Comparison::less:
        case Comparison::greater_or_equal:
        case Comparison::less_or_equal:
            return any([&](const Value& answer) {
                const auto order = order_of(answer, condition.answer);
                return order && passes(condition.comparison, *order);
            });
    }
    return false;
}

bool value_fits(ItemType type, const Value& value) {
    switch (type) {
        case ItemType::group:
        case ItemType::display:
            return false;
        case ItemType::boolean:
            return std::holds_alternative<bool>(value);
        case ItemType::integer:
            return std::holds_alternative<std::int64_t>(value);
        case ItemType::decimal:
            return std::holds_alternative<double>(value);
        case ItemType::date:
            return std::holds_alternative<Date>(value);
        case ItemType::string:
        case ItemType::text:
            return std::holds_alternative<std::string>(value);
        case ItemType::choice:
            return std::holds_alternative<Coding>(value) || std::holds_alternative<std::string>(value) ||
                   std::holds_alternative<std::int64_t>(value) || std::holds_alternative<Date>(value);
        case ItemType::open_choice:
            return std::holds_alternative<Coding>(value) || std::holds_alternative<std::string>(value);
        case ItemType::quantity:
            return std::holds_alternative<Quantity>(value);
    }
    return false;
}

}  // namespace landfall
