#include "kiosk/ui/compose.h"

#include "i18n/direction.h"
#include "kiosk/base/match.h"
#include "kiosk/ui/words.h"

namespace landfall::ui {
namespace {

using i18n::Key;

/// The same five controls at the same place on every screen of a visit.
void add_bar(Screen& screen, const Words& words) {
    const auto add = [&](const char* id, Key name, const char* icon, Happening touch) {
        Control control;
        control.id = id;
        control.role = Role::button;
        control.zone = Zone::bar;
        control.text = words.say(name);
        control.icon = icon;
        control.touch = std::move(touch);
        screen.controls.push_back(std::move(control));
    };
    add("bar.language", Key::bar_language, "globe", LanguageMenuOpened{});
    add("bar.size", Key::bar_size, "size", SizeChanged{});
    add("bar.contrast", Key::bar_contrast, "contrast", ContrastChanged{});
    add("bar.help", Key::bar_help, "help", HelpOpened{});
    add("bar.leave", Key::bar_leave, "leave", LeaveAsked{});
}

enum class Part { document, questions, review, receipt };

/// Which of the passenger's four steps a state belongs to; empty where steps would only distract.
std::optional<Part> part_of(const State& state) {
    return match(
        state, [](const OutOfService&) { return std::optional<Part>(); },
        [](const Attract&) { return std::optional<Part>(); },
        [](const ChoosingLanguage&) { return std::optional<Part>(); },
        [](const AwaitingDocument&) { return std::optional(Part::document); },
        [](const TypingDocument&) { return std::optional(Part::document); },
        [](const ConfirmingDocument&) { return std::optional(Part::document); },
        [](const GivingFlight&) { return std::optional(Part::document); },
        [](const Asking&) { return std::optional(Part::questions); },
        [](const Reviewing&) { return std::optional(Part::review); },
        [](const Sending&) { return std::optional(Part::review); },
        [](const ShowingVerdict&) { return std::optional(Part::review); },
        [](const ShowingReceipt&) { return std::optional(Part::receipt); },
        [](const NotAccepted&) { return std::optional<Part>(); },
        [](const SayingGoodbye&) { return std::optional<Part>(); });
}

void add_steps(Screen& screen, const Words& words, Part current) {
    constexpr std::array names{Key::step_document, Key::step_questions, Key::step_review, Key::step_receipt};
    for (std::size_t index = 0; index < names.size(); ++index)
        screen.steps.push_back({words.say(names[index]), index < std::size_t(current), index == std::size_t(current)});
    screen.title = words.say(names[std::size_t(current)]);
}

Control dialog_heading(std::string id, std::string words) { return heading(std::move(id), std::move(words)); }

/// The help for a question is the pack's own; elsewhere the kiosk explains the screen.
void add_help(Screen& screen, const Words& words, const State& state) {
    const Item* item = nullptr;
    if (const auto* asking = std::get_if<Asking>(&state))
        item = find_item(words.site.packs[asking->pack], link_id_of(asking->path));
    const bool explained = item != nullptr && !item->help.empty();
    screen.dialog.push_back(dialog_heading("help.title", words.say(Key::help_title)));
    if (explained) screen.dialog.push_back(text("help.item", words.say(item->help)));
    screen.dialog.push_back(text("help.text", words.say(Key::help_text)));
    screen.dialog.push_back(note("help.officer", words.say(Key::help_officer), "officer"));
    screen.dialog.push_back(primary(action("help.close", words.say(Key::help_close), OverlayClosed{}, "check")));
}

void add_dialog(Screen& screen, const Words& words, const State& state, const Overlay& overlay) {
    match(
        overlay, [](std::monostate) {},
        [&](const LanguageMenu&) {
            screen.dialog.push_back(dialog_heading("languages.title", words.say(Key::language_title)));
            for (auto& control : language_choices(words)) screen.dialog.push_back(std::move(control));
            screen.dialog.push_back(action("languages.close", words.say(Key::dialog_close), OverlayClosed{}, "cross"));
        },
        [&](const HelpPanel&) { add_help(screen, words, state); },
        [&](const LeaveQuestion&) {
            screen.dialog.push_back(dialog_heading("leave.title", words.say(Key::leave_title)));
            screen.dialog.push_back(text("leave.text", words.say(Key::leave_text)));
            screen.dialog.push_back(primary(action("leave.stay", words.say(Key::leave_stay), OverlayClosed{}, "back")));
            screen.dialog.push_back(action("leave.go", words.say(Key::leave_go), LeaveConfirmed{}, "leave"));
        },
        [&](const IdleWarning& warning) {
            screen.dialog.push_back(dialog_heading("idle.title", words.say(Key::idle_title)));
            screen.dialog.push_back(
                text("idle.text", words.say(Key::idle_text, {{"seconds", std::int64_t(warning.seconds_left)}})));
            screen.dialog.push_back(primary(action("idle.here", words.say(Key::idle_here), StillHere{}, "check")));
        });
}

}  // namespace

Screen compose(const Site& site, const State& state, const i18n::Texts& texts) {
    const auto preferences = preferences_of(site, state);
    const Words words{site, texts, preferences.language};
    Screen screen;
    screen.language = preferences.language;
    screen.right_to_left = i18n::right_to_left(preferences.language);
    screen.size = preferences.size;
    screen.contrast = preferences.contrast;
    if (const auto part = part_of(state)) add_steps(screen, words, *part);
    match(state, [&](const auto& one) { show(screen, words, one); });
    screen.previous = action("page.previous", words.say(Key::page_previous), PageTurned{false}, "back");
    screen.more = action("page.more", words.say(Key::page_more), PageTurned{true}, "next");
    screen.more->primary = std::holds_alternative<Reviewing>(state);  // elsewhere nobody has to see every page
    if (visit_of(state) != nullptr) add_bar(screen, words);
    if (const auto* overlay = overlay_of(state)) add_dialog(screen, words, state, *overlay);
    return screen;
}

}  // namespace landfall::ui
