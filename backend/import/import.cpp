#include "backend/import/import.h"

#include <algorithm>
#include <iostream>

#include "kiosk/base/file.h"
#include "kiosk/base/log.h"
#include "kiosk/receipt/keys.h"

namespace landfall::backend {
namespace {

namespace fs = std::filesystem;

TravellerRow row_of(const Traveller& traveller) {
    TravellerRow row;
    row.surname = traveller.surname;
    row.given_names = traveller.given_names;
    if (const auto* document = main_document(traveller)) row.number = document->number;
    row.nationality = traveller.nationality;
    if (traveller.birth_date) row.birth_date = traveller.birth_date->iso();
    row.seat = traveller.seat;
    row.crew = traveller.kind == TravellerKind::crew;
    return row;
}

std::string day_of(const ManifestFlight& flight) {
    if (flight.arrival.time) return flight.arrival.time->date.iso();
    return flight.departure.time ? flight.departure.time->date.iso() : std::string();
}

void refuse(const fs::path& path, const std::string& why, ImportCount& count) {
    std::cerr << "landfall-backend: " << path.string() << ": " << why << '\n';
    log(LogEvent::manifest_refused);
    ++count.refused;
}

void import_file(const fs::path& path, Store& store, const Clock& clock, ImportCount& count) {
    const auto bytes = read_file(path, most_manifest_bytes);
    if (!bytes) return refuse(path, bytes.error(), count);
    ManifestImport import;
    import.sha256 = to_hex(sha256(bytes_of(*bytes)));
    import.name = path.filename().string();
    import.at = clock.wall();
    const auto known = store.was_imported(import.sha256);
    if (known && *known) return;
    const auto manifests = read_manifest(*bytes, date_of(import.at));
    if (!manifests) return refuse(path, manifests.error().message, count);
    int people = 0;
    for (const auto& manifest : *manifests) {
        std::ranges::move(rows_of(manifest), std::back_inserter(import.flights));
        people += static_cast<int>(manifest.travellers.size());
    }
    const auto imported = store.import(import);
    if (!imported) return refuse(path, "the store can't take it now", count);
    if (!*imported) return;
    ++count.files;
    log(LogEvent::manifest_imported, {{"flights", static_cast<int>(import.flights.size())}, {"people", people}});
}

}  // namespace

std::vector<FlightManifest> rows_of(const Manifest& manifest) {
    std::vector<FlightManifest> rows;
    std::vector<TravellerRow> travellers;
    std::ranges::transform(manifest.travellers, std::back_inserter(travellers), row_of);
    for (const auto& flight : manifest.flights) {
        const auto day = day_of(flight);
        if (flight.overflight || day.empty()) continue;
        FlightRow row{comparable_flight_number(flight.number), day, flight.departure.airport, flight.arrival.airport};
        rows.push_back({std::move(row), travellers, manifest.cancels()});
    }
    return rows;
}

ImportCount import_manifests(const fs::path& folder, Store& store, const Clock& clock) {
    ImportCount count;
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->is_regular_file(error) && !entry->path().filename().string().starts_with('.'))
            files.push_back(entry->path());
    if (error) refuse(folder, error.message(), count);
    std::ranges::sort(files);  // by name, so that a later list corrects an earlier one
    for (const auto& file : files) import_file(file, store, clock, count);
    return count;
}

}  // namespace landfall::backend
