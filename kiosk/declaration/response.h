#pragma once

/// Answers as a FHIR R4 QuestionnaireResponse, the form in which they travel and are kept.
///
/// An answer left empty on purpose is an item without answers. A repeating group is one item an occurrence. Our
/// extensions `closed-list` and `empty-list` name, by path, the lists that the passenger closed and those begun without
/// an entry.

#include <string>
#include <string_view>

#include "kiosk/declaration/answers.h"
#include "kiosk/declaration/pack.h"

namespace landfall {

/// The response's JSON text. What stands in `answers` at places that the pack doesn't have is left out: settle first.
/// `completed` false: still being answered (status in-progress).
std::string write_response(const Pack& pack, const Answers& answers, std::string_view language = "en",
                           bool completed = true);

/// The answers as they were written: `read_response(pack, write_response(pack, answers)) == answers` for settled
/// answers. Whether they hold is for `check_answers` to say.
///
/// Units: at most 4 MiB, 64 levels.
/// Errors: a sentence: not a response, to another questionnaire or edition, an unknown or doubled linkId, an answer of
/// the wrong type, an element that is not understood.
Result<Answers> read_response(const Pack& pack, std::string_view json);

}  // namespace landfall
