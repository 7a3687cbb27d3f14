#pragma once

/// Passenger lists as CSV (RFC 4180), for who has no EDIFACT: charter flights, ferries, tests.
///
/// UTF-8, with or without byte order mark; separated by comma, semicolon or tabulator, whichever the first line holds
/// most of. The first line names the columns, in any order; capital letters, blanks and hyphens in names don't matter,
/// columns that are not listed are passed over. A field that is not told is left empty.
///
/// | column            | content                                                          | also called |
/// |-------------------|------------------------------------------------------------------|----------------------------|
/// | flight            | carrier and number, "CA934"; must be there                       | flight_number, flight_no |
/// | departure_airport | IATA code                                                        | from | | departure_time |
/// local, "2026-11-21T08:30" or "2026-11-21"                        | departure, departure_date  | | arrival_airport |
/// IATA code                                                        | to                         | | arrival_time |
/// local                                                            | arrival, arrival_date      | | kind | passenger
/// (when empty), crew; transit or transit crew            | type                       | | surname           | must be
/// there                                                    | last_name, family_name     | | given_names       | |
/// given_name, first_name     | | sex               | F, M, X or U | gender                     | | birth_date        |
/// "1974-08-12"; "1974-08" and "1974" when no more is known         | date_of_birth, dob         | | nationality |
/// three letters, ISO 3166-1 or Doc 9303-3                          |                            | | document_type |
/// "P", "I", "V" ...                                                |                            | | document_number |
/// | passport_number, passport  | | document_issuer   | three letters | issuing_country            | | document_expiry
/// | ISO 8601                                                         | expiry_date                | | seat, locator |
/// | locator: pnr               | | origin, destination | IATA codes: where the whole journey begins and ends | |
///
/// The rows of one flight (number, airports, times) are one manifest. A further document of the same traveller is a
/// further row with the same name and birth date.

#include <string_view>

#include "backend/manifest/manifest.h"

namespace landfall::backend {

/// Whether the first line names a flight or a surname column beside others.
bool looks_like_csv(std::string_view bytes);

/// Errors: a sentence with the line: no UTF-8, quotes that don't close, rows of another length than the first, a date
/// or
///         sex or kind that is none, too much of anything.
Result<std::vector<Manifest>, ManifestError> read_csv_manifest(std::string_view bytes);

}  // namespace landfall::backend
