#pragma once

/// The words on the wire for the enumerators of a scan; those of messages.h stand in wire.h.

#include <optional>
#include <string_view>

#include "kiosk/document/document_scan.h"

namespace landfall {

std::string_view wire_name(MrzFormat format);
std::string_view wire_name(Sex sex);
std::string_view wire_name(CheckDigit digit);
std::string_view wire_name(ScanSource source);

/// For MrzFormat, Sex, CheckDigit, ScanSource and Field. Errors: empty when `name` is none of its words.
template <typename Enum>
std::optional<Enum> wire_named(std::string_view name);

}  // namespace landfall
