// What is wrong with one answer, by its code; and what conditions make of several.

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>

#include "kiosk/declaration/flow.h"
#include "kiosk/declaration/response.h"
#include "tests/kiosk/declaration/shipped_packs.h"
#include "tests/kiosk/declaration/small_packs.h"

using namespace landfall;

namespace {

const Context nobody{{}, {}, {2026, 11, 21}};

using Codes = std::vector<std::string>;

Codes codes(const Pack& pack, const std::vector<Value>& values) {
    Codes all;
    for (const auto& issue : check_answer(pack, "q", values, {}, nobody)) all.push_back(issue.code);
    return all;
}

void checks(const std::string& type, const std::string& more, const std::vector<Value>& values, const Codes& expected) {
    const Pack pack =
        test::pack_of(R"({"linkId":"q","text":"?","type":")" + type + "\"" + (more.empty() ? "" : ",") + more + "}");
    BOOST_TEST_CONTEXT(type << " " << more)
    BOOST_TEST(codes(pack, values) == expected, boost::test_tools::per_element());
}

const std::string core = R"({"url":"http://hl7.org/fhir/StructureDefinition/)";
const Coding a{"s", "a", ""}, b{"s", "b", ""}, none{"s", "none", ""};
const std::string options = R"("answerOption":[{"valueCoding":{"system":"s","code":"a","display":"A"}},
    {"valueCoding":{"system":"s","code":"b","display":"B"}},
    {"valueCoding":{"system":"s","code":"none","display":"None"},"extension":[)" +
                            core + R"(questionnaire-optionExclusive","valueBoolean":true}]}])";

}  // namespace

BOOST_AUTO_TEST_CASE(an_answer_must_be_of_the_items_kind) {
    checks("boolean", "", {true}, {});
    checks("boolean", "", {std::string("true")}, {"value"});
    checks("integer", "", {1.0}, {"value"});
    checks("integer", "", {std::int64_t(3'000'000'000)}, {"value"});
    checks("decimal", "", {std::numeric_limits<double>::infinity()}, {"value"});
    checks("date", "", {Date{2026, 2, 30}}, {"value"});
    checks("string", "", {std::string("\x01")}, {"value"});
    checks("string", "", {std::string("  ")}, {"value"});
    checks("boolean", "", {true, false}, {"structure"});
    checks("boolean", R"("required":true)", {}, {"required"});
    checks("boolean", "", {}, {});
}

BOOST_AUTO_TEST_CASE(limits_hold_at_both_ends) {
    const auto range =
        R"("extension":[)" + core + R"(minValue","valueInteger":1},)" + core + R"(maxValue","valueInteger":9}])";
    checks("integer", range, {std::int64_t(1)}, {});
    checks("integer", range, {std::int64_t(0)}, {"value"});
    checks("integer", range, {std::int64_t(10)}, {"value"});
    checks("quantity", range, {Quantity{9.5, "kg"}}, {"value"});
    checks("quantity", R"("extension":[)" + core + R"(questionnaire-unit","valueCoding":{"code":"kg"}}])",
           {Quantity{1, "g"}}, {"value"});
    checks("string", R"("maxLength":2)", {std::string("日本")}, {});
    checks("string", R"("maxLength":2)", {std::string("日本人")}, {"too-long"});
    const auto occurs = R"("repeats":true,"extension":[)" + core + R"(questionnaire-minOccurs","valueInteger":2},)" +
                        core + R"(questionnaire-maxOccurs","valueInteger":2}])";
    checks("string", occurs, {std::string("x")}, {"structure"});
    checks("string", occurs, {std::string("x"), std::string("y")}, {});
    checks("string", occurs, {std::string("x"), std::string("y"), std::string("z")}, {"structure"});
}

