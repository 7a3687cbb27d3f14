#pragma once

/// One picture from a camera or from the other end of a call.

#include <cstdint>
#include <vector>

namespace landfall {

/// Planar YUV 4:2:0: `width * height` luma bytes, then two chroma planes of half size (rounded up) each.
/// Units: pixels; rows are packed without padding.
struct Frame {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> planes;
};

}  // namespace landfall
