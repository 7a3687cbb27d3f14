#pragma once

/// Every screen of the kiosk, in every state worth seeing, over the packs as they are shipped. For the tests of ui.

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "i18n/text.h"
#include "kiosk/base/file.h"
#include "kiosk/session/answering.h"
#include "kiosk/session/step.h"
#include "kiosk/session/typing.h"

namespace landfall::tests {

inline std::filesystem::path share() {
    return std::filesystem::path(std::getenv("LANDFALL_BIN")).parent_path() / "share/landfall";
}

inline const i18n::Texts& texts() {
    static const auto loaded = i18n::Texts::load(share() / "text");
    return *loaded;
}

inline const Site& site() {
    static const auto made = [] {
        Site one{"kiosk-1", "CNPEK", texts().languages(), "en", {}};
        for (const char* pack : {"health-symptoms.json", "baggage.json"})
            one.packs.push_back(*read_pack(*read_file(share() / "packs" / pack)));
        return one;
    }();
    return made;
}

inline Visit visit(const Language& language, TextSize size, Contrast contrast) {
    Visit one;
    one.number = 1;
    one.declaration = "0123456789abcdef0123456789abcdef";
    one.today = {2026, 11, 21};
    one.preferences = {language, size, contrast};
    DocumentScan scan;
    scan.source = ScanSource::typed;
    scan.document = {"P",
                     "UTO",
                     "L898902C3",
                     "D",
                     Date{1974, 8, 12},
                     Sex::female,
                     Date{2032, 4, 15},
                     "",
                     "VANDENBERGHEYSEN",
                     "ANNA MARIA LISELOTTE"};
    one.person = Person{scan};
    one.trip = {"CA981", Date{2026, 11, 21}, "12A", "CDG"};
    one.answers.resize(site().packs.size());
    return one;
}

struct Named {
    std::string name;
    State state;
};

/// A value that answers `item`, as a passenger with much to declare would.
inline std::vector<Value> answer_to(const Item& item) {
    switch (item.type) {
        case ItemType::boolean:
            return {true};
        case ItemType::integer:
            return {std::int64_t{3}};
        case ItemType::decimal:
            return {12.5};
        case ItemType::quantity:
            return {Quantity{1200, item.units.empty() ? "" : item.units.front()}};
        case ItemType::date:
            return {Date{2026, 11, 10}};
        case ItemType::choice:
        case ItemType::open_choice: {
            std::vector<Value> chosen;
            for (const auto& option : item.options)
                if (!option.exclusive && (item.repeats || chosen.empty())) chosen.push_back(option.value);
            return chosen;
        }
        case ItemType::string:
        case ItemType::text:
            return {std::string("HANDBAG OF LEATHER")};
        case ItemType::group:
        case ItemType::display:
            return {};
    }
    return {};
}

/// Asks every question that a passenger with something of everything would be asked, each once empty and once refused.
inline void add_questions(std::vector<Named>& all, Visit visit) {
    for (int asked = 0; asked < 200; ++asked) {
        const auto open = first_open(site(), visit);
        if (!open) break;
        auto state = ask(site(), visit, *open, false);
        all.push_back({"question " + open->path, state});
        const auto* item = item_at(site(), *open);
        state.draft.wrong = true;
        state.draft.text = item->type == ItemType::date ? "31022026" : "";
        all.push_back({"question refused " + open->path, state});
        auto& answers = visit.answers[open->pack];
        if (item->type == ItemType::group && answers.occurrences[open->path] < 2)
            add_occurrence(answers, open->path);
        else
            answers.values[open->path] = answer_to(*item);
        answers = settle(site().packs[open->pack], answers, context_of(visit));
    }
    for (std::size_t page = 0; page < 6; ++page)
        all.push_back({"review " + std::to_string(page), Reviewing{visit, {}, page}});
}

inline void add_endings(std::vector<Named>& all, const Visit& visit) {
    BitMatrix matrix{61, std::vector<bool>(61 * 61, true)};
    all.push_back({"sending", Sending{visit, {}, true}});
    for (const auto field : {Field::surname, Field::nationality, Field::birth_date, Field::seat}) {
        Verdict verdict;
        verdict.mismatches = {
            {field, field == Field::birth_date ? "1974-08-12" : "D", field == Field::birth_date ? "1974-12-08" : "F"}};
        all.push_back({"mismatch", ShowingVerdict{visit, {}, verdict, {}}});
    }
    Verdict problems;
    problems.problems = {{site().packs[0].id, site().packs[0].items.front().link_id, "value", ""}};
    all.push_back({"problem", ShowingVerdict{visit, {}, problems, {}}});
    Verdict officer;
    officer.officer = true;
    all.push_back({"officer", ShowingVerdict{visit, {}, officer, {"HD1:X", matrix}}});
    for (const auto fault : {devices::PrinterFault::paper_out, devices::PrinterFault::offline})
        all.push_back({"receipt without paper",
                       ShowingReceipt{visit, {}, {"HD1:X", matrix}, true, true, false, PaperState::failed, fault}});
    all.push_back(
        {"receipt", ShowingReceipt{visit, {}, {"HD1:X", matrix}, false, false, true, PaperState::printed, {}}});
    all.push_back({"not accepted", NotAccepted{visit, {}}});
    all.push_back({"goodbye", SayingGoodbye{visit.preferences, false, false, true}});
    all.push_back({"left", SayingGoodbye{visit.preferences, false, false, false}});
}

inline std::vector<Named> every_screen(const Language& language, TextSize size, Contrast contrast = Contrast::normal) {
    const auto one = visit(language, size, contrast);
    std::vector<Named> all{{"attract", Attract{}},
                           {"language", ChoosingLanguage{one, {}}},
                           {"document", AwaitingDocument{one, {}, 0, {}, false}},
                           {"document refused", AwaitingDocument{one, {}, 2, devices::DocumentFault::incomplete, true}},
                           {"closed", OutOfService{devices::PrinterFault::jam,
                                                   "kiosk.json: devices.printer.uri: must begin with ipp://"}}};
    for (auto field = std::optional(first_typed_field); field;) {
        TypingDocument typing{one, {}, *field, {}, {"12", {}, "", true, {}}, true};
        all.push_back({"typing", typing});
        field = field_after(*field);
    }
    auto wrong = one;
    wrong.person->scan.failed_checks = {CheckDigit::number};
    wrong.person->scan.document.expiry_date = Date{2020, 1, 1};
    all.push_back({"confirm", ConfirmingDocument{wrong, {}}});
    all.push_back({"flight", GivingFlight{one, {}, FlightField::flight, {"CA9", {}, "", true, {}}}});
    all.push_back({"seat", GivingFlight{one, {}, FlightField::seat, {}}});
    add_questions(all, one);
    add_endings(all, one);
    for (const Overlay& overlay :
         {Overlay{LanguageMenu{}}, Overlay{HelpPanel{}}, Overlay{LeaveQuestion{}}, Overlay{IdleWarning{45}}})
        all.push_back({"dialog", AwaitingDocument{one, overlay, 0, {}, false}});
    return all;
}

}  // namespace landfall::tests
