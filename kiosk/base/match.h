#pragma once

/// Exhaustive matching over std::variant: a missing case does not compile.

#include <utility>
#include <variant>

namespace landfall {

template <typename... Cases>
struct Match : Cases... {
    using Cases::operator()...;
};
template <typename... Cases>
Match(Cases...) -> Match<Cases...>;

template <typename Variant, typename... Cases>
decltype(auto) match(Variant&& variant, Cases&&... cases) {
    return std::visit(Match{std::forward<Cases>(cases)...}, std::forward<Variant>(variant));
}

}  // namespace landfall
