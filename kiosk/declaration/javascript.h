#pragma once

/// JavaScript's coercions between values, as far as JSONLogic leans on them (ECMA-262, section 7). Private to the
/// folder.

#include <cstddef>
#include <string>
#include <string_view>

#include "kiosk/declaration/node.h"

namespace landfall::javascript {

/// What one evaluation may still spend; whatever visits or copies pays, so that shared parts can't be blown up.
struct Budget {
    std::size_t left = 1'000'000;
    bool spend(std::size_t units) {
        left = left < units ? 0 : left - units;
        return left > 0;
    }
};

/// JSONLogic's own rule for empty lists, JavaScript's for the rest (jsonlogic.com/truthy).
bool truthy(const Node& value);
/// `String(value)`; cut short when the budget ends.
std::string to_string(const Node& value, Budget& budget);
/// `Number(value)`
double to_number(const Node& value, Budget& budget);
/// `parseFloat(value)`
double parse_float(std::string_view text);
/// `a === b`
bool same(const Node& a, const Node& b);
/// `a == b`
bool alike(const Node& a, const Node& b, Budget& budget);

enum class Order { less, equal, greater, none };
/// What `<`, `<=`, `>` and `>=` go by; `none` where a NaN takes part.
Order compare(const Node& a, const Node& b, Budget& budget);

/// Texts as JavaScript counts and cuts them. A surrogate cut off from its other half becomes U+FFFD.
std::u16string to_utf16(std::string_view text);
std::string from_utf16(std::u16string_view text);

}  // namespace landfall::javascript
