#pragma once

/// Rules over values that are read already. Private to the folder.

#include <string>
#include <vector>

#include "kiosk/declaration/logic.h"
#include "kiosk/declaration/node.h"

namespace landfall {

Result<Rule, std::string> read_logic(const Node& rule);

/// Errors: as `evaluate` in logic.h.
Result<Node> evaluate(const Logic& rule, const Node& data);

/// Every path that the rule looks up and that stands in it as a text, like "answers.fever".
std::vector<std::string> paths_of(const Logic& rule);

}  // namespace landfall
