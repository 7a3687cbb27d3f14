#include "backend/store/sqlite.h"

namespace landfall::backend::sqlite {
namespace {

Failure<Code> failed(sqlite3* database, int code) {
    const int extended = database == nullptr ? code : sqlite3_extended_errcode(database);
    return Failure<Code>{(extended & 0xff) == (code & 0xff) ? extended : code};
}

}  // namespace

void Statement::bind(int position, std::string_view text) {
    sqlite3_bind_text64(statement_.get(), position, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

Result<bool, Code> Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const auto failure = failed(sqlite3_db_handle(statement_.get()), code);
    sqlite3_reset(statement_.get());
    return failure;
}

Result<Done, Code> Statement::run() {
    auto stepped = step();
    if (!stepped) return Failure<Code>{stepped.error()};
    sqlite3_reset(statement_.get());
    return Done{};
}

std::string Statement::text(int column) const {
    const auto* begin = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    if (begin == nullptr) return {};
    return {begin, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Result<Database, Code> Database::open(const std::string& path) {
    sqlite3* handle = nullptr;
    constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    Database database(handle);  // SQLite hands one out on most failures too
    if (code != SQLITE_OK) return failed(handle, code);
    sqlite3_busy_timeout(handle, 5000);
    return database;
}

Result<Done, Code> Database::execute(const char* sql) {
    const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failed(database_.get(), code);
    return Done{};
}

Result<Statement, Code> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return failed(database_.get(), code);
    return Statement(statement);
}

}  // namespace landfall::backend::sqlite
