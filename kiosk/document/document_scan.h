#pragma once

/// What a reader learnt of one travel document, whichever way it read it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.h"

namespace landfall {

/// Doc 9303-4/5/6/7; `frid` is the French national identity card of 1988 to 2021 (2 x 36, not a Doc 9303 format).
enum class MrzFormat { td1, td2, td3, mrva, mrvb, frid };

/// The MRZ's letter: `unspecified` is the filler `<`, `other` is X where an issuer prints it.
enum class Sex { female, male, other, unspecified };

/// The letter in a machine-readable zone (Doc 9303-3, 4.3 and 4.8): "F", "M", "X" or "<".
constexpr std::string_view letter_of(Sex sex) {
    switch (sex) {
        case Sex::female:
            return "F";
        case Sex::male:
            return "M";
        case Sex::other:
            return "X";
        case Sex::unspecified:
            return "<";
    }
    return "<";
}

/// The check digits that a machine-readable zone carries; which ones depends on the format.
enum class CheckDigit { number, birth_date, expiry_date, optional, composite };

/// The data of a document, decoded: no fillers, long document numbers joined, two-digit years in their century.
struct TravelDocument {
    std::string document_code;       ///< "P", "PM", "I", "V", "ID" ...
    std::string issuer;              ///< Doc 9303-3, section 5: usually three letters; Germany is "D"
    std::string number;              ///< as printed, fillers removed
    std::string nationality;         ///< like `issuer`
    std::optional<Date> birth_date;  ///< empty when wholly unknown; month or day may be
    Sex sex = Sex::unspecified;
    std::optional<Date> expiry_date;
    std::string optional;     ///< optional data elements; both of a TD1, joined by a space
    std::string surname;      ///< primary identifier, in capital letters of Doc 9303-3, A
    std::string given_names;  ///< secondary identifier

    bool operator==(const TravelDocument&) const = default;
};

/// How the data came to the kiosk. `typed` is a passenger's own typing, which officers trust least.
enum class ScanSource { swiped, image, chip, typed };

struct DocumentScan {
    ScanSource source = ScanSource::typed;
    std::optional<MrzFormat> format;  ///< empty when typed
    std::vector<std::string> mrz;     ///< the lines as read; empty when typed
    TravelDocument document;
    std::vector<CheckDigit> failed_checks;  ///< empty when every digit that the format has agrees
    bool chip_verified = false;             ///< passive authentication succeeded
    bool dates_exist = true;                ///< false when a printed date is one that no calendar has

    bool operator==(const DocumentScan&) const = default;
};

}  // namespace landfall
