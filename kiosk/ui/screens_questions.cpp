// Questions and review.

#include "i18n/format.h"
#include "kiosk/session/answering.h"
#include "kiosk/ui/words.h"

namespace landfall::ui {
namespace {

using i18n::Key;

constexpr std::size_t options_in_one_column = 5;
constexpr std::size_t longest_half = 30;  ///< bytes of a text that reads well in half a line

bool is_chosen(const Draft& draft, const Value& value) {
    return std::find(draft.chosen.begin(), draft.chosen.end(), value) != draft.chosen.end();
}

/// The part of an option's id: its code where it has one.
std::string id_of(const Value& value, std::size_t index) {
    if (const auto* coding = std::get_if<Coding>(&value)) return coding->code;
    return std::to_string(index);
}

void add_field(Screen& screen, const std::string& id, std::string entered) {
    Control control;
    control.id = id + ".field";
    control.role = Role::field;
    control.text = std::move(entered);
    control.personal = true;
    screen.controls.push_back(std::move(control));
}

void add_yes_no(Screen& screen, const Words& words, const Item& item, const Draft& draft) {
    for (const bool yes : {true, false}) {
        auto one = choice(item.link_id + (yes ? ".yes" : ".no"), words.say(yes ? Key::answer_yes : Key::answer_no),
                          Answered{yes}, yes ? "check" : "cross");
        one.chosen = is_chosen(draft, yes);
        screen.controls.push_back(std::move(one));
    }
}

void add_options(Screen& screen, const Words& words, const Item& item, const Draft& draft) {
    for (std::size_t index = 0; index < item.options.size(); ++index) {
        const auto& option = item.options[index];
        const auto id = item.link_id + "." + id_of(option.value, index);
        // "None of these" says everything: it counts with the touch, like a no.
        const bool one_of_several = item.repeats && !option.exclusive;
        auto one = one_of_several ? choice(id, words.say(option.text), Toggled{option.value}, option.icon)
                                  : choice(id, words.say(option.text), Answered{option.value}, option.icon);
        if (one_of_several) one.role = Role::toggle;
        one.chosen = is_chosen(draft, option.value);
        one.listed = !option.exclusive;
        one.primary = option.exclusive;
        one.wide = item.options.size() <= options_in_one_column || option.exclusive || one.text.size() > longest_half;
        screen.controls.push_back(std::move(one));
    }
}

void add_units(Screen& screen, const Words& words, const Item& item, const Draft& draft) {
    if (item.units.size() < 2) return;
    for (const auto& unit : item.units) {
        auto one = choice(item.link_id + ".unit." + unit, i18n::unit_name(unit, words.language), EntryPicked{unit});
        one.chosen = draft.unit == unit;
        one.wide = false;
        one.listed = true;
        screen.controls.push_back(std::move(one));
    }
}

std::string spaced(std::string_view digits) {
    std::string shown;
    for (std::size_t index = 0; index < digits.size(); ++index) {
        if (index == 2 || index == 4) shown += " / ";
        shown += digits[index];
    }
    return shown;
}

/// The question itself in large letters, what it lists behind its question mark in smaller ones.
std::pair<std::string, std::string> split(const std::string& words) {
    for (const std::string_view mark : {"? ", "؟ ", "？"}) {
        const auto end = words.find(mark);
        if (end == std::string::npos) continue;
        auto rest = words.substr(end + mark.size());
        if (!rest.empty()) return {words.substr(0, end + mark.size() - (mark.ends_with(' ') ? 1 : 0)), std::move(rest)};
    }
    return {words, {}};
}

/// What one occurrence of a repeating group holds, in one line.
std::string occurrence_in_words(const Words& words, const Pack& pack, const Answers& answers, const Path& group,
                                std::size_t index) {
    std::vector<std::string> parts;
    const auto head = group + ":" + std::to_string(index) + "/";
    for (const auto& [path, values] : answers.values) {
        if (!path.starts_with(head)) continue;
        const auto* item = find_item(pack, link_id_of(path));
        if (item != nullptr && !values.empty() && !item->calculated) parts.push_back(words.answer(*item, values));
    }
    return i18n::format_list(parts, words.language);
}

void add_occurrences(Screen& screen, const Words& words, const Asking& asking, const Item& item) {
    const auto& answers = asking.visit.answers[asking.pack];
    const auto found = answers.occurrences.find(asking.path);
    const std::size_t count = found == answers.occurrences.end() ? 0 : found->second;
    for (std::size_t index = 0; index < count; ++index) {
        Control row;
        row.id = item.link_id + "." + std::to_string(index);
        row.role = Role::row;
        row.text = words.say(Key::list_entry, {{"number", std::int64_t(index) + 1}});
        row.detail = occurrence_in_words(words, words.site.packs[asking.pack], answers, asking.path, index);
        row.icon = "minus";
        row.spoken = row.text + ". " + row.detail + ". " + words.say(Key::list_remove);
        row.touch = OccurrenceRemoved{index};
        row.personal = true;
        row.listed = true;
        screen.controls.push_back(std::move(row));
    }
    if (!item.max_occurs || int(count) < *item.max_occurs) {
        auto add = choice(item.link_id + ".add", words.say(count == 0 ? Key::list_add_first : Key::list_add),
                          OccurrenceAdded{}, "plus");
        add.primary = count == 0;
        screen.controls.push_back(std::move(add));
    }
}

/// What the kiosk says of a refused entry when the pack has no words for it.
Key wrong_key(const Item& item) {
    switch (item.type) {
        case ItemType::integer:
        case ItemType::decimal:
        case ItemType::quantity:
            return Key::question_wrong_number;
        case ItemType::date:
            return Key::typing_wrong_date;
        case ItemType::string:
        case ItemType::text:
            return Key::question_wrong_text;
        case ItemType::boolean:
        case ItemType::choice:
        case ItemType::open_choice:
        case ItemType::group:
        case ItemType::display:
            return Key::question_wrong_choice;
    }
    return Key::question_wrong_choice;
}

void add_entry(Screen& screen, const Words& words, const Asking& asking, const Item& item) {
    const auto& draft = asking.draft;
    switch (item.type) {
        case ItemType::boolean:
            return add_yes_no(screen, words, item, draft);
        case ItemType::choice:
            return add_options(screen, words, item, draft);
        case ItemType::open_choice:
            add_options(screen, words, item, draft);
            [[fallthrough]];
        case ItemType::string:
        case ItemType::text:
            add_field(screen, item.link_id, draft.text);
            return add_letter_keys(screen, true, true, false);
        case ItemType::integer:
            add_field(screen, item.link_id, draft.text);
            return add_digit_keys(screen, false);
        case ItemType::decimal:
            add_field(screen, item.link_id, draft.text);
            return add_digit_keys(screen, true);
        case ItemType::quantity:
            add_units(screen, words, item, draft);
            add_field(screen, item.link_id,
                      draft.text.empty() ? "" : draft.text + " " + i18n::unit_name(draft.unit, words.language));
            return add_digit_keys(screen, true);
        case ItemType::date:
            add_field(screen, item.link_id, spaced(draft.text));
            return add_digit_keys(screen, false);
        case ItemType::group:
            return add_occurrences(screen, words, asking, item);
        case ItemType::display:
            return;
    }
}

/// A yes, a no or a single option counts with the touch; everything else is finished by "continue".
bool counts_at_once(const Item& item) {
    return item.type == ItemType::boolean || (item.type == ItemType::choice && !item.repeats);
}

Control line(std::string id, std::string question, std::string answer, Happening touch, std::string icon) {
    Control row;
    row.id = std::move(id);
    row.role = Role::row;
    row.text = std::move(question);
    row.detail = std::move(answer);
    row.icon = std::move(icon);
    row.touch = std::move(touch);
    row.personal = true;
    row.listed = true;
    return row;
}

std::vector<Control> review_lines(const Words& words, const Visit& visit) {
    std::vector<Control> lines;
    const auto& document = visit.person->scan.document;
    lines.push_back(line("change.document", words.say(Key::review_document),
                         document.surname + " " + document.given_names + ", " + document.number, DocumentChangeAsked{},
                         "passport"));
    const auto flight = visit.trip.flight.empty() ? words.say(Key::review_no_flight)
                        : visit.trip.seat.empty() ? visit.trip.flight
                                                  : visit.trip.flight + ", " + visit.trip.seat;
    lines.push_back(line("change.flight", words.say(Key::review_flight), flight, FlightChangeAsked{}, "plane"));
    for (const auto& position : positions(words.site, visit)) {
        const auto* item = item_at(words.site, position);
        const auto& answers = visit.answers[position.pack];
        const auto* values = answers.find(position.path);
        if (item == nullptr || values == nullptr) continue;
        std::string answer;
        if (item->type == ItemType::group) {
            const auto count = answers.occurrences.find(position.path);
            answer = words.say(
                Key::review_entries,
                {{"count", count == answers.occurrences.end() ? std::int64_t(0) : std::int64_t(count->second)}});
        } else {
            answer = words.answer(*item, *values);
        }
        lines.push_back(line("change." + position.path, words.say(item->text), std::move(answer),
                             ChangeAsked{position.pack, position.path}, item->icon.empty() ? "question" : item->icon));
    }
    return lines;
}

}  // namespace

void show(Screen& screen, const Words& words, const Asking& state) {
    const auto& pack = words.site.packs[state.pack];
    const auto* item = item_at(words.site, {state.pack, state.path});
    if (item == nullptr) return;  // positions() never names an item that its pack lacks
    screen.id = "question." + item->link_id;
    screen.page = state.page;
    screen.title = words.say(pack.title);
    if (!item->icon.empty()) {
        auto icon = picture(item->icon, {});
        icon.id = "question.icon";
        icon.zone = Zone::body;
        screen.controls.push_back(std::move(icon));
    }
    const auto [question, rest] = split(words.say(item->text));
    screen.controls.push_back(heading(item->link_id, question));
    if (!rest.empty()) screen.controls.push_back(text(item->link_id + ".text", rest));
    if (!item->help.empty()) {
        auto help = action(item->link_id + ".help", words.say(Key::question_help), HelpOpened{}, "info");
        help.zone = Zone::body;
        help.quiet = true;
        screen.controls.push_back(std::move(help));
    }
    if (item->repeats && item->type == ItemType::choice)
        screen.controls.push_back(text(item->link_id + ".hint", words.say(Key::question_many)));
    if (state.draft.wrong)
        screen.controls.push_back(warning(item->link_id + ".wrong", state.draft.why.empty()
                                                                        ? words.say(wrong_key(*item))
                                                                        : words.say(state.draft.why)));
    add_entry(screen, words, state, *item);
    screen.controls.push_back(action("question.back", words.say(Key::action_back), WentBack{}, "back"));
    if (!item->required && !counts_at_once(*item) && item->type != ItemType::group)
        screen.controls.push_back(action("question.skip", words.say(Key::action_skip), PassedOver{}, "next"));
    if (!counts_at_once(*item) || state.from_review)
        screen.controls.push_back(
            primary(action("question.continue", words.say(Key::action_continue), Continued{}, "next")));
}

void show(Screen& screen, const Words& words, const Reviewing& state) {
    screen.id = "review";
    screen.controls.push_back(heading("review.title", words.say(Key::review_title)));
    screen.controls.push_back(text("review.text", words.say(Key::review_text)));
    for (auto& one : review_lines(words, state.visit)) screen.controls.push_back(std::move(one));
    screen.page = state.page;
    screen.controls.push_back(action("review.back", words.say(Key::action_back), WentBack{}, "back"));
    auto declare = primary(action("review.declare", words.say(Key::review_declare), Declared{}, "check"));
    declare.last_page = true;  // everything is seen before it is sent
    screen.controls.push_back(std::move(declare));
}

}  // namespace landfall::ui
