// What a pack may be made of, and that everything else is refused by name.

#include "kiosk/declaration/pack.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "kiosk/declaration/sha256.h"
#include "tests/kiosk/declaration/shipped_packs.h"
#include "tests/kiosk/declaration/small_packs.h"

using namespace landfall;

namespace {

/// "item:code" of every problem, in order.
std::vector<std::string> problems_of(const std::string& questionnaire) {
    const auto pack = read_pack(questionnaire);
    std::vector<std::string> all;
    if (pack) return all;
    for (const auto& problem : pack.error()) {
        BOOST_TEST(!problem.message.empty());
        all.push_back(problem.item + ":" + problem.code);
    }
    return all;
}
std::vector<std::string> problems_in(const std::string& items) { return problems_of(test::questionnaire_of(items)); }

void refused(const std::string& items, const std::string& problem) {
    const auto problems = problems_in(items);
    BOOST_TEST((std::find(problems.begin(), problems.end(), problem) != problems.end()),
               items + " gives " + (problems.empty() ? "no problem" : problems.front()) + ", not " + problem);
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

const std::string ask = R"({"linkId":"q","type":"boolean","text":"Yes?"})";

}  // namespace

BOOST_AUTO_TEST_CASE(a_pack_keeps_what_was_written) {
    const Pack pack = test::pack_of(test::travel_items);
    BOOST_TEST(pack.id == "test-pack");
    BOOST_TEST(pack.version == "1");
    BOOST_TEST(pack.items.size() == 4u);
    BOOST_TEST((find_item(pack, "kind")->type == ItemType::choice));
    BOOST_TEST(find_item(pack, "weight")->units == std::vector<std::string>({"kg"}), boost::test_tools::per_element());
    BOOST_TEST(find_item(pack, "nothing") == nullptr);
    BOOST_TEST(pack.languages == std::vector<Language>({"en"}), boost::test_tools::per_element());
    BOOST_TEST(pack.sha256 == sha256_hex(test::questionnaire_of(test::travel_items)));
}

BOOST_AUTO_TEST_CASE(what_the_profile_leaves_out_is_refused_with_the_items_name) {
    refused(R"({"linkId":"q","type":"time","text":"When?"})", "q:unknown-type");
    refused(R"({"linkId":"q","type":"attachment","text":"Picture?"})", "q:unknown-type");
    refused(R"({"linkId":"q","text":"?"})", "q:unknown-type");
    refused(
        ask +
            R"(,{"linkId":"r","type":"boolean","text":"?","enableWhen":[{"question":"q","operator":"~","answerBoolean":true}]})",
        "r:unknown-operator");
    refused(R"({"linkId":"q","type":"boolean","text":"?","modifierExtension":[{"url":"urn:x"}]})", "q:modifier");
    refused(R"({"linkId":"q","type":"boolean","text":"?","extension":[{"url":"urn:x","valueString":"y"}]})",
            "q:unknown-extension");
    refused(R"({"linkId":"q","type":"boolean","text":"?","answerConstraint":"optionsOnly"})", "q:unknown-element");
    refused(R"({"linkId":"q","type":"choice","text":"?","answerValueSet":"http://hl7.org/fhir/ValueSet/languages"})",
            "q:value-set");
    refused(
        R"({"linkId":"q","type":"group","text":"?","item":[],"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"gtable"}]}}]})",
        "q:unknown-control");
    for (const char* name : {"calculatedExpression", "enableWhenExpression"})
        refused(
            std::string(
                R"({"linkId":"q","type":"boolean","text":"?","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-)") +
                name + R"(","valueExpression":{"language":"text/fhirpath","expression":"true"}}]})",
            "q:unknown-expression-language");
    refused(
        R"({"linkId":"q","type":"boolean","text":"?","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression","valueExpression":{"language":"text/x-jsonlogic","expression":"{\"sqrt\":4}"}}]})",
        "q:expression");
}

