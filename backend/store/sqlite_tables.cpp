#include "backend/store/sqlite_tables.h"

#include <map>

namespace landfall::backend::sqlite {
namespace {

constexpr int version = 1;
constexpr std::int64_t application = 0x4c464c4c;  // "LFLL" in the file's header

// What each version added, in order. Times are seconds since 1970, UTC.
constexpr const char* tables = R"sql(
CREATE TABLE declarations(
  key TEXT NOT NULL UNIQUE, id TEXT NOT NULL, revision INTEGER NOT NULL, kiosk TEXT NOT NULL, sha256 TEXT NOT NULL,
  json TEXT NOT NULL, verdict TEXT NOT NULL, receipt TEXT NOT NULL, arrived INTEGER NOT NULL, skew INTEGER NOT NULL);
CREATE INDEX declarations_by_id ON declarations(id, revision);
CREATE TABLE manifests(sha256 TEXT NOT NULL UNIQUE, name TEXT NOT NULL, imported INTEGER NOT NULL);
CREATE TABLE flights(
  flight_id INTEGER PRIMARY KEY, flight TEXT NOT NULL, day TEXT NOT NULL, origin TEXT NOT NULL,
  destination TEXT NOT NULL, UNIQUE(flight, day));
CREATE TABLE travellers(
  flight_id INTEGER NOT NULL REFERENCES flights, number_key TEXT NOT NULL, surname TEXT NOT NULL,
  given_names TEXT NOT NULL, number TEXT NOT NULL, nationality TEXT NOT NULL, birth_date TEXT NOT NULL,
  seat TEXT NOT NULL, crew INTEGER NOT NULL);
CREATE UNIQUE INDEX travellers_by_number ON travellers(number_key, flight_id, nationality) WHERE number_key <> '';
CREATE UNIQUE INDEX travellers_by_name ON travellers(flight_id, birth_date, surname, given_names)
  WHERE number_key = '';
CREATE INDEX travellers_by_birth ON travellers(flight_id, birth_date);
CREATE TABLE audit(at INTEGER NOT NULL, kiosk TEXT NOT NULL, what TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE probe(one INTEGER PRIMARY KEY CHECK(one = 1), at INTEGER NOT NULL, room BLOB NOT NULL);
PRAGMA application_id = 1279675468;
PRAGMA user_version = 1;
)sql";
static_assert(application == 1279675468);

constexpr std::string_view columns = "key, id, revision, kiosk, sha256, json, verdict, receipt, arrived, skew";

std::int64_t seconds(WallTime time) { return time.time_since_epoch().count(); }
WallTime wall_time(std::int64_t count) { return WallTime(std::chrono::seconds(count)); }

Result<std::int64_t, Code> pragma(Database& database, const char* sql) {
    auto statement = database.prepare(sql);
    if (!statement) return Failure<Code>{statement.error()};
    auto row = statement->step();
    if (!row) return Failure<Code>{row.error()};
    return *row ? statement->number(0) : 0;
}

Result<Done, Code> make_tables(Database& database) {
    const auto owner = pragma(database, "PRAGMA application_id");
    if (!owner) return Failure<Code>{owner.error()};
    const auto found = pragma(database, "PRAGMA user_version");
    if (!found) return Failure<Code>{found.error()};
    const auto objects = pragma(database, "SELECT count(*) FROM sqlite_schema");
    if (!objects) return Failure<Code>{objects.error()};
    if (*objects == 0) return database.execute(("BEGIN IMMEDIATE;" + std::string(tables) + "COMMIT;").c_str());
    if (*owner != application || *found != version) return Failure<Code>{SQLITE_NOTADB};
    return Done{};
}

TravellerRow traveller_at(Statement& statement) {
    TravellerRow row;
    row.surname = statement.text(1);
    row.given_names = statement.text(2);
    row.number = statement.text(3);
    row.nationality = statement.text(4);
    row.birth_date = statement.text(5);
    row.seat = statement.text(6);
    row.crew = statement.number(7) != 0;
    row.flight = statement.text(8);
    return row;
}

constexpr std::string_view travellers =
    "SELECT t.rowid, surname, given_names, number, nationality, birth_date, seat, crew, flight FROM travellers t"
    " JOIN flights f ON f.flight_id = t.flight_id ";

/// Adds the rows that stand ready, each once.
Result<Done, Code> collect(Statement& statement, std::map<std::int64_t, TravellerRow>& into) {
    while (true) {
        auto row = statement.step();
        if (!row) return Failure<Code>{row.error()};
        if (!*row) break;
        into.emplace(statement.number(0), traveller_at(statement));
    }
    statement.reset();
    return Done{};
}

}  // namespace

Tables::Tables(Database database) : database_(std::move(database)) {}

Result<Tables, Code> Tables::open(const std::string& path) {
    auto database = Database::open(path);
    if (!database) return Failure<Code>{database.error()};
    for (const char* setting : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
                                "PRAGMA trusted_schema = OFF"})
        if (auto set = database->execute(setting); !set) return Failure<Code>{set.error()};
    if (auto made = make_tables(*database); !made) return Failure<Code>{made.error()};
    Tables opened(std::move(*database));
    if (auto prepared = opened.prepare(); !prepared) return Failure<Code>{prepared.error()};
    return opened;
}

