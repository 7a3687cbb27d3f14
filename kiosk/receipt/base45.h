#pragma once

/// Base45 (RFC 9285): bytes as text that a QR code holds in its alphanumeric mode, 3 characters for 2 bytes.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/base/file.h"

namespace landfall {

std::string base45_encode(std::span<const std::uint8_t> bytes);

/// Errors: empty when a character is not of the alphabet (lower-case letters are not), a group stands for more than its
///         two or one bytes can hold, or a single character is left over. Nothing is trimmed or skipped.
std::optional<Bytes> base45_decode(std::string_view text);

}  // namespace landfall
