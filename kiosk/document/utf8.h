#pragma once

/// UTF-8 taken apart, for names from outside.

#include <string_view>

namespace landfall {

/// Takes the first character off `text`.
/// Errors: 0 for a malformed byte, an overlong form or a surrogate; one byte is then taken. `text` must not be empty.
inline char32_t take_utf8(std::string_view& text) {
    const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const unsigned first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const auto malformed = [&] {
        text.remove_prefix(1);
        return char32_t{0};
    };
    if ((first >= 0x80 && first < 0xC2) || first > 0xF4 || text.size() < length) return malformed();
    char32_t character = length == 1 ? first : first & (0x7Fu >> length);
    for (std::size_t index = 1; index < length; ++index) {
        if ((byte(index) & 0xC0) != 0x80) return malformed();
        character = character << 6 | (byte(index) & 0x3Fu);
    }
    if (character < least[length] || character > 0x10FFFF || (character >= 0xD800 && character < 0xE000))
        return malformed();
    text.remove_prefix(length);
    return character;
}

}  // namespace landfall
