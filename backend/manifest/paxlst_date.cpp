#include "backend/manifest/paxlst_date.h"

#include <algorithm>

namespace landfall::backend {
namespace {

int number_at(std::string_view digits, std::size_t at, std::size_t length) {
    int number = 0;
    for (const char digit : digits.substr(at, length)) number = number * 10 + (digit - '0');
    return number;
}

bool is_after(const Date& date, const Date& reference) {
    if (date.year != reference.year) return date.year > reference.year;
    if (date.month == 0 || date.month != reference.month) return date.month > reference.month;
    return date.day > reference.day;
}

int full_year(int two_digits, Date date, Century century, const Date& reference) {
    date.year = reference.year / 100 * 100 + two_digits;
    if (century == Century::past) {
        if (is_after(date, reference)) date.year -= 100;
    } else {
        if (date.year > reference.year + 49) date.year -= 100;
        if (date.year < reference.year - 50) date.year += 100;
    }
    return date.year;
}

}  // namespace

std::optional<LocalTime> edifact_time(std::string_view digits, std::string_view format, Century century,
                                      const Date& reference) {
    const bool only_digits = std::all_of(digits.begin(), digits.end(), [](char d) { return d >= '0' && d <= '9'; });
    const auto size = digits.size();
    if (digits.find_first_not_of('0') == std::string_view::npos) return std::nullopt;
    if (!only_digits || (size != 6 && size != 8 && size != 10 && size != 12 && size != 14)) return std::nullopt;
    const bool long_year = size == 8 || size == 14 || (size == 12 && format != "202");
    const std::size_t rest = long_year ? 4 : 2;

    LocalTime time;
    time.date.month = number_at(digits, rest, 2);
    time.date.day = number_at(digits, rest + 2, 2);
    if (time.date.month == 0) time.date.day = 0;
    const int year = number_at(digits, 0, rest);
    time.date.year = long_year ? year : full_year(year, time.date, century, reference);
    if (!date_from_iso(time.date.iso())) return std::nullopt;
    if (size < rest + 8) return time;
    const int hour = number_at(digits, rest + 4, 2), minute = number_at(digits, rest + 6, 2);
    if (hour < 24 && minute < 60) time.minute = hour * 60 + minute;
    return time;
}

}  // namespace landfall::backend
