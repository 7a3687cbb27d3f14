#pragma once

/// The messages between kiosk and backend, as values; wire.h turns them into JSON and back.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/declaration/declaration.h"

namespace landfall {

/// What can be compared with the manifest. The names on the wire are those of the enumerators.
enum class Field { surname, given_names, document_number, nationality, birth_date, flight, seat };

/// One field in which declaration and manifest differ. Dates as ISO 8601, everything else as text.
struct Mismatch {
    Field field = Field::surname;
    std::string declared;
    std::string manifest;
    bool operator==(const Mismatch&) const = default;
};

/// One answer that does not hold, found by the backend's own run of the pack.
struct Problem {
    std::string pack;
    Path path;
    std::string code;        ///< as AnswerIssue::code
    std::string constraint;  ///< as AnswerIssue::constraint
    bool operator==(const Problem&) const = default;
};

/// What the backend thinks of a declaration. Nothing to mend and no officer: clear.
struct Verdict {
    std::vector<Problem> problems;
    std::vector<Mismatch> mismatches;  ///< without those that the declaration lists as confirmed
    bool officer = false;              ///< must be seen by an officer, whatever the passenger mends
    bool red_channel = false;
    bool on_manifest = false;  ///< the passenger was found on a manifest

    bool mendable() const { return !problems.empty() || !mismatches.empty(); }
    bool clear() const { return !mendable() && !officer; }
    bool operator==(const Verdict&) const = default;
};

/// The backend's answer to a declaration that it has stored. `receipt` is the whole "HD1:..." text; empty as long as
/// the verdict is mendable.
struct Accepted {
    std::string key;  ///< idempotency key
    Verdict verdict;
    std::string receipt;
    bool operator==(const Accepted&) const = default;
};

}  // namespace landfall
