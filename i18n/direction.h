#pragma once

/// Right to left, left to right, and texts of one inside the other.

#include <string>
#include <string_view>

namespace landfall::i18n {

/// Whether `language` is written from right to left.
bool right_to_left(std::string_view language);

/// `text` between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9, 2.4.1), so that a name or number of another
/// script does not turn the sentence around it.
std::string isolated(std::string_view text);

}  // namespace landfall::i18n
