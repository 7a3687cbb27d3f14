#pragma once

/// Documents that a passenger types by touch when no reader can read them.

#include <optional>
#include <string>
#include <vector>

#include "kiosk/document/document_scan.h"

namespace landfall {

/// What was typed. The check digits stand in the machine-readable zone behind number, birth date and expiry date; a
/// passenger who copies them lets us catch most slips of the finger.
struct TypedDocument {
    TravelDocument document;  ///< letters in any case or script; blanks and hyphens in the number don't count
    std::optional<char> number_digit;
    std::optional<char> birth_date_digit;
    std::optional<char> expiry_date_digit;
};

/// Fields that can't be right, whatever the check digits say.
enum class TypedProblem {
    number_missing,
    number_characters,    ///< something other than A to Z and 0 to 9
    number_length,        ///< more than the 22 characters that the longest zone can hold (Doc 9303-5, 4.2.2.1 j)
    name_missing,         ///< neither surname nor given names leave a letter behind
    nationality_unknown,  ///< no code of Doc 9303-3, section 5
    issuer_unknown,
    birth_date_missing,
    birth_date_in_future,
    birth_date_too_old,  ///< more than 130 years: nobody has been older
    expiry_date_missing,
    expired,  ///< before today; the passenger is told, an officer decides
};

struct TypedCheck {
    DocumentScan scan;  ///< source `typed`, fields as a machine-readable zone would hold them; failed digits named
    std::vector<TypedProblem> problems;
};

/// Checks a typed document field by field and brings it into the form of a scan: capital letters, national letters
/// transliterated, blanks removed from the number.
///
/// The digit behind a number covers its field with all fillers (Doc 9303-3, 4.9), which count as 0: so it depends on
/// the number alone, however wide the field and whichever the format. A number that goes on in the optional data has
/// its digit behind the last character there. Errors: none; whatever was typed gives an answer. Threads: any.
TypedCheck check_typed(const TypedDocument& typed, const Date& today);

/// What the digit behind a typed field should be, for a hint such as "the digit after the number is not 5".
/// Errors: empty when the field can't be printed.
std::optional<char> expected_number_digit(const std::string& number);
std::optional<char> expected_date_digit(const Date& date);

}  // namespace landfall
