#pragma once

/// The lowest level of UN/EDIFACT: service characters, character sets, one segment after the other. For edifact.cpp.

#include <optional>
#include <string>
#include <string_view>

#include "backend/manifest/edifact.h"
#include "kiosk/base/result.h"

namespace landfall::backend {

/// ISO 9735-1, 5.1. `release` is empty where UNA has a space in its place.
struct ServiceCharacters {
    char component = ':';
    char element = '+';
    std::optional<char> release = '?';
    char terminator = '\'';
};

/// Where an interchange, or a message without one, begins: at its UNB, UNG or UNH.
struct EdifactStart {
    std::size_t offset = 0;
    ServiceCharacters characters;
};

/// `bytes` without line breaks and other control characters, unless one of them is the terminator that a UNA names.
std::string without_line_breaks(std::string_view bytes);

/// The first start at or after `from`: a UNA followed by an envelope, a UNB, or a UNH.
std::optional<EdifactStart> find_start(std::string_view text, std::size_t from);

/// Takes segments off a text.
class SegmentReader {
public:
    SegmentReader(std::string_view text, const EdifactStart& start)
        : text_(text), at_(start.offset), characters_(start.characters) {}

    /// The next segment; its `number` is left at 0.
    /// Errors: a sentence: cut off, no tag, too many or too long parts.
    Result<EdifactSegment> next();
    /// Only blanks and terminators are left.
    bool at_end();
    std::size_t offset() const { return at_; }

private:
    std::optional<std::string> add(EdifactSegment& segment, std::string& component);
    std::string_view text_;
    std::size_t at_;
    ServiceCharacters characters_;
};

}  // namespace landfall::backend