BOOST_AUTO_TEST_CASE(a_choice_is_one_of_its_options_once) {
    const auto several = R"("repeats":true,)" + options;
    checks("choice", options, {a}, {});
    checks("choice", options, {Coding{"s", "c", ""}}, {"code-invalid"});
    checks("choice", options, {Coding{"t", "a", ""}}, {"code-invalid"});
    checks("choice", several, {a, b}, {});
    checks("choice", several, {a, a}, {"value"});
    checks("choice", several, {a, none}, {"invariant"});
    checks("open-choice", options, {std::string("own words")}, {});
}

BOOST_AUTO_TEST_CASE(every_comparison_enables) {
    const auto enables = [](const std::string& condition, const std::vector<Value>& values) {
        const Pack pack = test::pack_of(R"({"linkId":"n","text":"?","type":"integer","repeats":true},
            {"linkId":"q","text":"?","type":"boolean","enableWhen":[{"question":"n",)" +
                                        condition + "}]}");
        Answers answers;
        if (!values.empty()) answers.values["n"] = values;
        return asked(pack, answers, nobody).size() == 2u;
    };
    const Value one = std::int64_t(1), two = std::int64_t(2), three = std::int64_t(3);
    BOOST_TEST(enables(R"("operator":"exists","answerBoolean":true)", {one}));
    BOOST_TEST(!enables(R"("operator":"exists","answerBoolean":true)", {}));
    BOOST_TEST(enables(R"("operator":"exists","answerBoolean":false)", {}));
    BOOST_TEST(enables(R"("operator":"=","answerInteger":2)", {one, two}));
    BOOST_TEST(!enables(R"("operator":"=","answerInteger":2)", {one}));
    BOOST_TEST(enables(R"("operator":"!=","answerInteger":2)", {one, three}));
    BOOST_TEST(!enables(R"("operator":"!=","answerInteger":2)", {one, two}));
    BOOST_TEST(!enables(R"("operator":"!=","answerInteger":2)", {}));
    BOOST_TEST(enables(R"("operator":">","answerInteger":2)", {three}));
    BOOST_TEST(!enables(R"("operator":">","answerInteger":2)", {two}));
    BOOST_TEST(enables(R"("operator":">=","answerInteger":2)", {two}));
    BOOST_TEST(enables(R"("operator":"<","answerInteger":2)", {one}));
    BOOST_TEST(!enables(R"("operator":"<","answerInteger":2)", {two}));
    BOOST_TEST(enables(R"("operator":"<=","answerInteger":2)", {two}));
}

BOOST_AUTO_TEST_CASE(a_question_that_is_hidden_hides_what_hangs_on_it) {
    const auto hanging = [](const std::string& who, const std::string& whom) {
        return R"({"linkId":")" + who + R"(","text":"?","type":"boolean","enableWhen":[{"question":")" + whom +
               R"(","operator":"=","answerBoolean":true}]})";
    };
    // Written against the order of dependence, so that one pass is not enough.
    const Pack pack =
        test::pack_of(hanging("c", "b") + "," + hanging("b", "a") + R"(,{"linkId":"a","text":"?","type":"boolean"})");
    Answers answers;
    for (const char* each : {"a", "b", "c"}) answers.values[each] = {true};
    BOOST_TEST(settle(pack, answers, nobody).values.size() == 3u);
    answers.values["a"] = {false};
    BOOST_TEST(settle(pack, answers, nobody).values.size() == 1u);
}

