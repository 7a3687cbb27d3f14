#pragma once

/// UN/EDIFACT interchanges (ISO 9735, syntax versions 1 to 4), taken apart into messages and segments.
///
/// What networks do to interchanges on their way is undone: address lines before and notices after them are skipped,
/// line breaks are taken out wherever they stand, even inside a tag. What senders do wrong in control counts and
/// references is remarked; what leaves doubt about the content is an error.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backend/manifest/manifest.h"

namespace landfall::backend {

/// Elements after the tag count from 0, components inside an element too: in `NAD+FL+++DOE:JOHN`, `at(3, 1)` is JOHN.
struct EdifactSegment {
    std::string tag;                                 ///< three capital letters
    std::vector<std::vector<std::string>> elements;  ///< UTF-8, release characters resolved, no blanks around them
    std::size_t number = 0;                          ///< in its interchange, from 1; UNA does not count

    /// Empty when it is not there.
    std::string_view at(std::size_t element, std::size_t component = 0) const;
    /// The same in capital letters: for codes.
    std::string code(std::size_t element, std::size_t component = 0) const;
};

struct EdifactMessage {
    std::string reference;                 ///< UNH, 0062
    std::string type;                      ///< UNH, S009 0065: "PAXLST"
    std::string access;                    ///< UNH, 0068
    int part = 0;                          ///< UNH, S010 0070; 0: not told
    bool last_part = true;                 ///< UNH, S010 0073 is F, or there is no S010
    std::vector<EdifactSegment> segments;  ///< between UNH and UNT
    std::vector<std::string> remarks;
};

struct EdifactReading {
    std::vector<EdifactMessage> messages;  ///< each closed by its UNT
    std::vector<std::string> remarks;      ///< on groups and interchanges
    std::optional<ManifestError> error;    ///< where reading ended before the end
};

/// Whether there is an interchange, or at least a message, somewhere in it.
bool looks_like_edifact(std::string_view bytes);

/// All interchanges one after the other. Messages need not stand in an interchange; groups are optional.
EdifactReading read_edifact(std::string_view bytes);

}  // namespace landfall::backend
