// `landfall-backend manifest`: passenger lists in, one JSON object a message out.

#include <iostream>
#include <nlohmann/json.hpp>

#include "backend/command.h"
#include "backend/manifest/manifest.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/file.h"

namespace landfall::backend {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* help = R"(usage: landfall-backend manifest [--today DATE] FILE...

Reads passenger lists, UN/EDIFACT PAXLST or CSV, and prints one JSON object for each message (CSV: for each flight):
  file        as it was named
  message     its reference; code (745 passengers, 250 crew ...), function (CP change, XR cancellation ...), part
  flights     number (as sent, without spaces), carrier, departure and arrival with airport and local time, overflight
  passengers  surname, given_names, sex, birth_date, nationality, residence, documents, the main document flattened as
              document_type, document_number, document_issuer, document_expiry, seat, locator, reference, origin,
              destination, clearance, transit
  crew        the same
  warnings    what does not agree, such as control counts; there only when something does not
A file that can't be read, or not to its end, gives {"file": ..., "error": ...} behind the messages before the fault.
Dates and times are ISO 8601, sex is F, M, X or U; what was not told is empty.

  --today DATE  decides the century of the flights' two-digit years; default: today

Exit status: 0 when all files could be read, 1 when not, 2 when used wrongly.
)";

std::string text_of(const std::optional<Date>& date) { return date ? date->iso() : ""; }

Json json_of(const Call& call) { return {{"airport", call.airport}, {"time", call.time ? call.time->iso() : ""}}; }

Json json_of(const ManifestFlight& flight) {
    return {{"number", flight.number},
            {"carrier", flight.carrier},
            {"departure", json_of(flight.departure)},
            {"arrival", json_of(flight.arrival)},
            {"overflight", flight.overflight}};
}

Json json_of(const ManifestDocument& document) {
    return {{"type", document.type},
            {"number", document.number},
            {"issuer", document.issuer},
            {"expiry", text_of(document.expiry)}};
}

Json json_of(const Traveller& traveller) {
    Json documents = Json::array();
    for (const auto& document : traveller.documents) documents.push_back(json_of(document));
    const auto* const found = main_document(traveller);
    const auto main = found ? *found : ManifestDocument{};
    return {{"surname", traveller.surname},
            {"given_names", traveller.given_names},
            {"sex", !traveller.sex                       ? ""
                    : *traveller.sex == Sex::unspecified ? "U"
                                                         : letter_of(*traveller.sex)},
            {"birth_date", text_of(traveller.birth_date)},
            {"nationality", traveller.nationality},
            {"residence", traveller.residence},
            {"documents", documents},
            {"document_type", main.type},
            {"document_number", main.number},
            {"document_issuer", main.issuer},
            {"document_expiry", text_of(main.expiry)},
            {"seat", traveller.seat},
            {"locator", traveller.locator},
            {"reference", traveller.reference},
            {"origin", traveller.origin},
            {"destination", traveller.destination},
            {"clearance", traveller.clearance},
            {"transit", traveller.transit}};
}

Json json_of(const std::string& file, const Manifest& manifest) {
    Json flights = Json::array(), passengers = Json::array(), crew = Json::array();
    for (const auto& flight : manifest.flights) flights.push_back(json_of(flight));
    for (const auto& traveller : manifest.travellers)
        (traveller.kind == TravellerKind::crew ? crew : passengers).push_back(json_of(traveller));
    Json json = {{"file", file},
                 {"message",
                  {{"reference", manifest.reference},
                   {"code", manifest.code},
                   {"function", manifest.function},
                   {"part", manifest.part},
                   {"last_part", manifest.last_part}}},
                 {"flights", flights},
                 {"passengers", passengers},
                 {"crew", crew}};
    if (!manifest.remarks.empty()) json["warnings"] = manifest.remarks;
    return json;
}

void print(const Json& json) { std::cout << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n'; }

bool show(const std::string& file, const Date& today) {
    const auto bytes = read_file(file, most_manifest_bytes);
    const auto reading = bytes ? examine_manifest(*bytes, today) : ManifestReading{{}, ManifestError{bytes.error()}};
    for (const auto& manifest : reading.manifests) print(json_of(file, manifest));
    if (reading.error) print({{"file", file}, {"error", reading.error->message}});
    return !reading.error;
}

Exit run(Arguments arguments) {
    auto today = date_of(SystemClock().wall());
    if (arguments.size() >= 2 && arguments[0] == "--today") {
        const auto asked = date_from_iso(arguments[1]);
        if (!asked || !asked->complete()) {
            std::cerr << "landfall-backend manifest: --today: no date like 2026-11-21\n";
            return Exit::usage;
        }
        today = *asked;
        arguments = arguments.subspan(2);
    }
    if (arguments.empty() || arguments[0].starts_with("--")) {
        std::cerr << help;
        return Exit::usage;
    }
    bool all = true;
    for (const auto& file : arguments) all = show(file, today) && all;
    std::cout.flush();
    return all ? Exit::right : Exit::wrong;
}

}  // namespace

const Command manifest_command{"manifest", "read passenger lists: UN/EDIFACT PAXLST or CSV", help, run};

}  // namespace landfall::backend
