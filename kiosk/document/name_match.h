#pragma once

/// Whether two spellings may be one person's name.

#include <string>
#include <string_view>

namespace landfall {

/// UTF-8 in any script, or the letters of a machine-readable zone.
struct PersonName {
    std::string surname;      ///< primary identifier
    std::string given_names;  ///< secondary identifier

    bool operator==(const PersonName&) const = default;
};

/// Compares a declared name with the one that is known from passport, chip or manifest.
///
/// Accepted as equal:
/// - any transliteration that Doc 9303-3, section 6 or usual practice allows: MULLER, MUELLER, Müller;
/// - blanks, hyphens, apostrophes, case: O'BRIEN, OBRIEN; ANNA-MARIA, ANNA MARIA, ANNAMARIA;
/// - given names left out at the end, as airlines do: ANNA, ANNA MARIA; an empty side of given names only where the
///   whole name has no second part on that side;
/// - the same parts in another order, or parted elsewhere between surname and given names;
/// - a name cut off or shortened to initials because the machine-readable zone was full (Doc 9303-4, 4.2.3).
/// A field of more than 256 bytes is no name and equals only itself.
/// Threads: any.
bool names_match(const PersonName& declared, const PersonName& known);

}  // namespace landfall
