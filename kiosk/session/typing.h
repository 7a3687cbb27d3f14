#pragma once

/// What a passenger types: the fields of a document that no reader can read, flight and seat. Pure.

#include <optional>
#include <string_view>

#include "kiosk/session/state.h"

namespace landfall {

/// What stands wrong with one typed field.
enum class EntryProblem {
    empty,
    check_digit,      ///< number and the digit printed behind it disagree: one of the ten characters is mistyped
    no_such_country,  ///< letters of a search, and nothing picked yet
    no_such_day,
    in_the_future,
    expired_long_ago,
};

/// The first field and the one after `field`; empty after the last.
constexpr TypedField first_typed_field = TypedField::number;
std::optional<TypedField> field_after(TypedField field);
std::optional<TypedField> field_before(TypedField field);

/// Whether letters are typed, a date on the pad, or something picked from a list.
enum class EntryKind { machine_text, name, date, country, sex };
EntryKind kind_of(TypedField field);

/// One more letter on `text`, as far as the field takes it; otherwise unchanged.
/// Doc 9303-4, 4.2.2: nine characters of the number and its check digit; names 39; dates eight digits.
std::string typed_further(TypedField field, std::string text, std::string_view letter);

/// Checks what was typed. `today` bounds birth and expiry.
std::optional<EntryProblem> problem_with(TypedField field, std::string_view text, const Date& today);

/// The document that the entries make. Errors: none; entries were checked one by one.
DocumentScan typed_scan(const std::map<TypedField, std::string>& entered, const Date& today);

/// What was typed before, for changing it.
std::map<TypedField, std::string> entries_of(const DocumentScan& scan);

/// IATA: two characters of the airline, one to four digits, perhaps a letter.
bool is_flight(std::string_view text);
/// Row and letter: "12A".
bool is_seat(std::string_view text);

/// Units: UTF-8 code points.
std::size_t letters_of(std::string_view text);
/// Takes the last UTF-8 code point away.
void erase_letter(std::string& text);

}  // namespace landfall
