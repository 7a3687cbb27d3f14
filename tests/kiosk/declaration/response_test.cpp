// Answers on the wire: what is written reads back, what is wrong is refused with its reason.

#include "kiosk/declaration/response.h"

#include <boost/test/unit_test.hpp>

#include "tests/kiosk/declaration/small_packs.h"

using namespace landfall;

namespace {

const Pack& pack() {
    static const Pack travel = test::pack_of(test::travel_items);
    return travel;
}

std::string response(const std::string& items, const std::string& more = "") {
    return R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:test:pack|1","status":"completed",)" + more +
           R"("item":[)" + items + "]}";
}

std::string list_mark(const std::string& name, const std::string& path) {
    return R"("extension":[{"url":"https://landfall.example/fhir/StructureDefinition/)" + name +
           R"(","valueString":")" + path + "\"}],";
}

void refused(const std::string& text, const std::string& why) {
    const auto answers = read_response(pack(), text);
    BOOST_TEST_CONTEXT(text.substr(0, 200)) {
        BOOST_REQUIRE(!answers);
        BOOST_TEST((answers.error().find(why) != std::string::npos), answers.error());
    }
}

void survives(const Answers& answers) {
    const auto text = write_response(pack(), answers);
    const auto back = read_response(pack(), text);
    BOOST_REQUIRE_MESSAGE(bool(back), (back ? "" : back.error()));
    BOOST_TEST((*back == answers), text);
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_kind_of_value_survives) {
    Answers answers;
    answers.values["ill"] = {true};
    answers.values["since"] = {Date{2026, 2, 0}};
    answers.occurrences["bags"] = 1;
    answers.values["bags:0/kind"] = {Coding{"urn:test", "other", "Other"}};
    answers.values["bags:0/what"] = {std::string("tab\t\"quote\" \\ 日本 \xf0\x9f\x98\x80")};
    for (const double amount : {0.1, 1.0 / 3, 1e21, 5e-324, 1.7976931348623157e308, -0.5, 12.0}) {
        answers.values["bags:0/weight"] = {Quantity{amount, "kg"}};
        survives(answers);
    }
}

BOOST_AUTO_TEST_CASE(lists_survive_open_closed_and_empty) {
    Answers answers;
    survives(answers);
    answers.occurrences["bags"] = 0;
    survives(answers);
    answers.values["bags"] = {};
    survives(answers);
    answers.occurrences["bags"] = 3;
    survives(answers);
    answers.values["bags:1/what"] = {};
    survives(answers);
}

BOOST_AUTO_TEST_CASE(answers_to_something_else_are_refused) {
    refused("{}", "not a FHIR QuestionnaireResponse");
    refused("", "can't be read");
    refused(R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:test:pack|2"})", "another questionnaire");
    refused(response(R"({"linkId":"colour","answer":[{"valueString":"red"}]})"), "'colour' is not known");
    refused(response(R"({"linkId":"kind"})"), "'kind' is not known here");
    refused(response("", R"("subject":{"reference":"Patient/1"},)"), "'subject'");
}

BOOST_AUTO_TEST_CASE(answers_of_the_wrong_shape_are_refused) {
    refused(response(R"({"linkId":"ill","answer":[{"valueString":"yes"}]})"), "can't be read as boolean");
    refused(response(R"({"linkId":"ill","answer":[{"valueBoolean":1}]})"), "can't be read as boolean");
    refused(response(R"({"linkId":"ill","answer":{"valueBoolean":true}})"), "not a list");
    refused(response(R"({"linkId":"ill","answer":[{"valueBoolean":true,"valueString":"x"}]})"), "valueString");
    refused(response(R"({"linkId":"since","answer":[{"valueDate":"2026-02-30"}]})"), "can't be read as date");
    refused(response(R"({"linkId":"ill"},{"linkId":"ill"})"), "stands twice");
    refused(response(R"({"linkId":"bags","answer":[{"valueBoolean":true}]})"), "has an answer");
    refused(response(R"({"linkId":"ill","linkId":"ill"})"), "stands twice");
    refused(response(R"(7)"), "is not known");
    std::string many;
    for (int i = 0; i < 300; ++i) many += std::string(i > 0 ? "," : "") + R"({"linkId":"bags"})";
    refused(response(many), "too often");
}

BOOST_AUTO_TEST_CASE(marks_must_name_lists_that_are_there) {
    for (const char* path : {"ill", "nowhere", "bags:0", "bags:0/kind", "bags:99/bags", "", ":", "/", "bags/bags"})
        refused(response("", list_mark("closed-list", path)), "There is no list");
    refused(response(R"({"linkId":"bags"})", list_mark("empty-list", "bags")), "is not empty");
    refused(response("", list_mark("other", "bags")), "is not understood");
}

BOOST_AUTO_TEST_CASE(hostile_responses_are_refused) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += R"({"item":[)";
    refused(deep, "levels deep");
    refused(std::string((4u << 20) + 1, ' '), "bytes");
    refused("\xff\xfe", "not JSON");
    const auto whole = response(R"({"linkId":"ill","answer":[{"valueBoolean":true}]})");
    for (std::size_t length = 0; length < whole.size(); ++length)
        BOOST_REQUIRE(!read_response(pack(), std::string_view(whole).substr(0, length)));
}