BOOST_AUTO_TEST_CASE(references_must_lead_somewhere_and_not_in_circles) {
    refused(
        R"({"linkId":"r","type":"boolean","text":"?","enableWhen":[{"question":"q","operator":"exists","answerBoolean":true}]})",
        "r:unknown-question");
    refused(ask + "," + ask, "q:duplicate-link-id");
    const auto needs = [](const std::string& who, const std::string& whom) {
        return R"({"linkId":")" + who + R"(","type":"boolean","text":"?","enableWhen":[{"question":")" + whom +
               R"(","operator":"=","answerBoolean":true}]})";
    };
    refused(needs("a", "a"), "a:circle");
    refused(needs("a", "b") + "," + needs("b", "c") + "," + needs("c", "a"), "b:circle");
    BOOST_TEST(problems_in(needs("a", "q") + "," + ask).empty());  // looking forward is allowed
    refused(
        R"({"linkId":"g","type":"group","text":"?","enableWhen":[{"question":"q","operator":"=","answerBoolean":true}],"item":[)" +
            ask + "]}",
        "g:circle");
    refused(
        R"({"linkId":"q","type":"boolean","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{"language":"text/x-jsonlogic","expression":"{\"var\":\"answers.nowhere\"}"}}]})",
        "q:unknown-question");
}

BOOST_AUTO_TEST_CASE(values_must_fit_their_item) {
    refused(R"({"linkId":"q","type":"integer","text":"?","initial":[{"valueInteger":1.5}]})", "q:value");
    refused(R"({"linkId":"q","type":"date","text":"?","initial":[{"valueDate":"2026-02-30"}]})", "q:value");
    refused(R"({"linkId":"q","type":"boolean","text":"?","maxLength":5})", "q:structure");
    refused(R"({"linkId":"q","type":"string","text":"?","maxLength":0})", "q:value");
    refused(R"({"linkId":"q","type":"choice","text":"?"})", "q:structure");
    refused(R"({"linkId":"q","type":"boolean","text":"?","required":"yes"})", "q:structure");
    refused(R"({"linkId":"a/b","type":"boolean","text":"?"})", "a/b:link-id");
    refused(R"({"type":"boolean","text":"?"})", ":link-id");
    refused(R"({"linkId":"d","type":"display","text":"?","required":true})", "d:structure");
    refused(R"({"linkId":"g","type":"group","text":"?"})", "g:structure");
    refused(
        ask +
            R"(,{"linkId":"r","type":"boolean","text":"?","enableWhen":[{"question":"q","operator":">","answerBoolean":true}]})",
        "r:value");
    refused(
        ask +
            R"(,{"linkId":"r","type":"boolean","text":"?","enableWhen":[{"question":"q","operator":"=","answerInteger":1}]})",
        "r:value");
    refused(
        ask +
            R"(,{"linkId":"r","type":"boolean","text":"?","enableWhen":[{"question":"q","operator":"=","answerBoolean":true},{"question":"q","operator":"=","answerBoolean":false}]})",
        "r:structure");
    refused(R"({"linkId":"q","type":"choice","text":"?","answerOption":[{"valueString":"a"},{"valueString":"a"}]})",
            "q:value");
}

BOOST_AUTO_TEST_CASE(every_problem_is_reported_not_only_the_first) {
    const auto problems =
        problems_in(R"({"linkId":"a","type":"time","text":"?"},{"linkId":"b","type":"choice","text":"?"},)"
                    R"({"linkId":"b","type":"boolean","text":"?","maxLength":2})");
    for (const char* each : {"a:unknown-type", "b:structure", "b:duplicate-link-id"})
        BOOST_TEST((std::find(problems.begin(), problems.end(), each) != problems.end()), each);
}

BOOST_AUTO_TEST_CASE(the_head_must_name_the_pack) {
    const auto whole = test::questionnaire_of(ask);
    BOOST_TEST(problems_of(whole).empty());
    BOOST_TEST(!problems_of(replaced(whole, "\"Questionnaire\"", "\"Patient\"")).empty());
    BOOST_TEST(!problems_of(replaced(whole, "\"active\"", "\"retired\"")).empty());
    BOOST_TEST(!problems_of(replaced(whole, "\"version\":\"1\",", "")).empty());
    BOOST_TEST(!problems_of(replaced(whole, "\"name\":\"test-pack\"", "\"name\":\"../etc\"")).empty());
    BOOST_TEST(!problems_of(replaced(whole, "\"status\"", "\"implicitRules\":\"urn:x\",\"status\"")).empty());
}

