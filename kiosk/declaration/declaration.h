#pragma once

/// What is declared: people, their trip, their answers. Plain values that travel from the kiosk to the backend.

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/declaration/answers.h"
#include "kiosk/document/document_scan.h"

namespace landfall {

struct Person {
    DocumentScan scan;
    bool operator==(const Person&) const = default;
};

/// How they came. Empty texts: not known, which is allowed.
struct Trip {
    std::string flight;        ///< carrier and number without space, "CA981"
    std::optional<Date> date;  ///< local date of arrival
    std::string seat;          ///< "12A"
    std::string from;          ///< IATA airport, "CDG"
    bool operator==(const Trip&) const = default;
};

/// The answers to one pack, with what proves which text the passenger saw.
struct PackAnswers {
    std::string pack;     ///< Pack::id
    std::string version;  ///< Pack::version
    std::string sha256;   ///< Pack::sha256: covers the translations too, since they travel inside the pack
    Answers answers;
    bool operator==(const PackAnswers&) const = default;
};

/// 128 random bits as 32 lower-case hexadecimal digits; fixed for the visit.
using DeclarationId = std::string;

struct Declaration {
    DeclarationId id;
    std::uint32_t revision = 1;  ///< counts; the latest counts
    std::string kiosk;           ///< kiosk id, the CN of its certificate
    Language language;           ///< in which the passenger read the questions
    WallTime made{};             ///< the kiosk's clock, which may be wrong
    std::vector<Person> people;
    Trip trip;
    std::vector<PackAnswers> packs;      ///< for each person the same; groups come with a later revision of the wire
    std::vector<std::string> confirmed;  ///< mismatches that the passenger insists on, by field name (see protocol)
    bool operator==(const Declaration&) const = default;
};

/// Names one content for ever: "<id>.<revision>". The same key with other content is refused by the backend (409).
inline std::string idempotency_key(const Declaration& declaration) {
    return declaration.id + "." + std::to_string(declaration.revision);
}

}  // namespace landfall
