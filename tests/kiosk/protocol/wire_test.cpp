#include "kiosk/protocol/wire.h"

#include <boost/test/unit_test.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>

#include "tests/kiosk/declaration/small_packs.h"

using namespace landfall;
using nlohmann::json;

namespace {

const std::vector<Pack>& packs() {
    static const std::vector<Pack> all{test::pack_of(test::travel_items)};
    return all;
}

Person anna() {
    Person person;
    auto& scan = person.scan;
    scan.source = ScanSource::swiped;
    scan.format = MrzFormat::td3;
    scan.mrz = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
    scan.document = {"P",         "UTO",      "L898902C3", "UTO", Date{1974, 8, 12}, Sex::female, Date{2012, 4, 15},
                     "ZE184226B", "ERIKSSON", "ANNA MARIA"};
    scan.failed_checks = {CheckDigit::optional, CheckDigit::composite};
    return person;
}

Declaration declared() {
    Declaration declaration;
    declaration.id = "00112233445566778899aabbccddeeff";
    declaration.revision = 3;
    declaration.kiosk = "kiosk-1";
    declaration.language = "zh-Hans";
    declaration.made = from_rfc3339("2026-11-21T08:30:00Z").value();
    declaration.people = {anna()};
    declaration.trip = {"CA981", Date{2026, 11, 21}, "12A", "JFK"};
    PackAnswers answers{packs()[0].id, packs()[0].version, packs()[0].sha256, {}};
    answers.answers.values["ill"] = {true};
    answers.answers.values["since"] = {Date{2026, 11, 20}};
    declaration.packs = {answers};
    declaration.confirmed = {"surname", "seat"};
    return declaration;
}

std::string written(const Declaration& declaration) { return write_declaration(declaration, packs()).value(); }

/// "" when it is read, otherwise "kind where".
std::string fault_in(std::string_view text) {
    const auto read = read_declaration(text, packs());
    return read ? "" : std::string(name_of(read.error().kind)) + " " + read.error().where;
}
std::string fault_after(const std::function<void(json&)>& change) {
    auto value = json::parse(written(declared()));
    change(value);
    return fault_in(value.dump());
}
std::string accepted_fault_in(std::string_view text) {
    const auto read = read_accepted(text);
    return read ? "" : std::string(name_of(read.error().kind)) + " " + read.error().where;
}

Accepted answer() {
    Accepted accepted;
    accepted.key = "00112233445566778899aabbccddeeff.3";
    accepted.receipt = "HD1:ABC";
    accepted.verdict.problems = {{"baggage", "goods:1/value", "invariant", "over-limit"}};
    accepted.verdict.mismatches = {{Field::given_names, "ANNA", "ANNA MARIA"}, {Field::birth_date, "1974-08-12", ""}};
    accepted.verdict.officer = true;
    accepted.verdict.on_manifest = true;
    return accepted;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_declaration_survives_its_text) {
    BOOST_TEST((read_declaration(written(declared()), packs()).value() == declared()));
}

BOOST_AUTO_TEST_CASE(a_declaration_of_nine_who_know_little_survives_its_text) {
    auto declaration = declared();
    Person typed;
    typed.scan.document.surname = "Ümlaut-Ñ 艾";
    typed.scan.document.birth_date = Date{1974, 0, 0};
    declaration.people.assign(most_people, typed);
    declaration.trip = {};
    declaration.packs.clear();
    declaration.confirmed.clear();
    BOOST_TEST((read_declaration(written(declaration), packs()).value() == declaration));
}

BOOST_AUTO_TEST_CASE(every_word_of_a_scan_survives) {
    auto declaration = declared();
    auto& scan = declaration.people[0].scan;
    for (const auto format :
         {MrzFormat::td1, MrzFormat::td2, MrzFormat::td3, MrzFormat::mrva, MrzFormat::mrvb, MrzFormat::frid})
        for (const auto sex : {Sex::female, Sex::male, Sex::other, Sex::unspecified})
            for (const auto source : {ScanSource::swiped, ScanSource::image, ScanSource::chip, ScanSource::typed}) {
                scan.format = format;
                scan.document.sex = sex;
                scan.source = source;
                BOOST_TEST((read_declaration(written(declaration), packs()).value() == declaration));
            }
}

BOOST_AUTO_TEST_CASE(the_same_declaration_has_one_text_with_sorted_keys) {
    const auto text = written(declared());
    BOOST_TEST(text == written(declared()));
    BOOST_TEST(json::parse(text).dump() == text);
    BOOST_TEST(text.substr(0, 14) == R"({"confirmed":[)");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_do_not_stop_the_kiosk) {
    auto declaration = declared();
    declaration.trip.seat =
        "1\xff"
        "2";
    BOOST_TEST(read_declaration(written(declaration), packs())->trip.seat ==
               "1\xEF\xBF\xBD"
               "2");
}

BOOST_AUTO_TEST_CASE(a_pack_that_is_not_there_is_neither_written_nor_read) {
    BOOST_TEST((write_declaration(declared(), {}).error().kind == WireFaultKind::unknown_pack));
    BOOST_TEST((read_declaration(written(declared()), {}).error().kind == WireFaultKind::unknown_pack));
    for (const char* part : {"name", "version", "sha256"})
        BOOST_TEST(fault_after([&](json& value) { value["packs"][0][part] = "other"; }) == "unknown_pack /packs", part);
}

BOOST_AUTO_TEST_CASE(answers_that_do_not_fit_their_pack_are_refused) {
    const auto at = "wrong_answers /packs/response";
    BOOST_TEST(fault_after([](json& value) { value["packs"][0]["response"] = nullptr; }) == at);
    BOOST_TEST(fault_after([](json& value) { value["packs"][0]["response"]["item"][0]["linkId"] = "x"; }) == at);
}

BOOST_AUTO_TEST_CASE(a_key_that_stands_twice_is_refused_at_every_depth) {
    BOOST_TEST(fault_in(R"({"wire":1,"wire":1})") == "repeated_key ");
    auto text = written(declared());
    text.replace(text.find("\"seat\":\"12A\""), 12, "\"seat\":\"12A\",\"seat\":\"12B\"");
    BOOST_TEST(fault_in(text) == "repeated_key ");
    text = written(declared());
    text.replace(text.find("\"linkId\":"), 9, "\"linkId\":\"x\",\"linkId\":");
    BOOST_TEST(fault_in(text) == "repeated_key ");
}

BOOST_AUTO_TEST_CASE(unknown_and_missing_keys_are_named) {
    BOOST_TEST(fault_after([](json& value) { value["more"] = 1; }) == "unknown_key ");
    BOOST_TEST(fault_after([](json& value) { value["trip"]["more"] = 1; }) == "unknown_key /trip");
    BOOST_TEST(fault_after([](json& value) { value["people"][0]["document"]["more"] = 1; }) ==
               "unknown_key /people/document");
    BOOST_TEST(fault_after([](json& value) { value.erase("language"); }) == "missing_key /language");
    BOOST_TEST(fault_after([](json& value) { value["people"][0].erase("mrz"); }) == "missing_key /people/mrz");
}

BOOST_AUTO_TEST_CASE(a_value_of_another_type_is_refused_wherever_it_stands) {
    const auto whole = json::parse(written(declared())).flatten();
    for (const auto& [where, leaf] : whole.items()) {
        const json::json_pointer at(where);
        for (const auto& other : {json(1.5), json(true), json::array({json::object()}), json::object()}) {
            if (other.type() == leaf.type()) continue;
            auto value = json::parse(written(declared()));
            value[at] = other;
            BOOST_TEST(!fault_in(value.dump()).empty(), where << " took " << other.dump());
        }
    }
}

BOOST_AUTO_TEST_CASE(values_are_checked) {
    const auto refuses = [](const char* where, const std::vector<json>& values) {
        for (const auto& wrong : values) {
            const auto fault = fault_after([&](json& value) { value[json::json_pointer(where)] = wrong; });
            BOOST_TEST(fault.substr(0, 12) == "wrong_value ", where << " " << wrong.dump() << ": " << fault);
        }
    };
    refuses("/wire", {2, 0, "1"});
    refuses("/id", {"", "0011", "00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeefg"});
    refuses("/revision", {0u, 4294967296u});
    refuses("/kiosk", {"", "kiosk 1", "kiosk/1", std::string(65, 'k')});
    refuses("/language", {"", "zh Hans", "<"});
    refuses("/made", {"", "2026-11-21", "2026-02-30T00:00:00Z", "2026-11-21T25:00:00Z", "2026-11-21T08:30:00+08:00"});
    refuses("/trip/date", {"", "2026-11", "2026-02-30", "21.11.2026"});
    refuses("/trip/seat", {"1\n2", "1\x7f", std::string(65, 'A')});
    refuses("/confirmed/0", {"name", ""});
    refuses("/people", {json::array()});
    refuses("/people/0/source", {"read"});
    refuses("/people/0/format", {"TD3", ""});
    refuses("/people/0/document/sex", {"F", ""});
    refuses("/people/0/document/birth_date", {"74-08-12", "1974-13-01", "0000"});
    refuses("/people/0/document/surname", {std::string(257, 'A'), "\t"});
    refuses("/people/0/failed_checks", {json::array({"number", "sex"})});
    BOOST_TEST(fault_after([](json& value) {
                   value["people"] = json::array();
                   for (std::size_t person = 0; person <= most_people; ++person)
                       value["people"].push_back(json::parse(written(declared()))["people"][0]);
               }) == "wrong_value /people");
}

BOOST_AUTO_TEST_CASE(nul_is_refused_even_in_answers) {
    BOOST_TEST(fault_after([](json& value) { value["trip"]["seat"] = std::string("1\0", 2); }) == "wrong_value ");
    BOOST_TEST(fault_after([](json& value) { value["packs"][0]["response"]["status"] = std::string("\0", 1); }) ==
               "wrong_value ");
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_refused) {
    for (const std::string_view text :
         {"", " ", "{", "}", "{}}", "[", "nul", "{\"a\":}", "{'a':1}", "{\"a\":1,}", "\xEF\xBB\xBF{}", "{\"a\":1e999}",
          "{\"a\":\"\xff\"}", "{\"a\":\"\xc0\xaf\"}", "{\"a\":\"\xed\xa0\x80\"}", "{\"a\":\"\\ud800\"}", "{}\x01"})
        BOOST_TEST(fault_in(text) == "not_json ", text);
    for (const std::string_view text : {"[]", "null", "1", "\"text\""})
        BOOST_TEST(fault_in(text) == "wrong_type ", text);
}

BOOST_AUTO_TEST_CASE(depth_and_size_are_bounded) {
    const auto nested = [](int depth) {
        return "{\"a\":" + std::string(static_cast<std::size_t>(depth - 1), '[') +
               std::string(static_cast<std::size_t>(depth - 1), ']') + "}";
    };
    BOOST_TEST(fault_in(nested(deepest_wire)).substr(0, 11) == "missing_key");
    BOOST_TEST(fault_in(nested(deepest_wire + 1)) == "too_deep ");
    BOOST_TEST(fault_in(nested(100'000)) == "too_deep ");
    BOOST_TEST(fault_in(std::string(100'000, '[')) == "too_deep ");
    BOOST_TEST(fault_in(std::string(most_wire_bytes + 1, ' ')) == "too_large ");

    auto declaration = declared();
    declaration.people.assign(most_people, anna());
    for (auto& person : declaration.people) person.scan.document.given_names = std::string(100'000, 'A');
    BOOST_TEST((write_declaration(declaration, packs()).error().kind == WireFaultKind::too_large));
}

BOOST_AUTO_TEST_CASE(a_text_cut_or_changed_anywhere_is_read_whole_or_refused) {
    const auto text = written(declared());
    for (std::size_t length = 0; length < text.size(); ++length)
        BOOST_TEST(!fault_in(std::string_view(text).substr(0, length)).empty());
    const auto seed = std::random_device{}();
    std::mt19937 dice(seed);
    for (int change = 0; change < 3000; ++change) {
        auto changed = text;
        changed[dice() % changed.size()] = static_cast<char>(dice());
        const auto read = read_declaration(changed, packs());
        if (read) BOOST_TEST((read_declaration(written(*read), packs()).value() == *read), "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(an_answer_survives_its_text) {
    BOOST_TEST((read_accepted(write_accepted(answer())).value() == answer()));
    Accepted least;
    least.key = "00112233445566778899aabbccddeeff.1";
    BOOST_TEST((read_accepted(write_accepted(least)).value() == least));
}

BOOST_AUTO_TEST_CASE(an_answer_of_a_newer_backend_is_read) {
    auto value = json::parse(write_accepted(answer()));
    value["advice"] = json::object();
    value["verdict"]["lane"] = 4;
    BOOST_TEST((read_accepted(value.dump()).value() == answer()));
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_not_whole_is_refused) {
    const auto after = [](const char* where, const json& wrong) {
        auto value = json::parse(write_accepted(answer()));
        value[json::json_pointer(where)] = wrong;
        return accepted_fault_in(value.dump());
    };
    BOOST_TEST(accepted_fault_in("{}") == "missing_key /key");
    for (const char* key : {"", "3", "00112233445566778899aabbccddeeff", "00112233445566778899aabbccddeeff.",
                            "00112233445566778899aabbccddeeff.0", "00112233445566778899aabbccddeeff.3x"})
        BOOST_TEST(after("/key", key) == "wrong_value /key", key);
    BOOST_TEST(after("/receipt", nullptr) == "wrong_type /receipt");
    BOOST_TEST(after("/verdict/officer", 1) == "wrong_type /verdict/officer");
    BOOST_TEST(after("/verdict/mismatches/0/field", "name") == "wrong_value /verdict/mismatches/field");
    BOOST_TEST(after("/verdict/mismatches/0/more", "name") == "unknown_key /verdict/mismatches");
    BOOST_TEST(after("/verdict/problems", 1) == "wrong_type /verdict/problems");
}

BOOST_AUTO_TEST_CASE(every_field_has_one_name) {
    for (const auto field : {Field::surname, Field::given_names, Field::document_number, Field::nationality,
                             Field::birth_date, Field::flight, Field::seat})
        BOOST_TEST((field_named(name_of(field)) == field));
    BOOST_TEST(!field_named("Surname").has_value());
}
