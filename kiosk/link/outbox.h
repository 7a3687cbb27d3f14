#pragma once

/// Sealed declarations on their way, in one SQLite file. What is in it survives everything but the disk itself.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/file.h"
#include "kiosk/base/result.h"
#include "kiosk/declaration/declaration.h"

struct sqlite3;

namespace landfall::link {

/// One envelope, without its bytes.
struct OutboxRow {
    std::int64_t number = 0;  ///< counts up: the order in which they were stored
    DeclarationId id;
    std::uint32_t revision = 1;
    int attempts = 0;
    int refused = 0;  ///< HTTP status with which the backend refused it for good; 0: it waits

    std::string key() const { return id + "." + std::to_string(revision); }
};

/// Each call that changes something is one synced transaction (WAL, synchronous=FULL). Deleted bytes are overwritten.
/// The file is its process's own: a second opener is told so.
///
/// Threads: one.
/// Errors:  a sentence for the technician; the file then holds what it held before.
class Outbox {
public:
    struct Opened;
    /// Makes the file when there is none. A damaged one is moved aside, and what can still be read of it taken over.
    static Result<Opened> open(const std::filesystem::path& file);

    /// Durable when it returns. Gives the row's number. Errors: also when this revision lies there already.
    Result<std::int64_t> add(const DeclarationId& id, std::uint32_t revision, const Bytes& envelope, WallTime now);

    /// All rows, oldest first.
    Result<std::vector<OutboxRow>> rows() const;
    Result<Bytes> envelope(std::int64_t number) const;

    Result<Done> count_attempt(std::int64_t number);
    Result<Done> refuse(std::int64_t number, int status);
    Result<Done> remove(std::int64_t number);
    /// Whether another envelope would find room: writes as much as one takes, and deletes it again.
    Result<Done> try_room();
    /// Refused rows wait again.
    Result<Done> retry_refused();

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    using Database = std::unique_ptr<sqlite3, Close>;
    enum class State { good, damaged, unusable };
    struct Tried;

    explicit Outbox(Database database) : database_(std::move(database)) {}
    static Tried try_open(const std::filesystem::path& file);
    void take_over(const std::filesystem::path& damaged);

    Database database_;
};

struct Outbox::Opened {
    Outbox outbox;
    std::optional<std::filesystem::path> moved_to;  ///< where a damaged file lies now
};

}  // namespace landfall::link
