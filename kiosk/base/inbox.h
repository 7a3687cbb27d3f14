#pragma once

/// One-way letter box between threads: many writers, one reader.

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace landfall {

/// Carries values of type `Message` to the one thread that calls `take()`.
///
/// Threads: `post()` from any thread; `take()` from the owning thread only.
/// Errors:  none; `post()` never blocks longer than a vector push.
template <typename Message>
class Inbox {
public:
    /// `wake` is called after each post, on the posting thread, with no lock held.
    explicit Inbox(std::function<void()> wake = [] {}) : wake_(std::move(wake)) {}

    void post(Message message) {
        {
            std::lock_guard lock(mutex_);
            waiting_.push_back(std::move(message));
        }
        wake_();
    }

    /// All messages posted so far, oldest first. The lock is released before the caller sees them.
    [[nodiscard]] std::vector<Message> take() {
        std::lock_guard lock(mutex_);
        return std::exchange(waiting_, {});
    }

private:
    std::mutex mutex_;
    std::vector<Message> waiting_;
    std::function<void()> wake_;
};

}  // namespace landfall
