#pragma once

/// SQLite as values that close themselves. Only the sources of this folder include it.

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/result.h"

namespace landfall::backend::sqlite {

/// SQLite's extended result code, never SQLITE_OK, SQLITE_ROW or SQLITE_DONE.
using Code = int;

struct Closer {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

/// One prepared statement. Threads: one.
class Statement {
public:
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

    /// Binds in order from the first parameter.
    template <typename... Values>
    Statement& with(const Values&... values) {
        sqlite3_reset(statement_.get());
        int position = 0;
        (bind(++position, values), ...);
        return *this;
    }
    /// True: a row stands ready. Errors: SQLite's code.
    Result<bool, Code> step();
    /// For statements without rows.
    Result<Done, Code> run();
    /// Ends a read, so that no transaction stays open behind it.
    void reset() { sqlite3_reset(statement_.get()); }

    std::string text(int column) const;
    std::int64_t number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

private:
    void bind(int position, std::string_view text);
    void bind(int position, std::int64_t number) { sqlite3_bind_int64(statement_.get(), position, number); }
    std::unique_ptr<sqlite3_stmt, Closer> statement_;
};

/// One connection. Threads: one at a time.
class Database {
public:
    /// Makes the file when it is not there. Errors: SQLite's code.
    static Result<Database, Code> open(const std::string& path);

    Result<Done, Code> execute(const char* sql);
    Result<Statement, Code> prepare(std::string_view sql);
    int changes() const { return sqlite3_changes(database_.get()); }
    std::int64_t last_row() const { return sqlite3_last_insert_rowid(database_.get()); }
    bool in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }

private:
    explicit Database(sqlite3* database) : database_(database) {}
    std::unique_ptr<sqlite3, Closer> database_;
};

}  // namespace landfall::backend::sqlite
