#pragma once

/// The claims of a receipt as CBOR and back, for receipt.cpp alone.

#include <optional>
#include <span>
#include <string>

#include "kiosk/receipt/receipt.h"

namespace landfall {

/// Why `receipt` can't be written; empty when it can. What `read_claims` gives always can.
std::optional<std::string> why_unwritable(const Receipt& receipt);

Bytes write_claims(const Receipt& receipt);

/// Errors: empty unless the bytes are one deterministic map with every claim that the table does not call absent.
std::optional<Receipt> read_claims(std::span<const std::uint8_t> cbor);

}  // namespace landfall
