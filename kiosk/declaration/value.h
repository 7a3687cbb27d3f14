#pragma once

/// What a passenger can answer, one value at a time. The kinds are those of FHIR R4 `QuestionnaireResponse.item.answer`
/// that the profile in assets/packs/README.md keeps.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/date.h"

namespace landfall {

using LinkId = std::string;    ///< Questionnaire.item.linkId, unique in its pack
using Language = std::string;  ///< BCP 47: "en", "zh-Hans", "fr", "ar"

/// One of a list of options. `display` is English; translations stand in the pack's options.
struct Coding {
    std::string system;
    std::string code;
    std::string display;
    /// FHIR compares codings by system and code.
    bool operator==(const Coding& other) const { return system == other.system && code == other.code; }
};

/// An amount with its unit. Units: `unit` is UCUM ("ml", "g", "%", "{cigarettes}") or an ISO 4217 currency ("CNY").
struct Quantity {
    double value = 0;
    std::string unit;
    bool operator==(const Quantity&) const = default;
};

using Value = std::variant<bool, std::int64_t, double, std::string, Date, Coding, Quantity>;

/// A text of a pack, with its translations. The English text is the pack's own.
struct PackText {
    std::string english;
    std::map<Language, std::string> translations;

    bool empty() const { return english.empty(); }
    /// The text in `language`; English where there is no translation.
    std::string_view in(std::string_view language) const {
        const auto found = translations.find(std::string(language));
        return found == translations.end() ? std::string_view(english) : std::string_view(found->second);
    }
};

}  // namespace landfall