BOOST_AUTO_TEST_CASE(contained_value_sets_give_the_options) {
    const auto whole = replaced(
        test::questionnaire_of(R"({"linkId":"q","type":"choice","text":"?","answerValueSet":"#yn"})"), "\"status\"",
        R"("contained":[{"resourceType":"ValueSet","id":"yn","status":"active","compose":{"include":[{"system":"urn:s","concept":[
           {"code":"y","display":"Yes","designation":[{"language":"fr","value":"Oui"}]},{"code":"n","display":"No"}]}]}}],"status")");
    const auto pack = read_pack(whole);
    BOOST_REQUIRE(bool(pack));
    BOOST_REQUIRE(pack->items[0].options.size() == 2u);
    BOOST_TEST((pack->items[0].options[0].value == Value(Coding{"urn:s", "y", ""})));
    BOOST_TEST(pack->items[0].options[0].text.in("fr") == "Oui");
}

BOOST_AUTO_TEST_CASE(truncated_packs_are_refused_at_every_byte) {
    const auto whole = test::questionnaire_of(test::travel_items);
    for (std::size_t length = 0; length < whole.size(); ++length)
        BOOST_REQUIRE(!read_pack(std::string_view(whole).substr(0, length)));
}

BOOST_AUTO_TEST_CASE(hostile_bytes_are_refused) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += R"({"item":[)";
    BOOST_TEST(problems_of(deep) == std::vector<std::string>({":not-json"}), boost::test_tools::per_element());
    BOOST_TEST(problems_of(std::string((4u << 20) + 1, ' ')).size() == 1u);
    BOOST_TEST(problems_of("\xef\xbb\xbf\xff\xfe{}").size() == 1u);
    BOOST_TEST(problems_of(R"({"resourceType":"Questionnaire","resourceType":"Questionnaire"})").size() == 1u);
    BOOST_TEST(problems_of("[]").size() == 1u);
    BOOST_TEST(problems_of(test::questionnaire_of("1,null,\"x\",[]")).size() >= 4u);
    std::string wide;
    for (int i = 0; i < 500'000; ++i) wide += "0,";
    BOOST_TEST(problems_of("[" + wide + "0]").size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_hash_is_sha_256) {
    BOOST_TEST(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    BOOST_TEST(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
               "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    BOOST_TEST(sha256_hex(std::string(1'000'000, 'a')) ==
               "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

BOOST_AUTO_TEST_CASE(a_translation_that_is_not_right_stops_the_build) {
    const auto source = test::source_of("baggage");
    const auto with = [&](const std::string& what, const std::string& by) {
        auto changed = source;
        changed.translations["fr"] = replaced(source.translations.at("fr"), what, by);
        const auto built = build_pack(changed);
        return built ? std::string("built") : built.error().front().message;
    };
    BOOST_TEST(with("msgstr \"Bagages\"", "msgstr \"Bagages!\"") == "built");
    BOOST_TEST(with("msgstr \"Bagages\"", "msgstr \"\"") == "fr.po: '#title' is not translated.");
    BOOST_TEST(with("msgctxt \"#title\"", "#, fuzzy\nmsgctxt \"#title\"") == "fr.po: '#title' is marked fuzzy.");
    BOOST_TEST(with("msgid \"Baggage\"", "msgid \"Luggage\"") ==
               "fr.po: '#title' was translated from another English text.");
    BOOST_TEST(with("msgctxt \"#title\"", "msgctxt \"#titel\"") == "fr.po: '#title' is not translated.");
    BOOST_TEST(with("msgstr \"Bagages\"", "msgstr \"Bagages").find("is not understood") != std::string::npos);
    BOOST_TEST(with("msgctxt \"declare\"", "msgctxt \"#title\"").find("stands twice") != std::string::npos);
}
