// Sending, verdict, receipt, goodbye.

#include "i18n/format.h"
#include "kiosk/protocol/wire.h"
#include "kiosk/ui/words.h"

namespace landfall::ui {
namespace {

using i18n::Key;

Key key_of(Field field) {
    switch (field) {
        case Field::surname:
            return Key::field_surname;
        case Field::given_names:
            return Key::field_given_names;
        case Field::document_number:
            return Key::field_document_number;
        case Field::nationality:
            return Key::field_nationality;
        case Field::birth_date:
            return Key::field_birth_date;
        case Field::flight:
            return Key::field_flight;
        case Field::seat:
            return Key::field_seat;
    }
    return Key::field_surname;
}

/// A value of the wire as a passenger reads it.
std::string in_words(const Words& words, Field field, const std::string& value) {
    if (value.empty()) return words.say(Key::verdict_nothing);
    if (field == Field::nationality) return i18n::country_name(value, words.language);
    if (field == Field::birth_date)
        if (const auto date = date_from_iso(value)) return i18n::format_date(*date, words.language);
    return value;
}

/// What a machine has read from the document is not to be overwritten by an airline's typing.
bool may_take_manifest(const Visit& visit, const Mismatch& mismatch) {
    if (mismatch.manifest.empty()) return false;
    return mismatch.field == Field::flight || mismatch.field == Field::seat ||
           visit.person->scan.source == ScanSource::typed;
}

void add_mismatch(Screen& screen, const Words& words, const Visit& visit, const Mismatch& mismatch) {
    const std::string id = "mismatch." + std::string(name_of(mismatch.field));
    auto about = warning(id, words.say(key_of(mismatch.field)));
    about.detail = words.say(Key::verdict_both, {{"manifest", in_words(words, mismatch.field, mismatch.manifest)},
                                                 {"declared", in_words(words, mismatch.field, mismatch.declared)}});
    about.personal = true;
    screen.controls.push_back(std::move(about));
    const auto add = [&](const char* end, Key key, const std::string& value, bool manifest) {
        auto one = choice(id + end, words.say(key, {{"value", in_words(words, mismatch.field, value)}}),
                          MismatchMended{mismatch.field, manifest});
        one.wide = false;
        one.personal = true;
        screen.controls.push_back(std::move(one));
    };
    if (may_take_manifest(visit, mismatch)) add(".take", Key::verdict_take, mismatch.manifest, true);
    add(".keep", Key::verdict_keep, mismatch.declared, false);
}

void add_problem(Screen& screen, const Words& words, const Visit& visit, const Problem& problem) {
    for (std::size_t pack = 0; pack < words.site.packs.size(); ++pack) {
        if (words.site.packs[pack].id != problem.pack) continue;
        const auto* item = find_item(words.site.packs[pack], link_id_of(problem.path));
        if (item == nullptr) continue;
        Control row;
        row.id = "problem." + problem.path;
        row.role = Role::row;
        row.text = words.say(item->text);
        const auto* values = visit.answers[pack].find(problem.path);
        row.detail = words.say(Key::verdict_problem);
        for (const auto& constraint : item->constraints)
            if (constraint.key == problem.constraint) row.detail = words.say(constraint.human);
        if (values != nullptr) row.spoken = row.text + ": " + words.answer(*item, *values) + ". " + row.detail;
        row.icon = "edit";
        row.touch = ChangeAsked{pack, problem.path};
        row.personal = true;
        row.listed = true;
        screen.controls.push_back(std::move(row));
    }
}

Key paper_words(const ShowingReceipt& state) {
    if (state.paper == PaperState::printing) return Key::receipt_printing;
    if (state.paper == PaperState::printed) return Key::receipt_printed;
    switch (state.fault.value_or(devices::PrinterFault::offline)) {
        case devices::PrinterFault::paper_out:
            return Key::receipt_paper_out;
        case devices::PrinterFault::cover_open:
            return Key::receipt_cover_open;
        case devices::PrinterFault::jam:
            return Key::receipt_jam;
        case devices::PrinterFault::offline:
        case devices::PrinterFault::refused:
        case devices::PrinterFault::misconfigured:
            return Key::receipt_no_printer;
    }
    return Key::receipt_no_printer;
}

Key way_on(bool officer, bool red_channel) {
    if (officer) return Key::way_officer;
    return red_channel ? Key::way_red : Key::way_green;
}

}  // namespace

void show(Screen& screen, const Words& words, const Sending& state) {
    screen.id = "sending";
    screen.controls.push_back(picture("sending", words.say(Key::sending_title)));
    screen.controls.push_back(heading("sending.title", words.say(Key::sending_title)));
    screen.controls.push_back(text("sending.text", words.say(state.stored ? Key::sending_stored : Key::sending_text)));
}

void show(Screen& screen, const Words& words, const ShowingVerdict& state) {
    screen.id = state.verdict.mendable() ? "verdict.mend" : "verdict.officer";
    if (!state.verdict.mendable()) {
        screen.controls.push_back(picture("officer", words.say(Key::verdict_officer_title)));
        screen.controls.push_back(heading("verdict.title", words.say(Key::verdict_officer_title)));
        screen.controls.push_back(text("verdict.text", words.say(Key::verdict_officer_text)));
        screen.controls.push_back(
            primary(action("verdict.receipt", words.say(Key::verdict_receipt), ReceiptWanted{}, "receipt")));
        return;
    }
    screen.page = state.page;
    screen.controls.push_back(heading("verdict.title", words.say(Key::verdict_mend_title)));
    screen.controls.push_back(text("verdict.text", words.say(Key::verdict_mend_text)));
    for (const auto& mismatch : state.verdict.mismatches) {
        add_mismatch(screen, words, state.visit, mismatch);
        break;  // one decision a screen: the next comes when this one is mended
    }
    if (state.verdict.mismatches.empty())
        for (const auto& problem : state.verdict.problems) add_problem(screen, words, state.visit, problem);
}

void show(Screen& screen, const Words& words, const ShowingReceipt& state) {
    screen.id = "receipt";
    screen.controls.push_back(heading("receipt.title", words.say(Key::receipt_title)));
    auto way = note("receipt.way", words.say(way_on(state.officer, state.red_channel)),
                    state.officer       ? "officer"
                    : state.red_channel ? "suitcase"
                                        : "check");
    way.primary = !state.officer && !state.red_channel;
    screen.controls.push_back(std::move(way));
    Control code;
    code.id = "receipt.code";
    code.role = Role::code;
    code.text = words.say(Key::receipt_code);
    code.code = state.code.matrix;
    screen.controls.push_back(std::move(code));
    screen.controls.push_back(text("receipt.photograph", words.say(Key::receipt_photograph)));
    if (state.provisional)
        screen.controls.push_back(note("receipt.provisional", words.say(Key::receipt_provisional), "clock"));
    if (state.paper == PaperState::failed)
        screen.controls.push_back(warning("receipt.paper", words.say(paper_words(state))));
    else
        screen.controls.push_back(note("receipt.paper", words.say(paper_words(state)), "printer"));
    if (state.paper == PaperState::failed)
        screen.controls.push_back(action("receipt.again", words.say(Key::receipt_again), PrintAgain{}, "printer"));
    screen.controls.push_back(primary(action("receipt.finish", words.say(Key::receipt_finish), Finished{}, "check")));
}

void show(Screen& screen, const Words& words, const NotAccepted&) {
    screen.id = "not_accepted";
    screen.controls.push_back(picture("officer", words.say(Key::not_accepted_title)));
    screen.controls.push_back(heading("not_accepted.title", words.say(Key::not_accepted_title)));
    screen.controls.push_back(text("not_accepted.text", words.say(Key::not_accepted_text)));
    screen.controls.push_back(
        primary(action("not_accepted.finish", words.say(Key::receipt_finish), Finished{}, "check")));
}

void show(Screen& screen, const Words& words, const SayingGoodbye& state) {
    screen.id = "goodbye";
    screen.controls.push_back(picture("goodbye", words.say(Key::goodbye_title)));
    screen.controls.push_back(heading("goodbye.title", words.say(Key::goodbye_title)));
    screen.controls.push_back(
        text("goodbye.text", words.say(state.declared ? way_on(state.officer, state.red_channel) : Key::goodbye_left)));
    screen.controls.push_back(note("goodbye.privacy", words.say(Key::goodbye_privacy), "lock"));
}

}  // namespace landfall::ui
