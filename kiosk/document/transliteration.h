#pragma once

/// National characters in the letters of a machine-readable zone.

#include <string>
#include <string_view>
#include <vector>

namespace landfall {

/// A name as Doc 9303-3, section 6 recommends for the machine-readable zone: capital letters A to Z, one blank between
/// the parts. Hyphens, blanks and commas part; apostrophes and full stops vanish (Doc 9303-3, 4.6).
///
/// Scripts: Latin with diacritics and digraphs (table A), Cyrillic (table B), Arabic with its Persian, Urdu and Pashto
/// letters (table C). What no table names vanishes.
/// Units: `utf8` is UTF-8 in any case and in either normal form.
/// Errors: malformed bytes vanish; the result is always printable in a machine-readable zone.
/// Threads: any.
std::string mrz_name(std::string_view utf8);

/// Every form that Doc 9303 or a usual practice accepts for one name, the recommended one first: "Müller" gives
/// MUELLER, MUXXLLER and MULLER. Languages that read one Cyrillic letter differently are alternatives too. Units: at
/// most 64 forms; of a name with more, letters near its end keep their recommended form.
std::vector<std::string> accepted_mrz_names(std::string_view utf8);

/// Whether every character of the name can be written in a machine-readable zone, so that `mrz_name` lost none.
bool is_transliterable(std::string_view utf8);

}  // namespace landfall
