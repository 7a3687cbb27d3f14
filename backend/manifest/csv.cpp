#include "backend/manifest/csv.h"

#include <algorithm>
#include <array>
#include <map>

#include "backend/manifest/csv_rows.h"
#include "kiosk/document/utf8.h"

namespace landfall::backend {
namespace {

constexpr std::size_t most_rows = 100'000;

enum class Column {
    flight,
    departure_airport,
    departure_time,
    arrival_airport,
    arrival_time,
    kind,
    surname,
    given_names,
    sex,
    birth_date,
    nationality,
    document_type,
    document_number,
    document_issuer,
    document_expiry,
    seat,
    locator,
    origin,
    destination,
    count
};

struct ColumnName {
    std::string_view name;
    Column column;
};
constexpr ColumnName column_names[] = {
    {"flight", Column::flight},
    {"flight_number", Column::flight},
    {"flight_no", Column::flight},
    {"departure_airport", Column::departure_airport},
    {"from", Column::departure_airport},
    {"departure_time", Column::departure_time},
    {"departure", Column::departure_time},
    {"departure_date", Column::departure_time},
    {"arrival_airport", Column::arrival_airport},
    {"to", Column::arrival_airport},
    {"arrival_time", Column::arrival_time},
    {"arrival", Column::arrival_time},
    {"arrival_date", Column::arrival_time},
    {"kind", Column::kind},
    {"type", Column::kind},
    {"surname", Column::surname},
    {"last_name", Column::surname},
    {"family_name", Column::surname},
    {"given_names", Column::given_names},
    {"given_name", Column::given_names},
    {"first_name", Column::given_names},
    {"sex", Column::sex},
    {"gender", Column::sex},
    {"birth_date", Column::birth_date},
    {"date_of_birth", Column::birth_date},
    {"dob", Column::birth_date},
    {"nationality", Column::nationality},
    {"document_type", Column::document_type},
    {"document_number", Column::document_number},
    {"passport_number", Column::document_number},
    {"passport", Column::document_number},
    {"document_issuer", Column::document_issuer},
    {"issuing_country", Column::document_issuer},
    {"document_expiry", Column::document_expiry},
    {"expiry_date", Column::document_expiry},
    {"seat", Column::seat},
    {"locator", Column::locator},
    {"pnr", Column::locator},
    {"origin", Column::origin},
    {"destination", Column::destination},
};

std::string capitals(std::string text) {
    for (auto& character : text)
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
    return text;
}

std::string plain_name(std::string name) {
    for (auto& character : name) {
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character - 'A' + 'a');
        if (character == ' ' || character == '-') character = '_';
    }
    return name;
}

std::string_view without_mark(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return bytes;
}

bool is_utf8(std::string_view text) {
    while (!text.empty())
        if (take_utf8(text) == 0) return false;
    return true;
}

/// Null when it is none of ours.
const ColumnName* find_column(const std::string& name) {
    const auto* const found = std::find_if(std::begin(column_names), std::end(column_names),
                                           [&](const auto& known) { return known.name == plain_name(name); });
    return found == std::end(column_names) ? nullptr : found;
}

/// The first of its names. Errors never show a field's content: they end up in journals.
std::string name_of(Column column) {
    const auto* const found = std::find_if(std::begin(column_names), std::end(column_names),
                                           [&](const auto& known) { return known.column == column; });
    return std::string(found->name);
}

/// Where each known column stands in a row.
using Places = std::array<std::optional<std::size_t>, std::size_t(Column::count)>;

Result<Places> places_in(const CsvRow& header) {
    Places places;
    for (std::size_t at = 0; at < header.fields.size(); ++at) {
        const auto* const found = find_column(header.fields[at]);
        if (!found) continue;
        auto& place = places[std::size_t(found->column)];
        if (place)
            return Failure{"line " + std::to_string(header.line) + ": the column " + header.fields[at] +
                           " is there twice"};
        place = at;
    }
    if (!places[std::size_t(Column::flight)] || !places[std::size_t(Column::surname)])
        return Failure{"line " + std::to_string(header.line) + ": the columns flight and surname must be there"};
    return places;
}

/// The fields of one row by column; gathers the first thing that is wrong.
class Fields {
public:
    Fields(const CsvRow& row, const Places& places) : row_(row), places_(places) {}

