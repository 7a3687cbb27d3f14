#include "i18n/direction.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

namespace landfall::i18n {

bool right_to_left(std::string_view language) { return uloc_isRightToLeft(std::string(language).c_str()) != 0; }

std::string isolated(std::string_view text) { return "\u2068" + std::string(text) + "\u2069"; }

}  // namespace landfall::i18n
