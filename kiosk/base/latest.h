#pragma once

/// The newest value of a stream whose older values nobody wants any more, such as camera frames.

#include <mutex>
#include <optional>
#include <utility>

namespace landfall {

/// Threads: `set()` from any thread, `take()` from any one thread.
template <typename Value>
class Latest {
public:
    void set(Value value) {
        std::optional<Value> next(std::move(value));
        std::lock_guard lock(mutex_);
        value_.swap(next);
    }

    /// The newest value that has not been taken yet.
    [[nodiscard]] std::optional<Value> take() {
        std::lock_guard lock(mutex_);
        return std::exchange(value_, std::nullopt);
    }

private:
    std::mutex mutex_;
    std::optional<Value> value_;
};

}  // namespace landfall
