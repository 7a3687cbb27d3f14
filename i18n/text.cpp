#include "i18n/text.h"

#include <unicode/fmtable.h>
#include <unicode/msgfmt.h>
#include <unicode/uchar.h>
#include <unicode/ures.h>

#include <algorithm>
#include <array>
#include <map>

#include "i18n/direction.h"
#include "i18n/format.h"
#include "i18n/locale.h"
#include "kiosk/base/match.h"

namespace landfall::i18n {
namespace {

/// Digits in front of the first letter belong to an Arabic word before them, even one in another isolate, for FriBidi
/// 1.0.8: "2026-11-21 08:31 UTC" would read "08:31 2026-11-21 UTC". A mark of direction in front keeps them together.
std::string led_by_its_direction(const std::string& text) {
    if (text.empty() || text[0] < '0' || text[0] > '9') return text;
    const auto letters = icu::UnicodeString::fromUTF8(text);
    for (int32_t at = 0; at < letters.length(); at = letters.moveIndex32(at, 1)) {
        const auto direction = u_charDirection(letters.char32At(at));
        if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return text;
        if (direction == U_LEFT_TO_RIGHT) break;
    }
    return "\u200E" + text;
}

using Messages = std::array<icu::UnicodeString, key_names.size()>;

std::string utf8(const icu::UnicodeString& text) {
    std::string result;
    text.toUTF8String(result);
    return result;
}

/// The messages of one bundle. Errors: empty when the bundle is damaged or lacks a key.
std::unique_ptr<Messages> read_bundle(const std::filesystem::path& folder, const std::string& name) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UResourceBundle, decltype(&ures_close)> bundle(
        ures_openDirect(folder.c_str(), name.c_str(), &status), &ures_close);
    if (U_FAILURE(status)) return nullptr;
    auto messages = std::make_unique<Messages>();
    for (std::size_t index = 0; index < key_names.size(); ++index) {
        int32_t length = 0;
        const auto* text = ures_getStringByKey(bundle.get(), key_names[index], &length, &status);
        if (U_FAILURE(status)) return nullptr;
        (*messages)[index] = icu::UnicodeString(text, length);
    }
    return messages;
}

icu::Formattable formattable(const Argument& argument, std::string_view language) {
    return match(
        argument.value,
        [](const std::string& text) {
            return icu::Formattable(icu::UnicodeString::fromUTF8(isolated(led_by_its_direction(text))));
        },
        [](std::int64_t number) { return icu::Formattable(number); },
        [](double number) { return icu::Formattable(number); },
        [&](const Date& date) {
            return icu::Formattable(icu::UnicodeString::fromUTF8(isolated(format_date(date, language))));
        });
}

}  // namespace

struct Texts::Catalogues {
    std::map<std::string, std::unique_ptr<Messages>, std::less<>> by_language;
    std::vector<std::string> languages;
};

Texts::Texts(std::unique_ptr<Catalogues> catalogues) : catalogues_(std::move(catalogues)) {}
Texts::Texts(Texts&&) noexcept = default;
Texts& Texts::operator=(Texts&&) noexcept = default;
Texts::~Texts() = default;

Result<Texts> Texts::load(const std::filesystem::path& folder) {
    auto catalogues = std::make_unique<Catalogues>();
    std::error_code failure;
    for (const auto& file : std::filesystem::directory_iterator(folder, failure)) {
        if (file.path().extension() != ".res") continue;
        const auto name = file.path().stem().string();
        auto messages = read_bundle(folder, name);
        if (messages == nullptr) return Failure{file.path().string() + ": is damaged or lacks a text"};
        auto language = name;
        std::replace(language.begin(), language.end(), '_', '-');
        catalogues->by_language.emplace(std::move(language), std::move(messages));
    }
    if (!catalogues->by_language.contains("en")) return Failure{folder.string() + ": holds no English texts"};
    catalogues->languages.push_back("en");
    for (const auto& [language, messages] : catalogues->by_language)
        if (language != "en") catalogues->languages.push_back(language);
    return Texts(std::move(catalogues));
}

const std::vector<std::string>& Texts::languages() const { return catalogues_->languages; }

std::string Texts::text(Key key, std::string_view wanted, std::initializer_list<Argument> arguments) const {
    auto found = catalogues_->by_language.find(wanted);
    if (found == catalogues_->by_language.end()) found = catalogues_->by_language.find("en");
    const auto& language = found->first;
    const auto& pattern = (*found->second)[static_cast<std::size_t>(key)];
    if (pattern.indexOf(u'{') < 0 && pattern.indexOf(u'\'') < 0) return utf8(pattern);
    UErrorCode status = U_ZERO_ERROR;
    const icu::MessageFormat format(pattern, locale_of(language), status);
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& argument : arguments) {
        names.emplace_back(argument.name);
        values.push_back(formattable(argument, language));
    }
    icu::UnicodeString text;
    if (U_SUCCESS(status)) format.format(names.data(), values.data(), int32_t(names.size()), text, status);
    return U_SUCCESS(status) ? utf8(text) : utf8(pattern);
}

}  // namespace landfall::i18n
