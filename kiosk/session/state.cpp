#include "kiosk/session/state.h"

#include <type_traits>

#include "kiosk/base/match.h"

namespace landfall {
namespace {

template <typename AnyState>
concept InVisit = requires(AnyState state) {
    state.visit;
};
template <typename AnyState>
concept Covered = requires(AnyState state) {
    state.overlay;
};

template <typename AnyState>
concept Paged = requires(AnyState state) {
    state.page;
};

/// The visit of a variant of states, const or not.
template <typename Variant>
auto visit_in(Variant& state) {
    using Found = std::conditional_t<std::is_const_v<Variant>, const Visit*, Visit*>;
    return std::visit(
        [](auto& one) -> Found {
            if constexpr (InVisit<decltype(one)>) return &one.visit;
            return nullptr;
        },
        state);
}

template <typename Variant>
auto overlay_in(Variant& state) {
    using Found = std::conditional_t<std::is_const_v<Variant>, const Overlay*, Overlay*>;
    return std::visit(
        [](auto& one) -> Found {
            if constexpr (Covered<decltype(one)>) return &one.overlay;
            return nullptr;
        },
        state);
}

}  // namespace

std::optional<OutOfServiceReason> why_closed(const Health& health) {
    // Without a whole set-up nothing that a passenger does could be kept.
    if (!health.setup.empty()) return health.setup.front();
    // A passenger could type, but a lane without reader is a slow lane: the next kiosk serves better.
    if (health.reader.fault) return *health.reader.fault;
    // The receipt on paper is what officers ask for.
    if (health.printer.fault) return *health.printer.fault;
    return std::nullopt;
}

const Visit* visit_of(const State& state) { return visit_in(state); }
Visit* visit_of(State& state) { return visit_in(state); }
Overlay* overlay_of(State& state) { return overlay_in(state); }
const Overlay* overlay_of(const State& state) { return overlay_in(state); }

std::size_t* page_of(State& state) {
    return std::visit(
        [](auto& one) -> std::size_t* {
            if constexpr (Paged<decltype(one)>) return &one.page;
            return nullptr;
        },
        state);
}

VisitNumber visit_number(const State& state) {
    const auto* visit = visit_of(state);
    return visit != nullptr ? visit->number : 0;
}

Preferences preferences_of(const Site& site, const State& state) {
    if (const auto* goodbye = std::get_if<SayingGoodbye>(&state)) return goodbye->preferences;
    if (const auto* visit = visit_of(state)) return visit->preferences;
    return {site.home, TextSize::normal, Contrast::normal};
}

}  // namespace landfall