Result<Done, Code> Tables::prepare() {
    const std::string all(columns);
    const std::pair<std::optional<Statement>*, std::string> statements[] = {
        {&insert_, "INSERT INTO declarations(" + all + ") VALUES(?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"},
        {&find_, "SELECT " + all + " FROM declarations WHERE key = ?"},
        {&latest_, "SELECT " + all + " FROM declarations WHERE id = ? ORDER BY revision DESC LIMIT 1"},
        {&note_, "INSERT INTO audit(at, kiosk, what, key) VALUES(?,?,?,?)"},
    };
    for (const auto& [place, sql] : statements) {
        auto statement = database_.prepare(sql);
        if (!statement) return Failure<Code>{statement.error()};
        *place = std::move(*statement);
    }
    return Done{};
}

void Tables::roll_back() {
    if (!database_.in_transaction()) return;  // SQLite rolls back by itself when the disk is full
    [[maybe_unused]] const auto done = database_.execute("ROLLBACK");
}

Result<Kept, Code> Tables::keep(const DeclarationRow& row) {
    insert_->with(row.key, row.id, std::int64_t{row.revision}, row.kiosk, row.sha256, row.json, row.verdict,
                  row.receipt, seconds(row.arrived), row.skew);
    if (auto inserted = insert_->run(); !inserted) return Failure<Code>{inserted.error()};
    if (database_.changes() == 1) return Kept{row, true};
    auto there = find(row.key);
    if (!there) return Failure<Code>{there.error()};
    if (!there->has_value()) return Failure<Code>{SQLITE_CORRUPT};
    return Kept{std::move(**there), false};
}

Result<std::optional<DeclarationRow>, Code> Tables::one_declaration(Statement& statement) {
    auto found = statement.step();
    if (!found) return Failure<Code>{found.error()};
    if (!*found) {
        statement.reset();
        return std::optional<DeclarationRow>();
    }
    DeclarationRow row;
    row.key = statement.text(0);
    row.id = statement.text(1);
    row.revision = static_cast<std::uint32_t>(statement.number(2));
    row.kiosk = statement.text(3);
    row.sha256 = statement.text(4);
    row.json = statement.text(5);
    row.verdict = statement.text(6);
    row.receipt = statement.text(7);
    row.arrived = wall_time(statement.number(8));
    row.skew = statement.number(9);
    statement.reset();
    return std::optional(std::move(row));
}

Result<std::optional<DeclarationRow>, Code> Tables::find(const std::string& key) {
    return one_declaration(find_->with(key));
}

Result<std::optional<DeclarationRow>, Code> Tables::latest(const std::string& id) {
    return one_declaration(latest_->with(id));
}

