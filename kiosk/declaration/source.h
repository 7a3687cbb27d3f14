#pragma once

/// A pack as its authors keep it, and how it becomes the one file that is shipped.

#include <map>
#include <string>
#include <vector>

#include "kiosk/declaration/pack.h"

namespace landfall {

/// The texts of the files in assets/packs/<id>/.
struct PackSource {
    std::string questionnaire;                     ///< questionnaire.json: a FHIR Questionnaire in English
    std::string rates;                             ///< rates.json: constants for rules; empty: none
    std::map<Language, std::string> translations;  ///< <language>.po
};

/// The questionnaire with rates and translations inside. The same source gives the same bytes.
///
/// A PO entry's msgctxt is the path of its text: the linkIds from the outermost item down, joined by '/'; then
/// "#code" for an option (its text where it is no coding), "!key" for a constraint. "#title" is the pack's title.
///
/// Errors: every problem: a translation that is missing, fuzzy, unused or made for another English text; and all that
/// `read_pack` finds in the result.
Result<std::string, std::vector<PackProblem>> build_pack(const PackSource& source);

}  // namespace landfall
