#pragma once

/// ICU's locale of a language. Private to i18n.

#include <unicode/locid.h>

#include <string_view>

namespace landfall::i18n {

/// A kiosk writes digits as they stand on the passport and on its pads, in Arabic too.
inline icu::Locale locale_of(std::string_view language) {
    UErrorCode status = U_ZERO_ERROR;
    auto locale = icu::Locale::forLanguageTag({language.data(), int32_t(language.size())}, status);
    locale.setUnicodeKeywordValue("nu", "latn", status);
    return locale;
}

}  // namespace landfall::i18n