Result<Done, Code> Tables::import_flight(const FlightManifest& manifest) {
    const auto& flight = manifest.flight;
    auto add = database_.prepare(
        "INSERT INTO flights(flight, day, origin, destination) VALUES(?,?,?,?)"
        " ON CONFLICT(flight, day) DO UPDATE SET origin = excluded.origin, destination = excluded.destination"
        " RETURNING flight_id");
    if (!add) return Failure<Code>{add.error()};
    auto added = add->with(flight.flight, flight.date, flight.from, flight.to).step();
    if (!added) return Failure<Code>{added.error()};
    const auto flight_id = add->number(0);
    add->reset();
    auto remove = database_.prepare(
        "DELETE FROM travellers WHERE flight_id = ? AND number_key = ? AND surname = ? AND given_names = ?");
    if (!remove) return Failure<Code>{remove.error()};
    auto insert = database_.prepare(
        "INSERT OR REPLACE INTO travellers(flight_id, number_key, surname, given_names, number, nationality,"
        " birth_date, seat, crew) VALUES(?,?,?,?,?,?,?,?,?)");
    if (!insert) return Failure<Code>{insert.error()};
    for (const auto& person : manifest.travellers) {
        if (manifest.cancels) {
            remove->with(flight_id, normal_number(person.number), person.surname, person.given_names);
            if (auto done = remove->run(); !done) return done;
            continue;
        }
        insert->with(flight_id, normal_number(person.number), person.surname, person.given_names, person.number,
                     person.nationality, person.birth_date, person.seat, std::int64_t{person.crew});
        if (auto done = insert->run(); !done) return done;
    }
    return Done{};
}

Result<bool, Code> Tables::import(const ManifestImport& manifest) {
    auto insert =
        database_.prepare("INSERT INTO manifests(sha256, name, imported) VALUES(?,?,?) ON CONFLICT DO NOTHING");
    if (!insert) return Failure<Code>{insert.error()};
    if (auto done = insert->with(manifest.sha256, manifest.name, seconds(manifest.at)).run(); !done)
        return Failure<Code>{done.error()};
    if (database_.changes() == 0) return false;
    for (const auto& flight : manifest.flights)
        if (auto done = import_flight(flight); !done) return Failure<Code>{done.error()};
    if (auto done = note({manifest.at, "", "manifest", manifest.sha256}); !done) return Failure<Code>{done.error()};
    return true;
}

Result<bool, Code> Tables::was_imported(const std::string& sha256) {
    auto statement = database_.prepare("SELECT 1 FROM manifests WHERE sha256 = ?");
    if (!statement) return Failure<Code>{statement.error()};
    return statement->with(sha256).step();
}

Result<Announced, Code> Tables::announced(const Sought& sought) {
    auto flight = database_.prepare("SELECT 1 FROM flights WHERE flight = ? AND day = ?");
    if (!flight) return Failure<Code>{flight.error()};
    auto by_number =
        database_.prepare(std::string(travellers) + "WHERE number_key = ? AND number_key <> '' AND day = ?");
    if (!by_number) return Failure<Code>{by_number.error()};
    auto by_birth = database_.prepare(std::string(travellers) +
                                      "WHERE flight = ? AND day = ? AND birth_date >= ? AND birth_date < ? || '~'");
    if (!by_birth) return Failure<Code>{by_birth.error()};

    Announced announced;
    std::map<std::int64_t, TravellerRow> rows;
    for (const auto& day : sought.dates) {
        auto known = flight->with(sought.flight, day).step();
        if (!known) return Failure<Code>{known.error()};
        announced.flight_known = announced.flight_known || *known;
        for (const auto& number : sought.numbers)
            if (auto done = collect(by_number->with(number, day), rows); !done) return Failure<Code>{done.error()};
        for (const auto& birth : sought.births)
            if (auto done = collect(by_birth->with(sought.flight, day, birth, birth), rows); !done)
                return Failure<Code>{done.error()};
    }
    for (auto& [rowid, row] : rows) announced.travellers.push_back(std::move(row));
    return announced;
}

Result<Done, Code> Tables::note(const AuditRow& row) {
    return note_->with(seconds(row.at), row.kiosk, row.what, row.key).run();
}

Result<std::vector<AuditRow>, Code> Tables::audit(std::size_t most) {
    auto statement = database_.prepare("SELECT at, kiosk, what, key FROM audit ORDER BY rowid DESC LIMIT ?");
    if (!statement) return Failure<Code>{statement.error()};
    statement->with(static_cast<std::int64_t>(most));
    std::vector<AuditRow> rows;
    while (true) {
        auto row = statement->step();
        if (!row) return Failure<Code>{row.error()};
        if (!*row) return rows;
        rows.push_back({wall_time(statement->number(0)), statement->text(1), statement->text(2), statement->text(3)});
    }
}

Result<Done, Code> Tables::probe(WallTime at) {
    auto statement = database_.prepare("INSERT OR REPLACE INTO probe(one, at, room) VALUES(1, ?, zeroblob(32768))");
    if (!statement) return Failure<Code>{statement.error()};
    return statement->with(seconds(at)).run();
}

}  // namespace landfall::backend::sqlite
