#include "kiosk/paper/receipt_paper.h"

namespace landfall::paper {
namespace {

using i18n::Key;

constexpr double small = 8, normal = 10, large = 14;
constexpr double code_side = 62;     ///< QR version 11 has 61 modules: 0.9 mm each, read by any phone
constexpr std::size_t short_id = 8;  ///< enough to tell papers of one hour apart by eye

Key way_on(const Receipt& receipt) {
    if (receipt.officer) return Key::way_officer;
    return receipt.red_channel ? Key::way_red : Key::way_green;
}

/// One line of what is declared: "Flight: CA981, 12A".
std::string fact(const i18n::Texts& texts, Key name, const std::string& value, const Language& language) {
    return texts.text(Key::paper_fact, language, {{"name", texts.text(name, language)}, {"value", value}});
}

void add_facts(i18n::Page& page, const Receipt& receipt, const i18n::Texts& texts, const Language& language,
               double size) {
    const auto& declaration = receipt.declaration;
    const auto add = [&](Key name, const std::string& value) {
        page.blocks.push_back(
            i18n::PageText{fact(texts, name, value, language), language, size, false, i18n::Align::start});
    };
    for (const auto& person : declaration.people) {
        const auto& document = person.scan.document;
        add(Key::field_surname, document.surname);
        if (!document.given_names.empty()) add(Key::field_given_names, document.given_names);
        add(Key::field_document_number, document.number);
    }
    if (!declaration.trip.flight.empty())
        add(Key::field_flight,
            declaration.trip.flight + (declaration.trip.seat.empty() ? "" : " " + declaration.trip.seat));
    add(Key::paper_made, to_rfc3339(declaration.made).replace(10, 1, " ").substr(0, 16) + " UTC");
    add(Key::paper_number, declaration.id.substr(0, short_id) + "." + std::to_string(declaration.revision));
    add(Key::paper_kiosk, declaration.kiosk);
}

}  // namespace

i18n::Page compose(const Receipt& receipt, const i18n::Texts& texts) {
    const auto& language = receipt.declaration.language;
    const auto& theirs = receipt.officer_language;
    i18n::Page page;
    page.title = "Landfall";
    const auto add = [&](std::string text, const Language& in, double size, bool bold, i18n::Align align) {
        page.blocks.push_back(i18n::PageText{std::move(text), in, size, bold, align});
    };
    add(texts.text(Key::paper_title, language), language, large, true, i18n::Align::centre);
    if (theirs != language) add(texts.text(Key::paper_title, theirs), theirs, normal, true, i18n::Align::centre);
    page.blocks.push_back(i18n::PageRule{});
    add(texts.text(way_on(receipt), language), language, large, true, i18n::Align::start);
    if (theirs != language) add(texts.text(way_on(receipt), theirs), theirs, normal, true, i18n::Align::start);
    if (receipt.provisional) {
        page.blocks.push_back(i18n::PageGap{2});
        add(texts.text(Key::paper_provisional, language), language, normal, true, i18n::Align::start);
        if (theirs != language)
            add(texts.text(Key::paper_provisional, theirs), theirs, small, true, i18n::Align::start);
    }
    page.blocks.push_back(i18n::PageGap{2});
    page.blocks.push_back(i18n::PageCode{receipt.code, code_side});
    page.blocks.push_back(i18n::PageGap{2});
    add_facts(page, receipt, texts, language, normal);
    if (theirs != language) {
        page.blocks.push_back(i18n::PageRule{});
        add_facts(page, receipt, texts, theirs, small);
    }
    page.blocks.push_back(i18n::PageRule{});
    add(texts.text(Key::paper_keep, language), language, small, false, i18n::Align::start);
    return page;
}

}  // namespace landfall::paper
