#pragma once

/// A store that answers when and how a test says.

#include <condition_variable>
#include <mutex>
#include <utility>

#include "backend/store/store.h"

namespace landfall::backend {

/// Keeps nothing. Threads: any.
class ScriptedStore final : public Store {
public:
    std::optional<StoreFault> fault;  ///< set before requests come

    void keep(DeclarationRow row, Answer answer) override {
        if (fault) return answer(Failure<StoreFault>{*fault});
        std::lock_guard lock(mutex_);
        row_ = std::move(row);
        answer_ = std::move(answer);
        waiting_.notify_all();
    }
    /// Waits until a declaration waits.
    void wait() {
        std::unique_lock lock(mutex_);
        waiting_.wait(lock, [this] { return answer_ != nullptr; });
    }
    void let_go() {
        Answer answer;
        {
            std::lock_guard lock(mutex_);
            answer = std::exchange(answer_, nullptr);
        }
        answer(Kept{row_, true});
    }

    Result<std::optional<DeclarationRow>, StoreFault> find(const std::string&) override {
        if (fault) return Failure<StoreFault>{*fault};
        return std::optional<DeclarationRow>();
    }
    Result<std::optional<DeclarationRow>, StoreFault> latest(const std::string& id) override { return find(id); }
    Result<bool, StoreFault> import(const ManifestImport&) override { return false; }
    Result<bool, StoreFault> was_imported(const std::string&) override { return false; }
    Result<Announced, StoreFault> announced(const Sought&) override { return Announced(); }
    void note(AuditRow) override {}
    Result<std::vector<AuditRow>, StoreFault> audit(std::size_t) override { return std::vector<AuditRow>(); }
    std::optional<StoreFault> probe() override { return fault; }

private:
    std::mutex mutex_;
    std::condition_variable waiting_;
    DeclarationRow row_;
    Answer answer_;
};

}  // namespace landfall::backend
