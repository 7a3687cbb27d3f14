#pragma once

/// Time as a parameter: whatever waits or stamps is given a Clock, and tests turn its hands.

#include <chrono>

namespace landfall {

using Instant = std::chrono::steady_clock::time_point;  ///< for waiting; never goes back
using WallTime = std::chrono::sys_seconds;              ///< for stamps, UTC; may jump

/// Threads: any.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    virtual WallTime wall() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override { return std::chrono::steady_clock::now(); }
    WallTime wall() const override {
        return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    }
};

/// A clock that stands still until it is told otherwise.
///
/// Threads: one.
class ManualClock final : public Clock {
public:
    explicit ManualClock(WallTime wall = {}) : wall_(wall) {}
    Instant now() const override { return now_; }
    WallTime wall() const override { return wall_; }

    /// Both hands move.
    void advance(std::chrono::milliseconds by) {
        now_ += by;
        wall_ += std::chrono::floor<std::chrono::seconds>(by);
    }
    /// Somebody sets the wall clock; waiting goes on undisturbed.
    void set_wall(WallTime wall) { wall_ = wall; }

private:
    Instant now_{};
    WallTime wall_;
};

}  // namespace landfall
