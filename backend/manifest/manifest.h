#pragma once

/// Passenger and crew lists as airlines announce them, whatever they are written in: UN/EDIFACT PAXLST or CSV.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/document/document_scan.h"

namespace landfall::backend {

/// Local time of an airport, as far as it is told. Units: `minute` since midnight.
struct LocalTime {
    Date date;
    std::optional<int> minute;

    /// "2026-11-21T08:30", or "2026-11-21" when the minute is not known.
    std::string iso() const;
    bool operator==(const LocalTime&) const = default;
};

struct Call {
    std::string airport;  ///< IATA code, capital letters
    std::optional<LocalTime> time;
    bool operator==(const Call&) const = default;
};

/// One flight between two airports. A flight with stops is several of them under one number.
struct ManifestFlight {
    std::string number;   ///< carrier and number without spaces, zeros as sent: "CA123", "BA0117"
    std::string carrier;  ///< "CA"; two characters, or three letters where the airline sends its ICAO code
    Call departure, arrival;
    bool overflight = false;  ///< crosses the country without landing
    bool operator==(const ManifestFlight&) const = default;
};

struct ManifestDocument {
    std::string type;  ///< "P" passport, "V" visa, "I" identity card ..., as sent
    std::string number;
    std::string issuer;  ///< as sent; three letters where the airline keeps to the guide
    std::optional<Date> expiry;
    bool operator==(const ManifestDocument&) const = default;
};

enum class TravellerKind { passenger, crew };

/// Texts that were not told are empty.
struct Traveller {
    TravellerKind kind = TravellerKind::passenger;
    bool transit = false;     ///< travels on without entering
    std::string surname;      ///< as sent
    std::string given_names;  ///< all of them, one space between
    std::optional<Sex> sex;
    std::optional<Date> birth_date;  ///< month or day may be unknown
    std::string nationality, residence;
    std::vector<ManifestDocument> documents;
    std::string seat, locator;
    std::string reference;            ///< the airline's own for this traveller
    std::string origin, destination;  ///< where the journey begins and ends
    std::string clearance;            ///< where border formalities are due
    bool operator==(const Traveller&) const = default;
};

/// One message, or all rows of one flight in a CSV file.
struct Manifest {
    std::string reference;  ///< the message's; empty in CSV
    std::string access;     ///< what the parts of one long list have in common; empty: none
    int part = 0;           ///< 1, 2, ... in a list sent in parts; 0: sent whole
    bool last_part = true;
    std::string code;      ///< BGM: "745" passengers, "250" crew, "266" flight status ...; empty in CSV
    std::string function;  ///< BGM: "CP" change, "XR" cancellation, "RP" reduction, "CL" close ...; empty: a plain list
    std::vector<ManifestFlight> flights;  ///< in the order of travel
    std::vector<Traveller> travellers;    ///< in the order of the list
    std::vector<std::string> remarks;     ///< what does not agree: control counts, dates that do not exist ...

    /// The list takes travellers back instead of announcing them.
    bool cancels() const { return function == "XR" || function == "RP"; }
    bool operator==(const Manifest&) const = default;
};

/// A sentence that names the segment or line, and shows nothing of what a traveller's fields hold.
struct ManifestError {
    std::string message;
};

/// What could be read of a file, and what ended the reading. Both may be there: the messages before a cut are whole.
struct ManifestReading {
    std::vector<Manifest> manifests;
    std::optional<ManifestError> error;
};

/// Units: a file of more bytes is refused unread. The longest lists of one flight have some 500 kB.
constexpr std::size_t most_manifest_bytes = 16u << 20;

/// Tells by the content what it is. `today` decides the century of two-digit years of flights; those of births and
/// documents are decided by the flight's date.
ManifestReading examine_manifest(std::string_view bytes, const Date& today);

/// The same for who takes all or nothing. A manifest with remarks is not refused: control counts are what airlines get
/// wrong most, and the examples of the WCO's own guide do too.
Result<std::vector<Manifest>, ManifestError> read_manifest(std::string_view bytes, const Date& today);

/// How flight numbers are compared: "CA0123" and "ca 123" are "CA123". Carrier, then the number without zeros in front,
/// then the suffix letter if there is one.
std::string comparable_flight_number(std::string_view number);

/// The document by which a traveller is looked for: the first passport, else the first that is no visa, else the first.
/// Null when there is none. Owner: the traveller.
const ManifestDocument* main_document(const Traveller& traveller);

}  // namespace landfall::backend
