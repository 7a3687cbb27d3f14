#include "backend/store/sqlite_store.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "backend/store/sqlite_tables.h"
#include "kiosk/base/log.h"

namespace landfall::backend {
namespace {

using sqlite::Code;
using sqlite::Tables;
using namespace std::chrono_literals;

constexpr auto fresh_enough = 5s;     // a commit that recent proves the disk; health checks needn't sync again
constexpr auto longest_answer = 20s;  // beyond SQLite's own 5 s for a lock; a disk slower than that is broken

/// One write: `work` runs inside the transaction, `done` after it, with the fault when it failed.
struct Job {
    std::function<Result<Done, Code>(Tables&)> work;
    std::function<void(std::optional<StoreFault>)> done;
    bool alone = false;  ///< shares no transaction, because it is long
};

StoreFault fault_of(Code code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
            return StoreFault::full;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return StoreFault::busy;
        default:
            return StoreFault::unavailable;
    }
}

Word word_of(StoreFault fault) {
    switch (fault) {
        case StoreFault::full:
            return "full";
        case StoreFault::unavailable:
            return "unavailable";
        case StoreFault::busy:
            return "busy";
    }
    return "unavailable";
}

/// A connection that is opened when needed and given up when it fails: a new one sees a mended disk.
class Connection {
public:
    explicit Connection(std::string path) : path_(std::move(path)) {}

    Result<Tables*, Code> get() {
        if (!tables_) {
            auto opened = Tables::open(path_);
            if (!opened) return Failure<Code>{opened.error()};
            tables_.emplace(std::move(*opened));
        }
        return &*tables_;
    }
    StoreFault failed(Code code) {
        const auto fault = fault_of(code);
        if (fault == StoreFault::unavailable) tables_.reset();
        return fault;
    }

private:
    std::string path_;
    std::optional<Tables> tables_;
};

class SqliteStore final : public Store {
public:
    SqliteStore(const std::string& path, const SqliteLimits& limits)
        : limits_(limits),
          reader_(path),
          writer_(path),
          thread_([this](const std::stop_token& stop) { write(stop); }) {}

    void keep(DeclarationRow row, Answer answer) override {
        auto kept = std::make_shared<Kept>();
        auto given = std::make_shared<DeclarationRow>(std::move(row));
        auto told = std::make_shared<Answer>(std::move(answer));
        Job job;
        job.work = [kept, given](Tables& tables) -> Result<Done, Code> {
            auto result = tables.keep(*given);
            if (!result) return Failure<Code>{result.error()};
            *kept = std::move(*result);
            if (!kept->fresh) return Done{};
            return tables.note({given->arrived, given->kiosk, "accepted", given->key});
        };
        job.done = [kept, told](std::optional<StoreFault> fault) {
            if (fault)
                (*told)(Failure<StoreFault>{*fault});
            else
                (*told)(std::move(*kept));
        };
        submit(std::move(job));
    }

    Result<std::optional<DeclarationRow>, StoreFault> find(const std::string& key) override {
        return read([&](Tables& tables) { return tables.find(key); });
    }
    Result<std::optional<DeclarationRow>, StoreFault> latest(const std::string& id) override {
        return read([&](Tables& tables) { return tables.latest(id); });
    }
    Result<bool, StoreFault> was_imported(const std::string& sha256) override {
        return read([&](Tables& tables) { return tables.was_imported(sha256); });
    }
    Result<Announced, StoreFault> announced(const Sought& sought) override {
        return read([&](Tables& tables) { return tables.announced(sought); });
    }
    Result<std::vector<AuditRow>, StoreFault> audit(std::size_t most) override {
        return read([&](Tables& tables) { return tables.audit(most); });
    }

    Result<bool, StoreFault> import(const ManifestImport& manifest) override {
        auto fresh = std::make_shared<bool>(false);
        auto given = std::make_shared<ManifestImport>(manifest);
        const auto fault = wait_for(
            [fresh, given](Tables& tables) -> Result<Done, Code> {
                auto result = tables.import(*given);
                if (!result) return Failure<Code>{result.error()};
                *fresh = *result;
                return Done{};
            },
            true);
        if (fault) return Failure<StoreFault>{*fault};
        return *fresh;
    }

