#include "i18n/format.h"

#include <unicode/coll.h>
#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/listformatter.h>
#include <unicode/locdspnm.h>
#include <unicode/measunit.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <map>
#include <memory>

#include "i18n/direction.h"
#include "i18n/locale.h"

namespace landfall::i18n {
namespace {

std::string utf8(const icu::UnicodeString& text) {
    std::string result;
    text.toUTF8String(result);
    return result;
}

bool is_currency(std::string_view unit) {
    return unit.size() == 3 && std::all_of(unit.begin(), unit.end(), [](char one) { return one >= 'A' && one <= 'Z'; });
}

/// Doc 9303-3, section 5: three-letter code to ISO 3166 alpha-2, as far as ICU names it.
const std::map<std::string, std::string, std::less<>>& regions() {
    static const auto all = [] {
        std::map<std::string, std::string, std::less<>> table;
        for (const auto* const* region = uloc_getISOCountries(); *region != nullptr; ++region) {
            const auto* three = uloc_getISO3Country((std::string("und_") + *region).c_str());
            if (three != nullptr && *three != '\0') table.emplace(three, *region);
        }
        table.erase("DEU");
        table.emplace("D", "DE");
        table.emplace("RKS", "XK");
        table.emplace("EUE", "EU");
        table.emplace("UNO", "UN");
        return table;
    }();
    return all;
}

/// Codes that share the name of their state: British passports other than those of citizens.
std::string_view state_of(std::string_view code) {
    for (const auto* british : {"GBD", "GBN", "GBO", "GBP", "GBS"})
        if (code == british) return "GBR";
    return code == "DEU" ? "D" : code;
}

}  // namespace

std::string format_number(double number, std::string_view language) {
    UErrorCode status = U_ZERO_ERROR;
    return utf8(
        icu::number::NumberFormatter::withLocale(locale_of(language)).formatDouble(number, status).toString(status));
}

std::string format_date(const Date& date, std::string_view language) {
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = locale_of(language);
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
        icu::DateTimePatternGenerator::createInstance(locale, status));
    const char* parts = date.complete() ? "yMMMMd" : date.month != 0 ? "yMMMM" : "y";
    if (U_FAILURE(status)) return date.iso();
    icu::SimpleDateFormat format(patterns->getBestPattern(icu::UnicodeString(parts), status), locale, status);
    // Documents count by the Gregorian calendar, wherever they come from.
    icu::GregorianCalendar calendar(*icu::TimeZone::getGMT(), locale, status);
    calendar.setGregorianChange(U_DATE_MIN, status);
    calendar.clear();
    calendar.set(date.year, std::max(date.month, 1) - 1, std::max(date.day, 1), 12, 0);
    format.setCalendar(calendar);
    icu::UnicodeString text;
    format.format(calendar.getTime(status), text);
    return U_SUCCESS(status) ? utf8(text) : date.iso();
}

std::string unit_name(std::string_view unit, std::string_view language) {
    if (is_currency(unit)) return std::string(unit);
    if (unit.size() > 2 && unit.front() == '{' && unit.back() == '}')
        return std::string(unit.substr(1, unit.size() - 2));
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = locale_of(language);
    const auto named = [&](const icu::MeasureUnit& measure) {
        return utf8(icu::number::NumberFormatter::withLocale(locale)
                        .unit(measure)
                        .unitWidth(UNUM_UNIT_WIDTH_SHORT)
                        .formatInt(0, status)
                        .toString(status));
    };
    const auto without_number = [](std::string text) {
        std::erase(text, '0');
        text.erase(0, text.find_first_not_of(' '));
        for (const std::string_view space : {"\u00a0", "\u202f"})
            if (text.starts_with(space)) text.erase(0, space.size());
        return text;
    };
    if (unit == "ml" || unit == "mL") return without_number(named(icu::MeasureUnit::getMilliliter()));
    if (unit == "l" || unit == "L") return without_number(named(icu::MeasureUnit::getLiter()));
    if (unit == "g") return without_number(named(icu::MeasureUnit::getGram()));
    if (unit == "kg") return without_number(named(icu::MeasureUnit::getKilogram()));
    return std::string(unit);
}

std::string format_quantity(double value, std::string_view unit, std::string_view language) {
    return isolated(format_number(value, language) + "\u00a0" + unit_name(unit, language));
}

std::string format_list(const std::vector<std::string>& parts, std::string_view language) {
    if (parts.empty()) return {};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::ListFormatter> format(icu::ListFormatter::createInstance(locale_of(language), status));
    std::vector<icu::UnicodeString> items;
    for (const auto& part : parts) items.push_back(icu::UnicodeString::fromUTF8(part));
    icu::UnicodeString text;
    if (U_SUCCESS(status)) format->format(items.data(), int32_t(items.size()), text, status);
    return utf8(text);
}

std::string language_name(std::string_view language, std::string_view in_language) {
    // CLDR has names of its own for the two ways to write Chinese: 简体中文, not 中文（简体）.
    const std::unique_ptr<icu::LocaleDisplayNames> names(
        icu::LocaleDisplayNames::createInstance(locale_of(in_language), ULDN_DIALECT_NAMES));
    std::string id(language);
    std::replace(id.begin(), id.end(), '-', '_');
    icu::UnicodeString text;
    names->localeDisplayName(id.c_str(), text);
    return utf8(text.toTitle(nullptr, locale_of(in_language), U_TITLECASE_NO_LOWERCASE));
}

std::string country_name(std::string_view code, std::string_view language) {
    const auto region = regions().find(state_of(code));
    if (region == regions().end()) return std::string(code);
    const std::unique_ptr<icu::LocaleDisplayNames> names(icu::LocaleDisplayNames::createInstance(locale_of(language)));
    icu::UnicodeString text;
    names->regionDisplayName(region->second.c_str(), text);
    return utf8(text);
}

std::vector<Country> find_countries(std::string_view letters, std::string_view language) {
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = locale_of(language);
    const std::unique_ptr<icu::Collator> order(icu::Collator::createInstance(locale, status));
    const std::unique_ptr<icu::Collator> loose(icu::Collator::createInstance(locale, status));
    if (U_FAILURE(status)) return {};
    loose->setStrength(icu::Collator::PRIMARY);
    const auto wanted = icu::UnicodeString::fromUTF8({letters.data(), int32_t(letters.size())});
    const auto begins = [&](const std::string& name) {
        const auto head = icu::UnicodeString::fromUTF8(name).tempSubString(0, wanted.length());
        UErrorCode compared = U_ZERO_ERROR;
        return loose->compare(head, wanted, compared) == UCOL_EQUAL;
    };
    std::vector<Country> found;
    for (const auto& [code, region] : regions()) {
        auto name = country_name(code, language);
        if (begins(name) || begins(country_name(code, "en")) || (letters.size() == 3 && code == letters))
            found.push_back({code, std::move(name)});
    }
    std::sort(found.begin(), found.end(), [&](const Country& one, const Country& other) {
        UErrorCode compared = U_ZERO_ERROR;
        return order->compare(icu::UnicodeString::fromUTF8(one.name), icu::UnicodeString::fromUTF8(other.name),
                              compared) == UCOL_LESS;
    });
    return found;
}

}  // namespace landfall::i18n
