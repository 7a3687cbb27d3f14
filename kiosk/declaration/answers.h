#pragma once

/// The answers to one pack, addressed by path.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/declaration/value.h"

namespace landfall {

/// Where an answer stands: the linkIds from the outermost repeating group down, with the zero-based number of the
/// occurrence after each repeating group. "fever", "goods:1/value". Non-repeating groups do not appear: linkIds are
/// unique.
using Path = std::string;

/// The path of `link_id` inside occurrence `index` of the repeating group at `group`.
Path inside(const Path& group, std::size_t index, const LinkId& link_id);
/// The linkId at the end of `path`.
LinkId link_id_of(const Path& path);
/// "goods:1" for "goods:1/value"; empty when the path lies in no repeating group.
Path occurrence_of(const Path& path);

/// Answers of one pack. An entry with no values means: asked, and left empty on purpose (an optional question passed
/// over).
struct Answers {
    std::map<Path, std::vector<Value>> values;
    std::map<Path, std::size_t> occurrences;  ///< of repeating groups, by the group's path

    const std::vector<Value>* find(const Path& path) const {
        const auto found = values.find(path);
        return found == values.end() ? nullptr : &found->second;
    }
    bool operator==(const Answers&) const = default;
};

}  // namespace landfall
