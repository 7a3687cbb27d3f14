#pragma once

/// Whole files, read with a bound and written so that a power cut leaves either the old or the new content.

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"

namespace landfall {

using Bytes = std::vector<std::uint8_t>;

inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Units: `most` in bytes.
/// Errors: a sentence with the path when it can't be read or holds more than `most`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t most = 16u << 20);

/// Writes beside `path`, syncs, renames over it, syncs the folder. Mode 0600 unless `mode` says otherwise.
/// Errors: a sentence with the path; the old file is then untouched.
Result<Done> write_file(const std::filesystem::path& path, std::string_view content, unsigned mode = 0600);

/// Lower-case hexadecimal.
std::string to_hex(std::span<const std::uint8_t> bytes);

}  // namespace landfall
