#pragma once

/// The modules of a two-dimensional code.

#include <vector>

namespace landfall {

/// A square of `side` x `side` modules, row by row; true is dark. Without quiet zone.
struct BitMatrix {
    int side = 0;
    std::vector<bool> modules;

    bool dark(int column, int row) const { return modules[static_cast<std::size_t>(row * side + column)]; }
    bool operator==(const BitMatrix&) const = default;
};

}  // namespace landfall
