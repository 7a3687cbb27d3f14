#pragma once

/// A declaration beside what the airline announced, field by field. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "backend/rows/rows.h"
#include "kiosk/protocol/messages.h"

namespace landfall::backend {

/// What the store has to be asked to compare a declaration. Without a flight nothing is sought. Without a date of
/// arrival the day before `today`, `today` and the day after count, since neither clock knows the airport's zone.
Sought sought_for(const Declaration& declaration, const Date& today);

struct Compared {
    std::vector<Mismatch> mismatches;  ///< without the confirmed ones, each once
    bool on_manifest = false;          ///< everyone was found
    bool officer = false;              ///< the passenger insists on another identity than the airline's
};

/// A traveller is found by document number, else by name and birth date on the declared flight. What a manifest leaves
/// empty is no mismatch. Found on another flight of that day: the flight is the mismatch, and its seat says nothing.
/// Names are compared by `names_match`.
Compared compare(const Declaration& declaration, const Announced& announced);

/// "1A" for "01a" and "1-A".
std::string normal_seat(std::string_view seat);
/// The same country: D and DEU (Doc 9303-3, 5), and the British codes GBD, GBN, GBO, GBP, GBS beside GBR, which
/// airlines tell apart seldom.
bool same_nationality(std::string_view one, std::string_view other);

}  // namespace landfall::backend
