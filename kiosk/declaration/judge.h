#pragma once

/// Whether any FHIR R4 QuestionnaireResponse answers any Questionnaire as R4 wants it. This goes further than the
/// profile of packs: it judges what kiosks don't ask, too.

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"

namespace landfall {

/// `path` is a FHIRPath into the response; `code` is one of FHIR's IssueType (see assets/packs/README.md).
struct ResponseIssue {
    std::string path;
    std::string code;
    std::string message;
};

struct Judgement {
    std::vector<ResponseIssue> issues;     ///< in the order of the response
    std::vector<std::string> unsupported;  ///< what of the questionnaire could not be judged: "linkId: element"

    /// Nothing that could be judged is wrong.
    bool valid() const { return issues.empty(); }
};

/// Units: each text at most 4 MiB, 64 levels.
/// Errors: a sentence when the questionnaire itself can't be used. A bad response is a judgement, not an error.
Result<Judgement> judge_response(std::string_view questionnaire, std::string_view response);

}  // namespace landfall
