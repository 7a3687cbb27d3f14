#pragma once

/// Dates and times as EDIFACT writes them (DTM, C507), their century found. For paxlst.cpp and its tests.

#include <optional>
#include <string_view>

#include "backend/manifest/manifest.h"

namespace landfall::backend {

/// Which century a year of two digits belongs to.
enum class Century {
    past,    ///< the latest date that is not after `reference`: births
    around,  ///< from 50 years before to 49 years after `reference`: flights, expiry
};

/// Formats 101 (YYMMDD), 102 (CCYYMMDD), 201 (YYMMDDHHMM), 202 (YYMMDDHHMMSS), 203 (CCYYMMDDHHMM), 204
/// (CCYYMMDDHHMMSS); without a format, or with one that does not fit, the number of digits tells. Month or day may be
/// 00: not known. Errors: empty when it is no such number or no day of the calendar. An hour that does not exist is
/// left out.
std::optional<LocalTime> edifact_time(std::string_view digits, std::string_view format, Century century,
                                      const Date& reference);

}  // namespace landfall::backend
