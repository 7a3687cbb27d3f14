#include "kiosk/base/date.h"

#include <array>
#include <cstdio>

namespace landfall {
namespace {

/// All of `text` as decimal digits.
std::optional<int> digits(std::string_view text) {
    int number = 0;
    for (const char character : text) {
        if (character < '0' || character > '9') return std::nullopt;
        number = number * 10 + (character - '0');
    }
    return text.empty() ? std::nullopt : std::optional(number);
}

bool exists(const Date& date) {
    if (date.month == 0) return date.day == 0;
    if (date.month > 12) return false;
    if (date.day == 0) return true;
    return std::chrono::year_month_day(std::chrono::year(date.year), std::chrono::month(unsigned(date.month)),
                                       std::chrono::day(unsigned(date.day)))
        .ok();
}

std::string formatted(const char* format, auto... parts) {
    std::array<char, 40> text{};
    const int length = std::snprintf(text.data(), text.size(), format, parts...);
    return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

std::string Date::iso() const {
    if (month == 0) return formatted("%04d", year);
    if (day == 0) return formatted("%04d-%02d", year, month);
    return formatted("%04d-%02d-%02d", year, month, day);
}

std::optional<Date> date_from_iso(std::string_view text) {
    if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
    Date date;
    const auto year = digits(text.substr(0, 4));
    if (!year || *year == 0) return std::nullopt;
    date.year = *year;
    if (text.size() >= 7) {
        const auto month = digits(text.substr(5, 2));
        if (text[4] != '-' || !month || *month == 0) return std::nullopt;
        date.month = *month;
    }
    if (text.size() == 10) {
        const auto day = digits(text.substr(8, 2));
        if (text[7] != '-' || !day || *day == 0) return std::nullopt;
        date.day = *day;
    }
    return exists(date) ? std::optional(date) : std::nullopt;
}

Date date_of(WallTime time) {
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    return {int(day.year()), int(unsigned(day.month())), int(unsigned(day.day()))};
}

int age_on(const Date& birth, const Date& today) {
    const int month = birth.month == 0 ? 12 : birth.month;
    const int day = birth.day == 0 ? 31 : birth.day;
    const bool birthday_passed = today.month > month || (today.month == month && today.day >= day);
    return today.year - birth.year - (birthday_passed ? 0 : 1);
}

std::string to_rfc3339(WallTime time) {
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock(time - midnight);
    return date_of(time).iso() + formatted("T%02d:%02d:%02dZ", int(clock.hours().count()), int(clock.minutes().count()),
                                           int(clock.seconds().count()));
}

std::optional<WallTime> from_rfc3339(std::string_view text) {
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        return std::nullopt;
    const auto date = date_from_iso(text.substr(0, 10));
    const auto hour = digits(text.substr(11, 2)), minute = digits(text.substr(14, 2)),
               second = digits(text.substr(17, 2));
    if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    const std::chrono::sys_days day(std::chrono::year_month_day(std::chrono::year(date->year),
                                                                std::chrono::month(unsigned(date->month)),
                                                                std::chrono::day(unsigned(date->day))));
    return day + std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

}  // namespace landfall
