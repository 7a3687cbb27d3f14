#pragma once

/// Wakes a driver's thread out of poll().

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace landfall::devices {

/// Threads: `wake()` from any, the rest from the thread that polls.
/// Errors:  a process that can't make its descriptor can't run its devices: aborts.
class Wake {
public:
    Wake() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (descriptor_ < 0) std::abort();
    }
    Wake(const Wake&) = delete;
    Wake& operator=(const Wake&) = delete;
    ~Wake() { ::close(descriptor_); }

    void wake() {
        const std::uint64_t once = 1;
        [[maybe_unused]] const auto written = ::write(descriptor_, &once, sizeof once);
    }

    /// What to poll for.
    pollfd poll_entry() const { return {descriptor_, POLLIN, 0}; }

    /// Makes it quiet again, before looking at what the wake-up was about.
    void quiet() {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto got = ::read(descriptor_, &count, sizeof count);
    }

private:
    int descriptor_;
};

}  // namespace landfall::devices
