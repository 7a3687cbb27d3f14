// Closed, attract, language, document, flight.

#include "i18n/direction.h"
#include "i18n/format.h"
#include "kiosk/base/match.h"
#include "kiosk/session/typing.h"
#include "kiosk/ui/words.h"

namespace landfall::ui {
namespace {

using i18n::Key;

constexpr std::size_t countries_shown = 6;

Key key_of(SetupProblem problem) {
    switch (problem) {
        case SetupProblem::configuration:
            return Key::closed_configuration;
        case SetupProblem::packs:
            return Key::closed_packs;
        case SetupProblem::catalogues:
            return Key::closed_catalogues;
        case SetupProblem::fonts:
            return Key::closed_fonts;
        case SetupProblem::certificate:
            return Key::closed_certificate;
        case SetupProblem::certificate_expired:
            return Key::closed_certificate_expired;
        case SetupProblem::keys:
            return Key::closed_keys;
        case SetupProblem::outbox:
            return Key::closed_outbox;
        case SetupProblem::disk:
            return Key::closed_disk;
    }
    return Key::closed_configuration;
}

Key key_of(devices::DocumentReaderFault fault) {
    switch (fault) {
        case devices::DocumentReaderFault::unplugged:
            return Key::closed_reader_unplugged;
        case devices::DocumentReaderFault::silent:
            return Key::closed_reader_silent;
        case devices::DocumentReaderFault::misconfigured:
            return Key::closed_reader_misconfigured;
    }
    return Key::closed_reader_unplugged;
}

Key key_of(devices::PrinterFault fault) {
    switch (fault) {
        case devices::PrinterFault::paper_out:
            return Key::closed_printer_paper;
        case devices::PrinterFault::cover_open:
            return Key::closed_printer_cover;
        case devices::PrinterFault::jam:
            return Key::closed_printer_jam;
        case devices::PrinterFault::offline:
            return Key::closed_printer_offline;
        case devices::PrinterFault::refused:
            return Key::closed_printer_refused;
        case devices::PrinterFault::misconfigured:
            return Key::closed_printer_misconfigured;
    }
    return Key::closed_printer_offline;
}

Key key_of(devices::DocumentFault fault) {
    switch (fault) {
        case devices::DocumentFault::unreadable:
            return Key::document_unreadable;
        case devices::DocumentFault::incomplete:
            return Key::document_incomplete;
        case devices::DocumentFault::not_a_travel_document:
            return Key::document_not_travel;
    }
    return Key::document_unreadable;
}

struct FieldWords {
    const char* id;
    Key title, hint;
};
FieldWords words_of(TypedField field) {
    switch (field) {
        case TypedField::number:
            return {"number", Key::typing_number, Key::typing_number_hint};
        case TypedField::issuer:
            return {"issuer", Key::typing_issuer, Key::typing_country_hint};
        case TypedField::nationality:
            return {"nationality", Key::typing_nationality, Key::typing_country_hint};
        case TypedField::surname:
            return {"surname", Key::typing_surname, Key::typing_name_hint};
        case TypedField::given_names:
            return {"given_names", Key::typing_given_names, Key::typing_given_names_hint};
        case TypedField::birth_date:
            return {"birth_date", Key::typing_birth_date, Key::typing_date_hint};
        case TypedField::sex:
            return {"sex", Key::typing_sex, Key::typing_sex_hint};
        case TypedField::expiry_date:
            return {"expiry_date", Key::typing_expiry_date, Key::typing_date_hint};
    }
    return {};
}

/// "12081974" as far as it goes: "12 / 08 / 1974".
std::string spaced_date(std::string_view digits) {
    std::string shown;
    for (std::size_t index = 0; index < digits.size(); ++index) {
        if (index == 2 || index == 4) shown += " / ";
        shown += digits[index];
    }
    return shown;
}

void add_country_picks(Screen& screen, const Words& words, const std::string& letters) {
    std::size_t shown = 0;
    for (const auto& country : i18n::find_countries(letters, words.language)) {
        auto pick = choice("country." + country.code, country.name, EntryPicked{country.code});
        pick.wide = false;
        screen.controls.push_back(std::move(pick));
        if (++shown == countries_shown) return;
    }
    if (shown == 0) screen.controls.push_back(warning("country.none", words.say(Key::typing_country_none)));
}

void add_entry(Screen& screen, const Words& words, const TypingDocument& state) {
    const auto& entered = state.draft.text;
    switch (kind_of(state.field)) {
        case EntryKind::machine_text:
            add_letter_keys(screen, true, false, true);
            break;
        case EntryKind::name:
            add_letter_keys(screen, false, true, false);
            break;
        case EntryKind::date:
            add_digit_keys(screen, false);
            break;
        case EntryKind::country:
            add_country_picks(screen, words, entered);
            add_letter_keys(screen, false, false, false);
            break;
        case EntryKind::sex:
            for (const auto& [code, name] : {std::pair{"F", Key::sex_f}, std::pair{"M", Key::sex_m},
                                             std::pair{"X", Key::sex_x}, std::pair{"<", Key::sex_none}})
                screen.controls.push_back(choice(std::string("sex.") + code, words.say(name), EntryPicked{code}));
            break;
    }
}

Control field(std::string id, std::string entered) {
    Control control;
    control.id = std::move(id);
    control.role = Role::field;
    control.text = std::move(entered);
    control.personal = true;
    return control;
}

Control fact(std::string id, std::string name, std::string value) {
    Control control;
    control.id = std::move(id);
    control.role = Role::row;
    control.text = std::move(name);
    control.detail = std::move(value);
    control.personal = true;
    return control;
}

Key name_of_digit(CheckDigit digit) {
    switch (digit) {
        case CheckDigit::number:
            return Key::confirm_digit_number;
        case CheckDigit::birth_date:
            return Key::confirm_digit_birth;
        case CheckDigit::expiry_date:
            return Key::confirm_digit_expiry;
        case CheckDigit::optional:
        case CheckDigit::composite:
            return Key::confirm_digit_other;
    }
    return Key::confirm_digit_other;
}

}  // namespace

void show(Screen& screen, const Words& words, const OutOfService& state) {
    screen.id = "closed";
    screen.controls.push_back(picture("closed", words.say(Key::closed_title)));
    screen.controls.push_back(heading("closed.title", words.say(Key::closed_title)));
    screen.controls.push_back(text("closed.text", words.say(Key::closed_text)));
    auto why = note("closed.why", words.say(match(state.reason, [](auto reason) { return key_of(reason); })), "tools");
    why.detail = state.detail;
    screen.controls.push_back(std::move(why));
}

void show(Screen& screen, const Words& words, const Attract&) {
    screen.id = "attract";
    screen.controls.push_back(picture("welcome", words.say(Key::attract_picture)));
    screen.controls.push_back(heading("attract.title", words.say(Key::attract_title)));
    std::string greetings;
    for (const auto& language : words.site.languages)
        greetings +=
            (greetings.empty() ? "" : "  ·  ") + i18n::isolated(words.texts.text(Key::attract_title, language));
    screen.controls.push_back(text("attract.greetings", std::move(greetings)));
    screen.controls.push_back(note("attract.privacy", words.say(Key::attract_privacy), "lock"));
    screen.controls.push_back(primary(action("start", words.say(Key::attract_start), Started{}, "next")));
}

std::vector<Control> language_choices(const Words& words) {
    std::vector<Control> choices;
    for (const auto& language : words.site.languages) {
        auto one = choice("language." + language, i18n::language_name(language, language), LanguageChosen{language});
        one.detail = i18n::language_name(language, "en");
        one.language = language;
        one.wide = false;
        one.chosen = language == words.language;
        choices.push_back(std::move(one));
    }
    return choices;
}

void show(Screen& screen, const Words& words, const ChoosingLanguage&) {
    screen.id = "language";
    screen.controls.push_back(picture("welcome", words.say(Key::attract_picture)));
    screen.controls.push_back(heading("language.title", words.say(Key::language_title)));
    for (auto& one : language_choices(words)) {
        one.chosen = false;
        screen.controls.push_back(std::move(one));
    }
}

void show(Screen& screen, const Words& words, const AwaitingDocument& state) {
    screen.id = "document";
    screen.controls.push_back(picture("passport", words.say(Key::document_picture)));
    screen.controls.push_back(heading("document.title", words.say(Key::document_title)));
    screen.controls.push_back(text("document.text", words.say(Key::document_text)));
    if (state.fault) screen.controls.push_back(warning("document.fault", words.say(key_of(*state.fault))));
    const bool offer = state.failures > 1 || state.slow;
    if (offer && !state.fault) screen.controls.push_back(note("document.slow", words.say(Key::document_slow), "info"));
    screen.controls.push_back(action("document.back", words.say(Key::action_back), WentBack{}, "back"));
    auto typing = action("document.type", words.say(Key::document_type), TypingChosen{}, "keyboard");
    typing.primary = offer;
    screen.controls.push_back(std::move(typing));
}

void show(Screen& screen, const Words& words, const TypingDocument& state) {
    const auto about = words_of(state.field);
    const auto kind = kind_of(state.field);
    screen.id = std::string("typing.") + about.id;
    screen.controls.push_back(heading("typing.title", words.say(about.title)));
    screen.controls.push_back(text("typing.hint", words.say(about.hint)));
    if (kind != EntryKind::sex)
        screen.controls.push_back(
            field("typing.field", kind == EntryKind::date ? spaced_date(state.draft.text) : state.draft.text));
    if (state.draft.wrong)
        screen.controls.push_back(warning("typing.wrong", words.say(state.check_digit_failed  ? Key::typing_check_digit
                                                                    : kind == EntryKind::date ? Key::typing_wrong_date
                                                                                              : Key::typing_wrong)));
    add_entry(screen, words, state);
    screen.controls.push_back(action("typing.back", words.say(Key::action_back), WentBack{}, "back"));
    if (state.field == first_typed_field)
        screen.controls.push_back(action("typing.read", words.say(Key::typing_read), ReadingChosen{}, "passport"));
    if (kind != EntryKind::sex && kind != EntryKind::country)
        screen.controls.push_back(
            primary(action("typing.continue", words.say(Key::action_continue), Continued{}, "next")));
}

void show(Screen& screen, const Words& words, const ConfirmingDocument& state) {
    const auto& scan = state.visit.person->scan;
    const auto& document = scan.document;
    screen.id = "confirm";
    screen.controls.push_back(heading("confirm.title", words.say(Key::confirm_title)));
    if (document.expiry_date && *document.expiry_date < state.visit.today)
        screen.controls.push_back(warning("confirm.expired", words.say(Key::confirm_expired)));
    for (const auto digit : scan.failed_checks) {
        screen.controls.push_back(warning("confirm.digit", words.say(name_of_digit(digit))));
        break;  // one sentence is enough to make a passenger look
    }
    const auto add = [&](const char* id, Key name, std::string value) {
        screen.controls.push_back(fact(std::string("confirm.") + id, words.say(name), std::move(value)));
    };
    add("surname", Key::field_surname, document.surname);
    if (!document.given_names.empty()) add("given_names", Key::field_given_names, document.given_names);
    add("number", Key::field_document_number, document.number);
    add("nationality", Key::field_nationality, i18n::country_name(document.nationality, words.language));
    add("birth_date", Key::field_birth_date, words.date(document.birth_date));
    if (document.expiry_date) add("expiry_date", Key::field_expiry_date, words.date(document.expiry_date));
    screen.controls.push_back(action("confirm.again", words.say(Key::confirm_again), ReadingChosen{}, "passport"));
    screen.controls.push_back(action("confirm.type", words.say(Key::confirm_type), TypingChosen{}, "edit"));
    screen.controls.push_back(primary(action("confirm.yes", words.say(Key::confirm_yes), Continued{}, "check")));
}

void show(Screen& screen, const Words& words, const GivingFlight& state) {
    const bool flight = state.field == FlightField::flight;
    screen.id = flight ? "flight" : "seat";
    screen.controls.push_back(heading("flight.title", words.say(flight ? Key::flight_title : Key::seat_title)));
    screen.controls.push_back(text("flight.hint", words.say(flight ? Key::flight_hint : Key::seat_hint)));
    screen.controls.push_back(field("flight.field", state.draft.text));
    if (state.draft.wrong)
        screen.controls.push_back(warning("flight.wrong", words.say(flight ? Key::flight_wrong : Key::seat_wrong)));
    add_letter_keys(screen, true, false, false);
    screen.controls.push_back(action("flight.back", words.say(Key::action_back), WentBack{}, "back"));
    screen.controls.push_back(action("flight.skip", words.say(Key::flight_skip), PassedOver{}, "question"));
    screen.controls.push_back(primary(action("flight.continue", words.say(Key::action_continue), Continued{}, "next")));
}

}  // namespace landfall::ui
