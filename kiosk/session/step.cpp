#include "kiosk/session/step.h"

#include "kiosk/base/match.h"
#include "kiosk/session/reactions.h"

namespace landfall {
namespace {

Step leave(const Visit& visit) {
    return say_goodbye(visit, {visit.preferences, false, false, visit.revision != 0}, VisitEnd::left);
}

// --- what is the same in every state of a visit ---------------------------------------------------------------------

bool concerns_another(const State& state, const Event& event) {
    if (std::holds_alternative<HealthChanged>(event.what) || std::holds_alternative<Started>(event.what)) return false;
    return event.visit != visit_number(state);
}

/// States that no idle timer may end: the declaration is under way, or the screen has a timer of its own.
bool waits_patiently(const State& state) {
    return std::holds_alternative<Sending>(state) || std::holds_alternative<ShowingReceipt>(state);
}

template <typename Enum>
Enum next_of(Enum value, Enum last) {
    return value == last ? Enum{} : static_cast<Enum>(static_cast<int>(value) + 1);
}

Step warn_or_end(const Health& health, State state, const TimerFired& fired) {
    auto& overlay = *overlay_of(state);
    if (fired.timer == Timer::idle) {
        if (waits_patiently(state)) return with(std::move(state));
        overlay = IdleWarning{int(delays::idle_warning / delays::second)};
        return with(std::move(state), {StartTimer{Timer::countdown, delays::second}});
    }
    auto* warning = std::get_if<IdleWarning>(&overlay);
    if (warning == nullptr) return with(std::move(state));
    if (--warning->seconds_left > 0) return with(std::move(state), {StartTimer{Timer::countdown, delays::second}});
    const auto& visit = *visit_of(state);
    EndVisit end{visit.number, visit.declaration, VisitEnd::timed_out};
    return with(first_state(health), {ListenForDocument{false}, std::move(end)});
}

/// What every screen of a visit offers; empty when `what` is not of that kind.
std::optional<Step> anywhere(const Health& health, State& state, const Happening& what) {
    auto* visit = visit_of(state);
    auto* overlay = overlay_of(state);
    if (visit == nullptr || overlay == nullptr) return std::nullopt;
    const auto lay = [&](Overlay above) {
        *overlay = std::move(above);
        return with(std::move(state));
    };
    if (const auto* turned = std::get_if<PageTurned>(&what)) {
        auto* page = page_of(state);
        if (page != nullptr && (turned->forward || *page > 0)) *page += turned->forward ? 1 : std::size_t(-1);
        return with(std::move(state));
    }
    if (std::holds_alternative<LanguageMenuOpened>(what)) return lay(LanguageMenu{});
    if (std::holds_alternative<HelpOpened>(what)) return lay(HelpPanel{});
    if (std::holds_alternative<LeaveAsked>(what)) return lay(LeaveQuestion{});
    if (std::holds_alternative<OverlayClosed>(what) || std::holds_alternative<StillHere>(what)) return lay({});
    if (std::holds_alternative<LeaveConfirmed>(what)) return leave(*visit);
    if (std::holds_alternative<SizeChanged>(what)) {
        visit->preferences.size = next_of(visit->preferences.size, TextSize::largest);
        return with(std::move(state));
    }
    if (std::holds_alternative<ContrastChanged>(what)) {
        visit->preferences.contrast = next_of(visit->preferences.contrast, Contrast::high);
        return with(std::move(state));
    }
    if (const auto* chosen = std::get_if<LanguageChosen>(&what);
        chosen != nullptr && !std::holds_alternative<ChoosingLanguage>(state)) {
        visit->preferences.language = chosen->language;
        return lay({});
    }
    if (const auto* fired = std::get_if<TimerFired>(&what);
        fired != nullptr && (fired->timer == Timer::idle || fired->timer == Timer::countdown))
        return warn_or_end(health, std::move(state), *fired);
    return std::nullopt;
}

}  // namespace

bool by_passenger(const Happening& what) {
    return match(what, [](const auto& one) {
        using Any = std::remove_cvref_t<decltype(one)>;
        return !(Replying<Any> || Telling<Any> || one_of<Any, DocumentRefused>);
    });
}

State first_state(const Health& health) {
    if (const auto reason = why_closed(health)) return OutOfService{*reason, health.detail};
    return Attract{};
}

Declaration declaration_of(const Site& site, const Visit& visit) {
    Declaration declaration;
    declaration.id = visit.declaration;
    declaration.revision = visit.revision;
    declaration.kiosk = site.kiosk;
    declaration.language = visit.preferences.language;
    if (visit.person) declaration.people.push_back(*visit.person);
    declaration.trip = visit.trip;
    declaration.confirmed = visit.confirmed;
    for (std::size_t index = 0; index < site.packs.size(); ++index) {
        const auto& pack = site.packs[index];
        declaration.packs.push_back({pack.id, pack.version, pack.sha256, visit.answers[index]});
    }
    return declaration;
}

Step step(const Site& site, const Health& health, State state, const Event& event) {
    if (concerns_another(state, event)) return with(std::move(state));
    auto common = anywhere(health, state, event.what);
    auto next = common ? *std::move(common) : std::visit(Reactions{site, health}, state, event.what);
    if (visit_of(next.state) != nullptr && by_passenger(event.what))
        next.commands.push_back(StartTimer{Timer::idle, site.idle});
    return next;
}

}  // namespace landfall
