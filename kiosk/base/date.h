#pragma once

/// Calendar dates as documents state them: parts may be unknown.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/clock.h"

namespace landfall {

/// A day of the Gregorian calendar, or less: `day` 0 means that only year and month are known, `month` 0 that only the
/// year is. Doc 9303-3, 4.8 lets birth dates be incomplete; FHIR `date` has the same three forms.
struct Date {
    int year = 0;
    int month = 0;
    int day = 0;

    bool complete() const { return month != 0 && day != 0; }
    /// ISO 8601: "1974-08-12", "1974-08" or "1974".
    std::string iso() const;
    /// Unknown parts sort first.
    auto operator<=>(const Date&) const = default;
};

/// Reads the three ISO 8601 forms that `Date::iso` writes. Errors: empty unless the whole text is a date that exists.
std::optional<Date> date_from_iso(std::string_view text);

/// The UTC day of an instant.
Date date_of(WallTime time);

/// Completed years from `birth` to `today`; unknown parts of `birth` count as the latest possible, so that nobody is
/// taken for older than they surely are.
int age_on(const Date& birth, const Date& today);

/// RFC 3339 in UTC with whole seconds: "2026-11-21T08:30:00Z".
std::string to_rfc3339(WallTime time);
/// Errors: empty unless the whole text has that form and the time exists.
std::optional<WallTime> from_rfc3339(std::string_view text);

}  // namespace landfall
