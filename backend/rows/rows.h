#pragma once

/// What the store keeps, as rows of texts and numbers that every kind of store understands.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/clock.h"

namespace landfall::backend {

/// One revision of a declaration, as it is kept for good.
struct DeclarationRow {
    std::string key;  ///< idempotency key, "<id>.<revision>"
    std::string id;
    std::uint32_t revision = 1;
    std::string kiosk;
    std::string sha256;   ///< lower-case hex over the signed plaintext
    std::string json;     ///< the signed plaintext itself
    std::string verdict;  ///< the whole answer as JSON; a repeated request gets the same bytes
    std::string receipt;  ///< "HD1:..." or empty
    WallTime arrived{};
    std::int64_t skew = 0;  ///< Units: seconds by which the backend's clock is ahead of the kiosk's
    bool operator==(const DeclarationRow&) const = default;
};

/// What stands under a key. `fresh`: this call put it there.
struct Kept {
    DeclarationRow row;
    bool fresh = false;
};

struct FlightRow {
    std::string flight;  ///< as `comparable_flight_number` writes it
    std::string date;    ///< local day of arrival, ISO 8601
    std::string from;    ///< IATA airport
    std::string to;
    bool operator==(const FlightRow&) const = default;
};

struct TravellerRow {
    std::string surname;
    std::string given_names;
    std::string number;       ///< of the travel document, as the manifest spells it
    std::string nationality;  ///< three letters, or as the manifest spells it
    std::string birth_date;   ///< ISO 8601, empty when not told
    std::string seat;
    bool crew = false;
    std::string flight;  ///< filled when read; the flight row's
    bool operator==(const TravellerRow&) const = default;
};

struct FlightManifest {
    FlightRow flight;
    std::vector<TravellerRow> travellers;
    bool cancels = false;  ///< these travellers are taken back
};

/// One manifest file. The same bytes are imported once, under whatever name they come again.
struct ManifestImport {
    std::string sha256;
    std::string name;  ///< of the file
    WallTime at{};
    std::vector<FlightManifest> flights;
};

/// Whom to look for on manifests.
struct Sought {
    std::string flight;                ///< normal form
    std::vector<std::string> dates;    ///< any of these days
    std::vector<std::string> numbers;  ///< document numbers, as `normal_number` writes them
    std::vector<std::string> births;   ///< birth dates as far as known: "1974-08" finds the whole month
};

struct Announced {
    bool flight_known = false;             ///< a manifest for the flight was imported
    std::vector<TravellerRow> travellers;  ///< by number on any flight of these days; by birth date on this flight
};

/// Something an auditor asks about later. No passenger's data.
struct AuditRow {
    WallTime at{};
    std::string kiosk;
    std::string what;  ///< "accepted", "conflict", "refused", "manifest"
    std::string key;   ///< idempotency key or the manifest's hash
    bool operator==(const AuditRow&) const = default;
};

/// Capital letters and digits only: how document numbers are compared.
std::string normal_number(std::string_view number);

}  // namespace landfall::backend
