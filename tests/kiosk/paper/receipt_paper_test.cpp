// The receipt on paper, as programs of others read it.

#include "kiosk/paper/receipt_paper.h"

#include <boost/test/unit_test.hpp>
#include <sstream>

#include "devices/code/qr_encoder.h"
#include "kiosk/document/mrz.h"
#include "kiosk/receipt/receipt.h"
#include "tests/kiosk/paper/paper_tools.h"

using namespace landfall;
using i18n::Key;

namespace {

const i18n::Texts& texts() {
    static const auto loaded =
        i18n::Texts::load(std::filesystem::path(std::getenv("LANDFALL_BIN")).parent_path() / "share/landfall/text");
    BOOST_REQUIRE(bool(loaded));
    return *loaded;
}

Declaration declared_in(const Language& language) {
    Declaration declaration;
    declaration.id = "3b241101e2bb42558caf4136c566a962";
    declaration.kiosk = "pvg-t2-k07";
    declaration.language = language;
    declaration.made = from_rfc3339("2026-11-21T08:31:05Z").value();
    const auto scan =
        parse_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO7408122F1204159ZE184226B<<<<<10",
                  Date{2026, 11, 21});
    BOOST_REQUIRE(bool(scan));
    declaration.people.push_back({*scan});
    declaration.trip = {"CA981", Date{2026, 11, 21}, "12A", "CDG"};
    return declaration;
}

// As the backend would sign it: three hundred characters that nobody can foresee.
std::string signed_text(const Declaration& declaration) {
    Receipt receipt;
    receipt.port = "CNPVG";
    receipt.issued = declaration.made;
    receipt.expires = declaration.made + std::chrono::hours(24);
    receipt.declaration = declaration.id;
    receipt.outcome = ReceiptOutcome::clear;
    receipt.kiosk = declaration.kiosk;
    const auto& document = declaration.people.front().scan.document;
    receipt.people.push_back({document.issuer, document.number, document.surname, document.given_names});
    receipt.flight = declaration.trip.flight;
    receipt.flight_date = declaration.trip.date;
    receipt.packs = {{1, 2, 3, 4, 5, 6, 7, 8}, {8, 7, 6, 5, 4, 3, 2, 1}};
    const auto key = SigningKey::generate();
    BOOST_REQUIRE(bool(key));
    const auto text = sign_receipt(receipt, *key);
    BOOST_REQUIRE(bool(text));
    return *text;
}

struct Ways {
    bool provisional = false;
    bool officer = false;
    bool red_channel = false;
};

std::string pdf_of(const Declaration& declaration, const std::string& code, const Language& officer,
                   const Ways& ways = {}) {
    const auto matrix = devices::encode_qr(code);
    BOOST_REQUIRE(bool(matrix));
    const auto pdf = i18n::render_pdf(
        paper::compose({declaration, *matrix, officer, ways.provisional, ways.officer, ways.red_channel}, texts()));
    BOOST_REQUIRE_MESSAGE(bool(pdf), (pdf ? "" : pdf.error()));
    return *pdf;
}

// Line ends are where the paper ends, and marks of direction stand where a reader puts them: neither is text.
std::string flat(const std::string& text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto rest = std::string_view(text).substr(at, 3);
        const bool mark = rest >= "\u200B" && rest <= "\u200F";
        const bool embedding = rest >= "\u202A" && rest <= "\u202E";
        const bool isolate = rest >= "\u2066" && rest <= "\u2069";
        if (rest.size() == 3 && (mark || embedding || isolate))
            at += 2;
        else if (text[at] != ' ' && text[at] != '\n' && text[at] != '\f')
            result += text[at];
    }
    return result;
}

// All of it; of Arabic each word, since pdftotext mixes words up around punctuation, and the letters of lam-alef
// always.
bool says(const std::string& paper, const std::string& text) {
    if (!text.starts_with("\xD8") && !text.starts_with("\xD9"))
        return flat(paper).find(flat(text)) != std::string::npos;
    std::istringstream words(text);
    bool all = true;
    for (std::string word; words >> word;) {
        while (word.ends_with('.') || word.ends_with(':')) word.pop_back();
        const bool lam_alef =
            word.find("\u0644\u0627") != std::string::npos || word.find("\u0644\u0623") != std::string::npos;
        all = all && (lam_alef || paper.find(word) != std::string::npos);
    }
    return all;
}

// pdftotext takes a Chinese full stop for one of the Arabic around it.
std::string without_stop(std::string text) {
    if (text.ends_with("\u3002")) text.resize(text.size() - 3);
    return text;
}

const std::vector<Language> languages{"en", "fr", "ar", "zh-Hans"};

}  // namespace