BOOST_AUTO_TEST_CASE(groups_repeat_inside_groups_that_repeat) {
    const Pack pack = test::pack_of(R"({"linkId":"bag","type":"group","repeats":true,"item":[
        {"linkId":"thing","type":"group","repeats":true,"item":[
          {"linkId":"gift","type":"boolean","text":"?"},
          {"linkId":"whom","type":"string","text":"?","enableWhen":[{"question":"gift","operator":"=","answerBoolean":true}]}]}]})");
    Answers answers;
    answers.occurrences["bag"] = 2;
    answers.occurrences["bag:1/thing"] = 2;
    answers.values["bag:1/thing:0/gift"] = {true};
    answers.values["bag:1/thing:0/whom"] = {std::string("x")};
    answers.values["bag:1/thing:1/gift"] = {false};
    answers.values["bag:1/thing:1/whom"] = {std::string("y")};
    answers.values["bag:1/thing"] = {};
    const auto settled = settle(pack, answers, nobody);
    BOOST_TEST((settled.find("bag:1/thing:0/whom") != nullptr));
    BOOST_TEST((settled.find("bag:1/thing:1/whom") == nullptr));
    BOOST_TEST((read_response(pack, write_response(pack, settled)).value() == settled));
    BOOST_TEST(next_question(pack, settled, nobody)->path == "bag:0/thing");
    BOOST_TEST(link_id_of("bag:1/thing:0/whom") == "whom");
    BOOST_TEST(occurrence_of("bag:1/thing:0/whom") == "bag:1/thing:0");
    BOOST_TEST(inside("bag:1/thing", 0, "whom") == "bag:1/thing:0/whom");
}

BOOST_AUTO_TEST_CASE(a_rule_that_fails_asks_rather_than_skips_and_sends_to_an_officer) {
    const std::string failing = R"({"language":"text/x-jsonlogic","expression":"{\"missing_some\":[1,null]}"}}])";
    const std::string sdc = R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-)";
    const Pack pack = test::pack_of(R"({"linkId":"q","text":"?","type":"boolean",)" + sdc +
                                    R"(enableWhenExpression","valueExpression":)" + failing +
                                    R"(},{"linkId":"outcome.officer","type":"boolean",)" + sdc +
                                    R"(calculatedExpression","valueExpression":)" + failing + "}");
    BOOST_TEST(asked(pack, {}, nobody).size() == 1u);
    BOOST_TEST(outcome_of(pack, {}, nobody).officer);
    BOOST_TEST(!outcome_of(pack, {}, nobody).red_channel);
}

BOOST_AUTO_TEST_CASE(settling_any_garbage_is_final_and_survives_its_text) {
    const auto seed = std::random_device{}();
    std::mt19937 random(seed);
    const Pack pack = test::shipped("baggage");
    const std::vector<Path> places = {"declare",
                                      "with-adult",
                                      "resident",
                                      "goods-list",
                                      "goods-list:0/goods-kind",
                                      "goods-list:1/goods-value",
                                      "goods-list:9/goods-value",
                                      "cash-list:0/cash-amount",
                                      "cash-list:x/cash-amount",
                                      "money",
                                      "outcome.red",
                                      "goods-total",
                                      "nowhere",
                                      "",
                                      "/",
                                      ":",
                                      "pet-count",
                                      "animals-kind",
                                      "cigarettes",
                                      "alcohol-list:0/alcohol-size"};
    const auto pick = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
    const auto any = [&]() -> Value {
        const auto& listed = find_item(pack, "declare")->options;
        const std::vector<Value> values = {true,
                                           false,
                                           std::int64_t(pick(1000)),
                                           1e300,
                                           std::string("x"),
                                           Date{2026, 0, 0},
                                           listed[pick(listed.size())].value,
                                           Quantity{double(pick(10'000)), "USD"},
                                           Quantity{-1, ""}};
        return values[pick(values.size())];
    };
    for (int round = 0; round < 300; ++round) {
        Answers answers;
        for (auto left = pick(12); left > 0; --left)
            for (auto& values = answers.values[places[pick(places.size())]]; values.size() < pick(4);)
                values.push_back(any());
        for (auto left = pick(4); left > 0; --left) answers.occurrences[places[pick(places.size())]] = pick(4);
        const auto settled = settle(pack, answers, nobody);
        BOOST_TEST_CONTEXT("seed " << seed << " round " << round) {
            BOOST_TEST((settle(pack, settled, nobody) == settled));
            for (const auto& [path, values] : settled.values) BOOST_TEST(find_item(pack, link_id_of(path)) != nullptr);
            (void)check_answers(pack, answers, nobody);
        }
    }
}