    std::string text(Column column) const {
        const auto place = places_[std::size_t(column)];
        return place ? row_.fields[*place] : std::string();
    }
    std::string code(Column column) const { return capitals(text(column)); }
    std::optional<Date> date(Column column) {
        const auto iso = text(column);
        const auto date = date_from_iso(iso);
        if (!iso.empty() && !date) complain(name_of(column) + " is no date like 1974-08-12");
        return date;
    }
    std::optional<LocalTime> time(Column column);
    std::optional<Sex> sex();
    void set_kind(Traveller& traveller);

    void complain(const std::string& what) {
        if (!wrong_) wrong_ = "line " + std::to_string(row_.line) + ": " + what;
    }
    const std::optional<std::string>& wrong() const { return wrong_; }

private:
    const CsvRow& row_;
    const Places& places_;
    std::optional<std::string> wrong_;
};

std::optional<LocalTime> Fields::time(Column column) {
    const auto iso = text(column);
    if (iso.empty()) return std::nullopt;
    const auto date = date_from_iso(iso.substr(0, 10));
    LocalTime time{date.value_or(Date{}), {}};
    bool right = date && date->complete();
    if (right && iso.size() > 10) {
        // RFC 3339 reading checks the clock; seconds are of no use here.
        const auto clock = iso.size() == 16 || iso.size() == 19 ? iso.substr(11, 5) : std::string();
        const auto instant = from_rfc3339("2000-01-01T" + clock + ":00Z");
        right = (iso[10] == 'T' || iso[10] == ' ') && instant;
        if (instant) time.minute = int((instant->time_since_epoch().count() % 86'400) / 60);
    }
    if (right) return time;
    complain(name_of(column) + " is no local time like 2026-11-21T08:30");
    return std::nullopt;
}

std::optional<Sex> Fields::sex() {
    const auto letter = code(Column::sex);
    if (letter.empty()) return std::nullopt;
    if (letter == "F" || letter == "FEMALE") return Sex::female;
    if (letter == "M" || letter == "MALE") return Sex::male;
    if (letter == "X") return Sex::other;
    if (letter != "U") complain("sex is none of F, M, X, U");
    return Sex::unspecified;
}

void Fields::set_kind(Traveller& traveller) {
    const auto kind = plain_name(text(Column::kind));
    traveller.kind = kind == "crew" || kind == "transit_crew" ? TravellerKind::crew : TravellerKind::passenger;
    traveller.transit = kind.starts_with("transit");
    constexpr std::string_view known[] = {"", "passenger", "crew", "transit", "transit_crew"};
    if (std::find(std::begin(known), std::end(known), kind) == std::end(known))
        complain("kind is none of passenger, crew, transit, transit crew");
}

ManifestFlight flight_in(Fields& fields) {
    ManifestFlight flight;
    flight.number = fields.code(Column::flight);
    flight.number.erase(std::remove(flight.number.begin(), flight.number.end(), ' '), flight.number.end());
    const auto carrier = comparable_flight_number(flight.number);
    const bool icao = carrier.size() > 3 &&
                      std::all_of(carrier.begin(), carrier.begin() + 3, [](char c) { return c >= 'A' && c <= 'Z'; });
    flight.carrier = carrier.size() < 3 ? "" : carrier.substr(0, icao ? 3 : 2);
    flight.departure = {fields.code(Column::departure_airport), fields.time(Column::departure_time)};
    flight.arrival = {fields.code(Column::arrival_airport), fields.time(Column::arrival_time)};
    if (flight.number.empty()) fields.complain("no flight");
    return flight;
}

Traveller traveller_in(Fields& fields) {
    Traveller traveller;
    fields.set_kind(traveller);
    traveller.surname = fields.text(Column::surname);
    traveller.given_names = fields.text(Column::given_names);
    traveller.sex = fields.sex();
    traveller.birth_date = fields.date(Column::birth_date);
    traveller.nationality = fields.code(Column::nationality);
    const auto number = fields.code(Column::document_number);
    const auto expiry = fields.date(Column::document_expiry);
    if (!number.empty())
        traveller.documents.push_back(
            {fields.code(Column::document_type), number, fields.code(Column::document_issuer), expiry});
    traveller.seat = fields.code(Column::seat);
    traveller.locator = fields.text(Column::locator);
    traveller.origin = fields.code(Column::origin);
    traveller.destination = fields.code(Column::destination);
    if (traveller.surname.empty()) fields.complain("no surname");
    return traveller;
}

bool is_same_person(const Traveller& a, const Traveller& b) {
    return a.kind == b.kind && a.surname == b.surname && a.given_names == b.given_names && a.birth_date &&
           a.birth_date == b.birth_date;
}

/// Rows gathered by flight, in the order in which flights appear.
class Gathered {
public:
    void add(const ManifestFlight& flight, Traveller traveller) {
        const auto stamp = [](const Call& call) { return call.airport + (call.time ? call.time->iso() : "") + "/"; };
        const auto [found, fresh] = places_.try_emplace(
            flight.number + "/" + stamp(flight.departure) + stamp(flight.arrival), manifests_.size());
        if (fresh) manifests_.emplace_back().flights.push_back(flight);
        auto& travellers = manifests_[found->second].travellers;
        // Only the row before: two people of one name and birthday are rare, two far apart in a list are two people.
        if (!travellers.empty() && !traveller.documents.empty() && is_same_person(travellers.back(), traveller))
            travellers.back().documents.push_back(traveller.documents.front());
        else
            travellers.push_back(std::move(traveller));
    }
    std::vector<Manifest> take() { return std::move(manifests_); }

private:
    std::vector<Manifest> manifests_;
    std::map<std::string, std::size_t> places_;
};

}  // namespace

bool looks_like_csv(std::string_view bytes) {
    const auto text = without_mark(bytes);
    const auto header = CsvReader(text.substr(0, text.find_first_of("\r\n"))).next();
    if (!header || !*header) return false;
    const auto& names = (*header)->fields;
    return names.size() > 1 && std::any_of(names.begin(), names.end(), [](const std::string& name) {
               const auto* const known = find_column(name);
               return known && (known->column == Column::flight || known->column == Column::surname);
           });
}

Result<std::vector<Manifest>, ManifestError> read_csv_manifest(std::string_view bytes) {
    const auto failed = [](const std::string& what) { return Failure{ManifestError{what}}; };
    const auto text = without_mark(bytes);
    if (!is_utf8(text)) return failed("the file is not UTF-8");
    CsvReader reader(text);
    const auto header = reader.next();
    if (!header) return failed(header.error());
    if (!*header) return failed("line 1: the columns flight and surname must be there");
    const auto places = places_in(**header);
    if (!places) return failed(places.error());
    Gathered gathered;
    for (std::size_t rows = 0;; ++rows) {
        const auto row = reader.next();
        if (!row) return failed(row.error());
        if (!*row) return gathered.take();
        const auto line = "line " + std::to_string((*row)->line);
        if (rows == most_rows) return failed(line + ": more than 100000 rows");
        if ((*row)->fields.size() != (*header)->fields.size())
            return failed(line + ": " + std::to_string((*row)->fields.size()) + " fields under " +
                          std::to_string((*header)->fields.size()) + " columns");
        Fields fields(**row, *places);
        const auto flight = flight_in(fields);
        auto traveller = traveller_in(fields);
        if (fields.wrong()) return failed(*fields.wrong());
        gathered.add(flight, std::move(traveller));
    }
}

}  // namespace landfall::backend
