#pragma once

/// Single values of a response: are they well formed, and how do they compare. Private to the folder.

#include <compare>
#include <optional>
#include <string>

#include "kiosk/declaration/fhir.h"

namespace landfall::judging {

/// What is wrong with `node` as content of the element `name` ("valueDate"): an IssueType and a sentence.
struct Flaw {
    std::string code;
    std::string message;
};
std::optional<Flaw> flaw_in(const std::string& name, const Node& node);

/// Units: bytes, by its data where it has any, otherwise as it says itself.
double attachment_size(const Node& attachment);

/// The order of two values of one kind, by element name; empty where there is none.
std::optional<std::partial_ordering> order_of(const std::string& name, const Node& a, const std::string& other,
                                              const Node& b);

/// Equal as options and conditions see it: codings by system and code, references by reference.
/// `lenient`: a wanted coding without a system equals any system's (enableWhen).
bool equal(const std::string& name, const Node& given, const std::string& other, const Node& wanted, bool lenient);

}  // namespace landfall::judging
