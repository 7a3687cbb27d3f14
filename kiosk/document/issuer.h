#pragma once

/// Codes of issuing states, organisations and nationalities.

#include <string_view>

namespace landfall {

/// Whether `code` may stand for an issuer or a nationality: ISO 3166-1 alpha-3, and the codes that Doc 9303-3, section
/// 5 adds or reserves (D, GBD, UNO, EUE, RKS ...). UTO, the state of specimens, counts as known. Units: without
/// fillers: Germany is "D". Threads: any.
bool is_known_issuer(std::string_view code);

/// No nationality: stateless persons, refugees, unspecified nationality (Doc 9303-3, section 5, part D).
bool is_without_nationality(std::string_view code);

}  // namespace landfall
