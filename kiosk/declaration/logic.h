#pragma once

/// Computed rules: JSONLogic (jsonlogic.com), with the operators and coercions of npm's json-logic-js 2.
///
/// What differs on purpose: an operator that does not exist is refused when the rule is read, even where it would never
/// be reached; `log` prints nothing; a path never reaches JavaScript's own properties, except `length` of texts and
/// lists; a surrogate cut from its other half becomes U+FFFD.

#include <memory>
#include <string>
#include <string_view>

#include "kiosk/base/result.h"

namespace landfall {

/// A rule, read and checked.
class Logic;
using Rule = std::shared_ptr<const Logic>;

/// Units: at most 64 KiB and 64 levels.
/// Errors: a sentence; an unknown operator is named.
Result<Rule, std::string> read_logic(std::string_view json);

/// What `rule` comes to for `data_json`, as JSON text. Like JavaScript's JSON.stringify, NaN and infinities are null;
/// so is undefined.
///
/// Units: one million steps, where copying a byte is a step too.
/// Errors: a sentence: bad data, too many steps, too deep, or what JavaScript would throw.
Result<std::string> evaluate(const Logic& rule, std::string_view data_json);

/// A rule and its data in one JSON text, {"rule": ..., "data": ...}; without "data" the rule gets null.
///
/// Errors: as those of `read_logic` and `evaluate`.
Result<std::string> evaluate_case(std::string_view json);

}  // namespace landfall
