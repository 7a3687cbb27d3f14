#include "kiosk/ui/words.h"

#include "i18n/format.h"
#include "kiosk/base/match.h"

namespace landfall::ui {
namespace {

using i18n::Key;

Control make(std::string id, Role role, std::string words, std::string icon = {}) {
    Control control;
    control.id = std::move(id);
    control.role = role;
    control.text = std::move(words);
    control.icon = std::move(icon);
    return control;
}

const Option* option_of(const Item& item, const Value& value) {
    for (const auto& option : item.options)
        if (option.value == value) return &option;
    return nullptr;
}

Control key(std::string letter, int row, float weight = 1) {
    auto control = make("key." + letter, Role::key, letter);
    control.zone = Zone::keys;
    control.touch = KeyTyped{letter};
    control.row = row;
    control.weight = weight;
    return control;
}

Control erase_key(int row, float weight) {
    auto control = make("key.erase", Role::key, {}, "erase");
    control.zone = Zone::keys;
    control.touch = KeyErased{};
    control.row = row;
    control.weight = weight;
    control.quiet = true;
    return control;
}

void add_row(Screen& screen, std::string_view letters, int row) {
    for (const char letter : letters) screen.controls.push_back(key(std::string(1, letter), row));
}

}  // namespace

std::string Words::answer(const Item& item, const std::vector<Value>& values) const {
    if (values.empty()) return say(Key::answer_none);
    std::vector<std::string> parts;
    for (const auto& value : values) {
        if (const auto* option = option_of(item, value); option != nullptr && !option->text.empty()) {
            parts.push_back(say(option->text));
            continue;
        }
        parts.push_back(match(
            value, [&](bool yes) { return say(yes ? Key::answer_yes : Key::answer_no); },
            [&](std::int64_t number) { return i18n::format_number(double(number), language); },
            [&](double number) { return i18n::format_number(number, language); },
            [&](const std::string& words) { return words; },
            [&](const Date& day) { return i18n::format_date(day, language); },
            [&](const Coding& coding) { return coding.display.empty() ? coding.code : coding.display; },
            [&](const Quantity& quantity) { return i18n::format_quantity(quantity.value, quantity.unit, language); }));
    }
    return i18n::format_list(parts, language);
}

std::string Words::date(const std::optional<Date>& day) const { return day ? i18n::format_date(*day, language) : "–"; }

Control heading(std::string id, std::string words) { return make(std::move(id), Role::heading, std::move(words)); }
Control text(std::string id, std::string words) { return make(std::move(id), Role::text, std::move(words)); }
Control warning(std::string id, std::string words) {
    return make(std::move(id), Role::warning, std::move(words), "warning");
}
Control note(std::string id, std::string words, std::string icon) {
    return make(std::move(id), Role::note, std::move(words), std::move(icon));
}
Control picture(std::string name, std::string what_it_shows) {
    auto control = make("picture." + name, Role::picture, std::move(what_it_shows), std::move(name));
    control.zone = Zone::hero;
    return control;
}
Control choice(std::string id, std::string words, Happening touch, std::string icon) {
    auto control = make(std::move(id), Role::choice, std::move(words), std::move(icon));
    control.touch = std::move(touch);
    return control;
}
Control action(std::string id, std::string words, Happening touch, std::string icon) {
    auto control = make(std::move(id), Role::button, std::move(words), std::move(icon));
    control.zone = Zone::actions;
    control.touch = std::move(touch);
    return control;
}
Control primary(Control control) {
    control.primary = true;
    return control;
}

void add_letter_keys(Screen& screen, bool digits, bool name_signs, bool filler) {
    int row = 0;
    if (digits) add_row(screen, "1234567890", row++);
    add_row(screen, "QWERTYUIOP", row++);
    add_row(screen, "ASDFGHJKL", row);
    if (filler) screen.controls.push_back(key("<", row));
    if (name_signs) screen.controls.push_back(key("'", row));
    ++row;
    add_row(screen, "ZXCVBNM", row);
    if (name_signs) screen.controls.push_back(key("-", row));
    screen.controls.push_back(erase_key(row, name_signs ? 2 : 3));
    if (!name_signs) return;
    auto space = key(" ", row + 1, 10);
    space.id = "key.space";
    screen.controls.push_back(std::move(space));
}

void add_digit_keys(Screen& screen, bool decimal_point) {
    add_row(screen, "123", 0);
    add_row(screen, "456", 1);
    add_row(screen, "789", 2);
    if (decimal_point) screen.controls.push_back(key(".", 3));
    screen.controls.push_back(key("0", 3, decimal_point ? 1 : 2));
    screen.controls.push_back(erase_key(3, 1));
}

}  // namespace landfall::ui
