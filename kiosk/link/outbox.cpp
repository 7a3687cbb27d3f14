#include "kiosk/link/outbox.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace landfall::link {
namespace {

constexpr int application_id = 0x4C464F42;  // "LFOB", so that no other SQLite file is taken for an outbox

constexpr const char* schema =
    "PRAGMA application_id = 0x4C464F42;"
    "CREATE TABLE IF NOT EXISTS outbox("
    "number INTEGER PRIMARY KEY AUTOINCREMENT,"
    "id TEXT NOT NULL,"
    "revision INTEGER NOT NULL,"
    "envelope BLOB NOT NULL,"
    "attempts INTEGER NOT NULL,"
    "refused INTEGER NOT NULL,"
    "stored INTEGER NOT NULL,"
    "UNIQUE(id, revision)) STRICT;";

/// A prepared statement. Parameters are bound in order; a failure shows when it is stepped.
class Statement {
public:
    Statement(sqlite3* database, const char* sql) {
        if (sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) != SQLITE_OK) statement_ = nullptr;
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(statement_); }

    Statement& bind(std::int64_t number) {
        sqlite3_bind_int64(statement_, next_++, number);
        return *this;
    }
    Statement& bind(std::string_view text) {
        sqlite3_bind_text(statement_, next_++, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
        return *this;
    }
    Statement& bind(const Bytes& bytes) {
        sqlite3_bind_blob(statement_, next_++, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
        return *this;
    }

    int step() { return statement_ == nullptr ? SQLITE_ERROR : sqlite3_step(statement_); }
    std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }
    std::string_view text(int column) const {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
        return bytes == nullptr ? std::string_view() : std::string_view(bytes, size);
    }

private:
    sqlite3_stmt* statement_ = nullptr;
    int next_ = 1;
};

Failure<std::string> failed(sqlite3* database, const char* what) {
    return {std::string("the outbox ") + what + ": " + sqlite3_errmsg(database)};
}

Result<Done> run(sqlite3* database, Statement& statement, const char* what) {
    if (statement.step() != SQLITE_DONE) return failed(database, what);
    return Done{};
}

bool execute(sqlite3* database, const char* sql) {
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

/// The one value that a pragma answers with.
std::string ask(sqlite3* database, const char* sql) {
    Statement statement(database, sql);
    return statement.step() == SQLITE_ROW ? std::string(statement.text(0)) : std::string();
}

constexpr const char* all_rows = "SELECT number, id, revision, attempts, refused FROM outbox ORDER BY number";

OutboxRow row_in(const Statement& statement) {
    return {statement.number(0), std::string(statement.text(1)), static_cast<std::uint32_t>(statement.number(2)),
            static_cast<int>(statement.number(3)), static_cast<int>(statement.number(4))};
}

/// A name beside `file` that nothing has yet.
std::filesystem::path aside(const std::filesystem::path& file) {
    std::error_code ignored;
    for (int number = 1;; ++number) {
        auto name = file;
        name += ".damaged-" + std::to_string(number);
        if (!std::filesystem::exists(name, ignored)) return name;
    }
}

std::filesystem::path journal_of(std::filesystem::path file) { return file += "-wal"; }

Result<std::filesystem::path> move_aside(const std::filesystem::path& file) {
    const auto moved = aside(file);
    std::error_code error, no_journal;
    std::filesystem::rename(file, moved, error);
    if (error) return Failure{file.string() + " is damaged and can't be moved aside: " + error.message()};
    std::filesystem::rename(journal_of(file), journal_of(moved), no_journal);
    return moved;
}

}  // namespace

void Outbox::Close::operator()(sqlite3* database) const { sqlite3_close(database); }

struct Outbox::Tried {
    State state = State::unusable;
    Database database;
    std::string error;
};

Outbox::Tried Outbox::try_open(const std::filesystem::path& file) {
    // SQLite would make it readable by all.
    const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (made < 0) return {State::unusable, nullptr, file.string() + " can't be opened for writing"};
    ::close(made);

    sqlite3* handle = nullptr;
    const int opened = sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle);
    const auto outcome = [&](const char* what) -> Tried {
        const int code = sqlite3_errcode(handle) & 0xff;
        const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
        return {damaged ? State::damaged : State::unusable, nullptr,
                file.string() + " " + what + ": " + sqlite3_errmsg(handle)};
    };
    if (opened != SQLITE_OK) return outcome("can't be opened");
    if (!execute(handle,
                 "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                 "PRAGMA secure_delete = ON; BEGIN IMMEDIATE; COMMIT"))
        return outcome("can't be used (by two programs at once?)");
    const auto id = ask(handle, "PRAGMA application_id");
    const bool empty = ask(handle, "SELECT count(*) FROM sqlite_master") == "0";
    if (!empty && id != std::to_string(application_id))
        return {State::damaged, nullptr, file.string() + " is no outbox"};
    if (!empty && ask(handle, "PRAGMA quick_check(1)") != "ok")
        return {State::damaged, nullptr, file.string() + " is damaged"};
    if (!execute(handle, schema)) return outcome("can't be written");
    if (Statement(handle, all_rows).step() == SQLITE_ERROR)
        return {State::damaged, nullptr, file.string() + " is no outbox"};
    return {State::good, std::move(database), {}};
}

Result<Outbox::Opened> Outbox::open(const std::filesystem::path& file) {
    auto tried = try_open(file);
    std::optional<std::filesystem::path> moved_to;
    if (tried.state == State::damaged) {
        auto moved = move_aside(file);
        if (!moved) return Failure{moved.error()};
        moved_to = *moved;
        tried = try_open(file);
    }
    if (tried.state != State::good) return Failure{tried.error};
    Outbox outbox(std::move(tried.database));
    if (moved_to) outbox.take_over(*moved_to);
    return Opened{std::move(outbox), std::move(moved_to)};
}

void Outbox::take_over(const std::filesystem::path& damaged) {
    sqlite3* handle = nullptr;
    sqlite3_open_v2(damaged.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    const Database source(handle);
    Statement rows(handle, "SELECT id, revision, envelope, attempts, refused, stored FROM outbox NOT INDEXED");
    while (rows.step() == SQLITE_ROW) {
        Statement insert(database_.get(),
                         "INSERT OR IGNORE INTO outbox(id, revision, envelope, attempts, refused, stored) "
                         "VALUES(?, ?, ?, ?, ?, ?)");
        const auto envelope = bytes_of(rows.text(2));
        const Bytes copy(envelope.begin(), envelope.end());
        insert.bind(rows.text(0)).bind(rows.number(1)).bind(copy);
        insert.bind(rows.number(3)).bind(rows.number(4)).bind(rows.number(5)).step();
    }
}

Result<std::int64_t> Outbox::add(const DeclarationId& id, std::uint32_t revision, const Bytes& envelope, WallTime now) {
    Statement insert(database_.get(),
                     "INSERT INTO outbox(id, revision, envelope, attempts, refused, stored) VALUES(?, ?, ?, 0, 0, ?)");
    insert.bind(id).bind(std::int64_t{revision}).bind(envelope).bind(std::int64_t{now.time_since_epoch().count()});
    const auto done = run(database_.get(), insert, "can't be written");
    if (!done) return Failure{done.error()};
    return sqlite3_last_insert_rowid(database_.get());
}

Result<std::vector<OutboxRow>> Outbox::rows() const {
    Statement select(database_.get(), all_rows);
    std::vector<OutboxRow> rows;
    int code = select.step();
    for (; code == SQLITE_ROW; code = select.step()) rows.push_back(row_in(select));
    if (code != SQLITE_DONE) return failed(database_.get(), "can't be read");
    return rows;
}

Result<Bytes> Outbox::envelope(std::int64_t number) const {
    Statement select(database_.get(), "SELECT envelope FROM outbox WHERE number = ?");
    if (select.bind(number).step() != SQLITE_ROW) return failed(database_.get(), "can't be read");
    const auto envelope = bytes_of(select.text(0));
    return Bytes(envelope.begin(), envelope.end());
}

Result<Done> Outbox::count_attempt(std::int64_t number) {
    Statement update(database_.get(), "UPDATE outbox SET attempts = attempts + 1 WHERE number = ?");
    return run(database_.get(), update.bind(number), "can't be written");
}

Result<Done> Outbox::refuse(std::int64_t number, int status) {
    Statement update(database_.get(), "UPDATE outbox SET refused = ? WHERE number = ?");
    return run(database_.get(), update.bind(status).bind(number), "can't be written");
}

Result<Done> Outbox::remove(std::int64_t number) {
    {
        Statement remove(database_.get(), "DELETE FROM outbox WHERE number = ?");
        const auto done = run(database_.get(), remove.bind(number), "can't be written");
        if (!done) return done;
    }
    // secure_delete overwrites the table's pages; the journal still has the old ones until it is cut.
    if (ask(database_.get(), "SELECT count(*) FROM outbox") == "0")
        execute(database_.get(), "PRAGMA wal_checkpoint(TRUNCATE)");
    return Done{};
}

Result<Done> Outbox::try_room() {
    // 16 KiB: the largest declaration, sealed. Its bytes go in a commit of their own, as an envelope's do.
    if (!execute(database_.get(), "CREATE TABLE IF NOT EXISTS room(bytes BLOB NOT NULL) STRICT") ||
        !execute(database_.get(), "INSERT INTO room VALUES(randomblob(16384))") ||
        !execute(database_.get(), "DELETE FROM room"))
        return failed(database_.get(), "has no room");
    return Done{};
}

Result<Done> Outbox::retry_refused() {
    Statement update(database_.get(), "UPDATE outbox SET refused = 0");
    return run(database_.get(), update, "can't be written");
}

}  // namespace landfall::link
