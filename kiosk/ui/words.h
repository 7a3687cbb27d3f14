#pragma once

/// Texts and controls for one screen, in the passenger's language. Private to compose.

#include <initializer_list>
#include <string>

#include "i18n/text.h"
#include "kiosk/declaration/flow.h"
#include "kiosk/ui/screen.h"

namespace landfall::ui {

/// What the parts of compose share: the site, the texts, the language.
struct Words {
    const Site& site;
    const i18n::Texts& texts;
    Language language;

    std::string say(i18n::Key key, std::initializer_list<i18n::Argument> arguments = {}) const {
        return texts.text(key, language, arguments);
    }
    std::string say(const PackText& text) const { return std::string(text.in(language)); }

    /// An answer as a passenger reads it: "Yes", "12,000 CNY", "12 August 1974".
    std::string answer(const Item& item, const std::vector<Value>& values) const;
    std::string date(const std::optional<Date>& date) const;
};

/// Controls of the kinds that recur, so that every screen is a list of what it shows.
Control heading(std::string id, std::string text);
Control text(std::string id, std::string text);
Control warning(std::string id, std::string text);
Control note(std::string id, std::string text, std::string icon);
Control picture(std::string name, std::string what_it_shows);
Control choice(std::string id, std::string text, Happening touch, std::string icon = {});
Control action(std::string id, std::string text, Happening touch, std::string icon = {});
Control primary(Control control);

/// Rows of keys. `digits_below`: letters with the digits in a row above them.
void add_letter_keys(Screen& screen, bool digits, bool name_signs, bool filler);
void add_digit_keys(Screen& screen, bool decimal_point);

// The screens, one function a state; each adds to a screen whose language and bar are set.
void show(Screen& screen, const Words& words, const OutOfService& state);
void show(Screen& screen, const Words& words, const Attract& state);
void show(Screen& screen, const Words& words, const ChoosingLanguage& state);
void show(Screen& screen, const Words& words, const AwaitingDocument& state);
void show(Screen& screen, const Words& words, const TypingDocument& state);
void show(Screen& screen, const Words& words, const ConfirmingDocument& state);
void show(Screen& screen, const Words& words, const GivingFlight& state);
void show(Screen& screen, const Words& words, const Asking& state);
void show(Screen& screen, const Words& words, const Reviewing& state);
void show(Screen& screen, const Words& words, const Sending& state);
void show(Screen& screen, const Words& words, const ShowingVerdict& state);
void show(Screen& screen, const Words& words, const ShowingReceipt& state);
void show(Screen& screen, const Words& words, const NotAccepted& state);
void show(Screen& screen, const Words& words, const SayingGoodbye& state);

/// Every language in its own script, the current one marked.
std::vector<Control> language_choices(const Words& words);

}  // namespace landfall::ui
