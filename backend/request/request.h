#pragma once

/// What a request brings besides the declaration itself, read strictly. Pure.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/declaration/pack.h"

namespace landfall::backend {

/// An idempotency key: 32 hexadecimal digits, a dot, a number from 1 without zeros in front.
bool is_key(std::string_view text);

/// RFC 9110, 5.6.7, the form that is sent: "Sat, 21 Nov 2026 08:30:00 GMT". Errors: empty for any other.
std::optional<WallTime> from_http_date(std::string_view text);

/// A declaration's JSON without the answers to packs that are not in force here, and the names of those packs.
struct KnownPart {
    std::string json;
    std::vector<std::string> unknown_packs;
};
/// Errors: an empty `json` when it is not what read_declaration takes.
KnownPart known_part(std::string_view declaration_json, std::span<const Pack> packs);

}  // namespace landfall::backend
