#pragma once

/// Passenger data on the stacks of device threads.

#include <array>
#include <cstring>

namespace landfall::devices {

/// Overwrites the stack below the caller. Short texts live inside std::string itself, so decoding a document leaves
/// copies of them in frames that have returned; a driver calls this when it has handed a document over.
/// Threads: any; each wipes its own stack.
[[gnu::noinline]] inline void scrub_stack() {
    std::array<char, 160 * 1024> below;
    ::explicit_bzero(below.data(), below.size());
}

}  // namespace landfall::devices
