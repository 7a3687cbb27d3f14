#include "kiosk/receipt/base45.h"

#include <algorithm>

namespace landfall {
namespace {

/// RFC 9285, table 1.
constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

}  // namespace

std::string base45_encode(std::span<const std::uint8_t> bytes) {
    std::string text;
    text.reserve(bytes.size() / 2 * 3 + 2);
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        const bool pair = at + 1 < bytes.size();
        unsigned number = pair ? bytes[at] * 256u + bytes[at + 1] : bytes[at];
        for (int digit = 0; digit < (pair ? 3 : 2); ++digit, number /= 45) text += alphabet[number % 45];
    }
    return text;
}

std::optional<Bytes> base45_decode(std::string_view text) {
    Bytes bytes;
    bytes.reserve(text.size() / 3 * 2 + 1);
    for (; !text.empty(); text.remove_prefix(std::min<std::size_t>(3, text.size()))) {
        const auto group = text.substr(0, 3);
        if (group.size() == 1) return std::nullopt;
        unsigned number = 0;
        for (std::size_t digit = group.size(); digit-- > 0;) {
            const auto value = alphabet.find(group[digit]);
            if (value == std::string_view::npos) return std::nullopt;
            number = number * 45 + static_cast<unsigned>(value);
        }
        if (number > (group.size() == 3 ? 0xFFFFu : 0xFFu)) return std::nullopt;
        if (group.size() == 3) bytes.push_back(static_cast<std::uint8_t>(number >> 8));
        bytes.push_back(static_cast<std::uint8_t>(number & 0xFF));
    }
    return bytes;
}

}  // namespace landfall
