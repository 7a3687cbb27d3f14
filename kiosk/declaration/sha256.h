#pragma once

/// SHA-256 of a pack's bytes. This folder links no crypto library; nothing secret passes here. Private to the folder.

#include <string>
#include <string_view>

namespace landfall {

/// FIPS 180-4. Lower-case hexadecimal.
std::string sha256_hex(std::string_view bytes);

}  // namespace landfall
