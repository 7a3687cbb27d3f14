#pragma once

/// Check digits of machine-readable zones.

#include <optional>
#include <string_view>

namespace landfall {

/// Whether `character` may stand in a machine-readable zone: A to Z, 0 to 9 and the filler `<` (Doc 9303-3, 4.3).
constexpr bool is_mrz_character(char character) {
    return (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9') || character == '<';
}

/// Doc 9303-3, 4.9: digits count as they are, A to Z as 10 to 35, the filler as 0; weights 7, 3, 1, modulo 10.
/// Units: the digit as a character, '0' to '9'.
/// Errors: empty when `field` holds what may not stand in a machine-readable zone.
std::optional<char> check_digit(std::string_view field);

/// Whether `printed` is the right digit behind `field`. A field of fillers alone may bear `<` in place of 0
/// (Doc 9303-4, 4.2.2.2 says so of the optional data; issuers do it behind every empty field).
bool check_digit_agrees(std::string_view field, char printed);

}  // namespace landfall