BOOST_AUTO_TEST_CASE(the_code_on_the_paper_reads_as_the_receipt_in_every_language) {
    for (const auto& language : languages) {
        const auto declaration = declared_in(language);
        const auto code = signed_text(declaration);
        for (const Language officer : {"zh-Hans", "en"}) {
            const paper::Sheet sheet("receipt-" + language + "-" + officer, pdf_of(declaration, code, officer));
            BOOST_TEST(sheet.code() == code, language << " " << officer);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_paper_speaks_to_the_passenger_and_to_the_officer) {
    for (const auto& language : languages)
        for (const Language officer : {"zh-Hans", "en"}) {
            const auto declaration = declared_in(language);
            const paper::Sheet sheet("-", pdf_of(declaration, "HD1:TEST", officer));
            const auto said = sheet.text();
            for (const auto& reader : {language, officer}) {
                BOOST_TEST(says(said, texts().text(Key::paper_title, reader)), language << " " << reader << "\n"
                                                                                        << said);
                BOOST_TEST(says(said, without_stop(texts().text(Key::way_green, reader))), language << " " << reader
                                                                                                    << "\n"
                                                                                                    << said);
            }
            for (const char* fact : {"ERIKSSON", "ANNA MARIA", "L898902C3", "CA981", "12A", "2026-11-21 08:31 UTC",
                                     "3b241101", "pvg-t2-k07"})
                BOOST_TEST(says(said, fact), language << " " << fact << "\n" << said);
        }
}

BOOST_AUTO_TEST_CASE(what_is_read_first_stands_first) {
    for (const auto& language : languages) {
        if (language == "en") continue;  // the officer's
        const auto said = flat(paper::Sheet("-", pdf_of(declared_in(language), "HD1:TEST", "en")).text());
        const auto title = said.find(flat(texts().text(Key::paper_title, language)));
        const auto officers_title = said.find(flat(texts().text(Key::paper_title, "en")));
        const auto officers_way = said.find(flat(texts().text(Key::way_green, "en")));
        const auto name = said.find("ERIKSSON");
        BOOST_TEST((title < officers_title && officers_title < officers_way && officers_way < name), language << "\n"
                                                                                                              << said);
    }
}

BOOST_AUTO_TEST_CASE(each_way_on_and_what_is_provisional_is_told) {
    const auto declaration = declared_in("fr");
    const auto said = [&](const Ways& ways) {
        return paper::Sheet("-", pdf_of(declaration, "HD1:TEST", "en", ways)).text();
    };
    BOOST_TEST(says(said({false, true, true}), texts().text(Key::way_officer, "fr")));
    BOOST_TEST(says(said({false, false, true}), texts().text(Key::way_red, "fr")));
    BOOST_TEST(!says(said({}), texts().text(Key::paper_provisional, "fr")));
    BOOST_TEST(says(said({true, false, false}), texts().text(Key::paper_provisional, "fr")));
    BOOST_TEST(says(said({true, false, false}), texts().text(Key::paper_provisional, "en")));
}

BOOST_AUTO_TEST_CASE(an_officer_of_the_passengers_language_reads_it_once) {
    const auto said = flat(paper::Sheet("-", pdf_of(declared_in("en"), "HD1:TEST", "en")).text());
    const auto first = said.find("ERIKSSON");
    BOOST_TEST(first != std::string::npos);
    BOOST_TEST(said.find("ERIKSSON", first + 1) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_paper_is_80_mm_wide_and_names_nobody_in_its_metadata) {
    const auto info = paper::Sheet("-", pdf_of(declared_in("en"), "HD1:TEST", "zh-Hans")).info();
    double width = 0;
    double height = 0;
    const auto at = info.find("Page size:");
    BOOST_REQUIRE(at != std::string::npos);
    BOOST_REQUIRE(std::sscanf(info.c_str() + at, "Page size: %lf x %lf", &width, &height) == 2);
    BOOST_TEST(std::abs(width / 72 * 25.4 - 80) < 0.1);
    BOOST_TEST((height / 72 * 25.4 > 100 && height / 72 * 25.4 < 300));
    BOOST_TEST(info.find("ERIKSSON") == std::string::npos);
    BOOST_TEST(info.find("Pages:           1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_font_travels_with_the_paper) {
    for (const auto& language : languages) {
        const auto fonts = paper::Sheet("-", pdf_of(declared_in(language), "HD1:TEST", "zh-Hans")).fonts();
        BOOST_TEST(fonts.find("Noto") != std::string::npos);
        BOOST_TEST(fonts.find(" no  ") == std::string::npos, fonts);  // the column "emb"
    }
}

BOOST_AUTO_TEST_CASE(the_same_declaration_gives_the_same_bytes) {
    for (const auto& language : languages) {
        const auto declaration = declared_in(language);
        const auto first = pdf_of(declaration, "HD1:TEST", "zh-Hans");
        BOOST_TEST((first == pdf_of(declaration, "HD1:TEST", "zh-Hans")), language);
    }
}

BOOST_AUTO_TEST_CASE(a_letter_without_a_font_is_an_error_not_a_box) {
    i18n::Page page;
    page.blocks.push_back(i18n::PageText{"\U0010FFF0", "en", 10, false, i18n::Align::start});
    BOOST_TEST(!i18n::render_pdf(page));
}

BOOST_AUTO_TEST_CASE(long_names_break_lines_and_stay_on_the_paper) {
    auto declaration = declared_in("ar");
    declaration.people.front().scan.document.surname = std::string(39, 'W');
    const auto said = paper::Sheet("-", pdf_of(declaration, "HD1:TEST", "en")).text();
    BOOST_TEST(says(said, std::string(39, 'W')), said);
}