    void note(AuditRow row) override {
        auto given = std::make_shared<AuditRow>(std::move(row));
        submit({[given](Tables& tables) { return tables.note(*given); }, [](std::optional<StoreFault>) {}});
    }

    std::optional<StoreFault> probe() override {
        const auto now = std::chrono::steady_clock::now();
        if (now - last_commit_.load() < fresh_enough) return std::nullopt;
        const auto at = SystemClock().wall();
        return wait_for([at](Tables& tables) { return tables.probe(at); }, false);
    }

private:
    void submit(Job job) {
        {
            std::lock_guard lock(mutex_);
            if (waiting_.size() < limits_.waiting) {
                waiting_.push_back(std::move(job));
                job.done = nullptr;
            }
        }
        if (job.done)
            job.done(StoreFault::busy);
        else
            arrived_.notify_one();
    }

    std::optional<StoreFault> wait_for(std::function<Result<Done, Code>(Tables&)> work, bool alone) {
        auto ended = std::make_shared<std::promise<std::optional<StoreFault>>>();
        auto future = ended->get_future();
        submit({std::move(work), [ended](std::optional<StoreFault> fault) { ended->set_value(fault); }, alone});
        if (future.wait_for(longest_answer) != std::future_status::ready) return StoreFault::busy;
        return future.get();
    }

    /// `Read` gives a Result with SQLite's code; readers see what is committed, and so durable.
    template <typename Read>
    auto read(Read&& query) -> Result<std::decay_t<decltype(query(std::declval<Tables&>()).value())>, StoreFault> {
        std::lock_guard lock(reading_);
        auto tables = reader_.get();
        if (!tables) return Failure<StoreFault>{reader_.failed(tables.error())};
        auto result = query(**tables);
        if (!result) return Failure<StoreFault>{reader_.failed(result.error())};
        return std::move(*result);
    }

    /// The next jobs that share a commit; empty when the store is to end and nothing waits.
    std::vector<Job> next_batch(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, stop, [this] { return !waiting_.empty(); });
        std::vector<Job> batch;
        while (!waiting_.empty() && batch.size() < limits_.batch) {
            const bool alone = waiting_.front().alone;
            if (alone && !batch.empty()) break;
            batch.push_back(std::move(waiting_.front()));
            waiting_.pop_front();
            if (alone) break;
        }
        return batch;
    }

    Result<Done, Code> commit(Tables& tables, const std::vector<Job>& batch) {
        if (auto begun = tables.begin(); !begun) return begun;
        for (const auto& job : batch)
            if (auto done = job.work(tables); !done) {
                tables.roll_back();
                return done;
            }
        auto committed = tables.commit();
        if (!committed) tables.roll_back();
        return committed;
    }

    std::optional<StoreFault> run(const std::vector<Job>& batch) {
        auto tables = writer_.get();
        auto result = tables ? commit(**tables, batch) : Result<Done, Code>(Failure<Code>{tables.error()});
        if (result) {
            last_commit_ = std::chrono::steady_clock::now();
            return std::nullopt;
        }
        last_commit_ = std::chrono::steady_clock::time_point{};
        const auto fault = writer_.failed(result.error());
        log(LogEvent::store_failed, {{"error", word_of(fault)}, {"code", result.error()}});
        return fault;
    }

    void write(const std::stop_token& stop) {
        while (true) {
            const auto batch = next_batch(stop);
            if (batch.empty()) return;
            const auto fault = run(batch);
            for (const auto& job : batch) job.done(fault);
        }
    }

    const SqliteLimits limits_;
    std::mutex reading_;
    Connection reader_;
    Connection writer_;  ///< the thread's own
    std::atomic<std::chrono::steady_clock::time_point> last_commit_{};
    std::mutex mutex_;
    std::condition_variable_any arrived_;
    std::deque<Job> waiting_;
    std::jthread thread_;  ///< last, so that it ends before what it uses
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path, const SqliteLimits& limits) {
    const auto tried = Tables::open(path);
    if (!tried) return Failure{path + ": can't be used as a store: " + sqlite3_errstr(tried.error())};
    return std::unique_ptr<Store>(std::make_unique<SqliteStore>(path, limits));
}

}  // namespace landfall::backend
