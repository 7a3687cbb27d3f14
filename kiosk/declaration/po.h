#pragma once

/// gettext's PO files, as far as packs use them: no plurals. Private to the folder.

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"

namespace landfall {

struct PoEntry {
    std::string context;
    std::string english;
    std::string translation;
    bool fuzzy = false;
};

/// The entries in their order, without the header. Errors: a sentence with the line.
Result<std::vector<PoEntry>> read_po(std::string_view text);

}  // namespace landfall
