#pragma once

/// The tables of the embedded store over one connection. Private to this folder.

#include <optional>
#include <string>
#include <vector>

#include "backend/store/sqlite.h"
#include "backend/store/store.h"

namespace landfall::backend::sqlite {

/// Every call is a statement or a few; transactions are the caller's. Threads: one at a time.
class Tables {
public:
    /// Opens, sets WAL and synchronous=FULL, and makes the tables when they are not there.
    /// Errors: SQLite's code; SQLITE_NOTADB too when the file is another program's or a later version's.
    static Result<Tables, Code> open(const std::string& path);

    Result<Done, Code> begin() { return database_.execute("BEGIN IMMEDIATE"); }
    Result<Done, Code> commit() { return database_.execute("COMMIT"); }
    void roll_back();

    /// `row`, or what already stands under its key.
    Result<Kept, Code> keep(const DeclarationRow& row);
    Result<std::optional<DeclarationRow>, Code> find(const std::string& key);
    Result<std::optional<DeclarationRow>, Code> latest(const std::string& id);

    Result<bool, Code> import(const ManifestImport& manifest);
    Result<bool, Code> was_imported(const std::string& sha256);
    Result<Announced, Code> announced(const Sought& sought);

    Result<Done, Code> note(const AuditRow& row);
    Result<std::vector<AuditRow>, Code> audit(std::size_t most);
    Result<Done, Code> probe(WallTime at);

private:
    explicit Tables(Database database);
    Result<Done, Code> prepare();
    Result<std::optional<DeclarationRow>, Code> one_declaration(Statement& statement);
    Result<Done, Code> import_flight(const FlightManifest& manifest);

    Database database_;
    std::optional<Statement> insert_, find_, latest_, note_;
};

}  // namespace landfall::backend::sqlite
