#pragma once

/// Machine-readable zones: from lines to a document, and from a document to lines.
///
/// Formats: TD1 (Doc 9303-5), TD2 (Doc 9303-6), TD3 (Doc 9303-4), MRV-A and MRV-B (Doc 9303-7), and the French national
/// identity card of 1988 to 2021.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/document/document_scan.h"

namespace landfall {

/// Why lines are no machine-readable zone.
enum class MrzFault {
    wrong_shape,            ///< neither 3 x 30, 2 x 36 nor 2 x 44 characters
    illegal_character,      ///< something other than A to Z, 0 to 9 and `<`
    not_a_travel_document,  ///< right shape and characters, but not laid out as one
};

/// One sentence for technicians.
std::string_view meaning_of(MrzFault fault);

/// How many lines of how many characters a format has.
struct MrzShape {
    std::size_t lines;
    std::size_t width;
};
MrzShape shape_of(MrzFormat format);

/// Decodes a machine-readable zone. A check digit that disagrees is named in the scan and hides nothing: some genuine
/// documents are printed with a wrong one.
///
/// `today` decides centuries. A birth date is the latest one that is not in the future. An expiry date lies from 50
/// years back to 49 years ahead. A date that no calendar has is left empty and `dates_exist` tells of it.
///
/// The scan's source is `swiped`; whoever read it otherwise says so afterwards.
/// Errors: blanks around a line are forgiven, nothing else is.
/// Threads: any.
Result<DocumentScan, MrzFault> parse_mrz(std::span<const std::string> lines, const Date& today);

/// The same from one text, its lines separated by `|`, by CR or LF, or by nothing at all.
Result<DocumentScan, MrzFault> parse_mrz(std::string_view text, const Date& today);

/// Every digit agrees and every date exists.
bool is_sound(const DocumentScan& scan);

/// The lines an issuer prints for `document`, names shortened as Doc 9303-3, 4.6 and the examples of Doc 9303-4, 4.2.3
/// have it. Numbers of more than nine characters continue in the optional data of TD1 and TD2 (Doc 9303-5, 4.2.2.1 j).
/// A TD1's optional data go to line 1 up to their first space, the rest to line 2; of a French card they are the six
/// characters of department and office.
/// Errors: a sentence naming the field that doesn't fit or holds what can't be printed.
Result<std::vector<std::string>> format_mrz(const TravelDocument& document, MrzFormat format);

}  // namespace landfall
