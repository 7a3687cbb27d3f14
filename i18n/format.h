#pragma once

/// Numbers, dates, amounts, countries and languages as the passenger's own language writes them.
///
/// Threads: any. Errors: none; what ICU does not know is shown as it came.

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.h"

namespace landfall::i18n {

std::string format_number(double number, std::string_view language);
/// "12 August 1974"; less where less is known.
std::string format_date(const Date& date, std::string_view language);
/// `unit` is an ISO 4217 currency or a UCUM unit: "12,000 CNY", "750 ml".
std::string format_quantity(double value, std::string_view unit, std::string_view language);
/// The unit alone: "CNY", "ml"; a UCUM annotation without its braces.
std::string unit_name(std::string_view unit, std::string_view language);
/// "A, B and C".
std::string format_list(const std::vector<std::string>& parts, std::string_view language);

/// The name of a language, in its own script when both are the same.
std::string language_name(std::string_view language, std::string_view in_language);

struct Country {
    std::string code;  ///< Doc 9303-3, section 5: three letters, Germany "D"
    std::string name;
};

/// The country, organisation or status behind a code of Doc 9303-3, section 5; the code itself where it has no name.
std::string country_name(std::string_view code, std::string_view language);

/// Every country by the language's own collation, of which the name, the English name or the code begins with `letters`
/// (compared without case and accents). Empty letters: all.
std::vector<Country> find_countries(std::string_view letters, std::string_view language);

}  // namespace landfall::i18n
