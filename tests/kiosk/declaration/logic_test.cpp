// Rules that are wrong, hostile or endless. What right rules come to is compared with json-logic-js: see
// tests/conformance/json_logic.

#include "kiosk/declaration/logic.h"

#include <boost/test/unit_test.hpp>

using namespace landfall;

namespace {

std::string result_of(const std::string& rule, const std::string& data = "null") {
    const auto read = read_logic(rule);
    if (!read) return "refused: " + read.error();
    const auto result = evaluate(**read, data);
    return result ? *result : "error: " + result.error();
}

std::string many(const std::string& part, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += part;
    return all;
}

std::string ones(int count) { return "[" + many("1,", count - 1) + "1]"; }

}  // namespace

BOOST_AUTO_TEST_CASE(an_unknown_operator_is_refused_by_name_even_where_it_is_never_reached) {
    BOOST_TEST(result_of(R"({"if":[true,1,{"sqrt":[4]}]})") == "refused: Unrecognized operation sqrt");
    BOOST_TEST(result_of(R"({"and":[{"+":[{"eval":1}]}]})") == "refused: Unrecognized operation eval");
    BOOST_TEST(result_of(R"({"missing":[{"var":"k"}]})", R"({"k":{"run":1}})") == "error: Unrecognized operation run");
}

BOOST_AUTO_TEST_CASE(what_is_not_json_is_refused) {
    for (const char* rule : {"", "{", R"({"+":[1,})", R"({"a":1,"a":2})", "\xff", R"({"+":[1]} x)",
                             R"({"cat":["\ud800"]})", R"({"+":[1e999]})", "NaN", "{'+':[1]}"})
        BOOST_TEST(result_of(rule).starts_with("refused: "), rule);
    BOOST_TEST(result_of(R"({"var":"a"})", "{").starts_with("error: data: "));
    BOOST_TEST(result_of(R"({"var":"a"})", R"({"a":1,"a":2})").find("'a' stands twice") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(depth_and_size_have_bounds) {
    BOOST_TEST(result_of(many("[", 64) + many("]", 64)).starts_with("[["));
    BOOST_TEST(result_of(many("[", 65) + many("]", 65)).starts_with("refused: more than 64 levels"));
    BOOST_TEST(result_of(many("[", 1'000'000)).starts_with("refused: "));
    BOOST_TEST(result_of("\"" + std::string(70'000, 'x') + "\"").starts_with("refused: more than 65536 bytes"));
    BOOST_TEST(result_of(R"({"var":""})", many("[", 2'000'000)).starts_with("error: data: "));
}

BOOST_AUTO_TEST_CASE(what_would_grow_for_ever_is_stopped) {
    const auto data = ones(5000);
    const auto over = [&](const std::string& step, const std::string& start) {
        return result_of(R"({"reduce":[{"var":""},)" + step + "," + start + "]}", data);
    };
    BOOST_TEST(over(R"({"cat":[{"var":"accumulator"},{"var":"accumulator"}]})", "\"ab\"") ==
               "error: the rule takes too many steps");
    BOOST_TEST(over(R"({"merge":[{"var":"accumulator"},{"var":"accumulator"}]})", "[1,2]") ==
               "error: the rule takes too many steps");
    BOOST_TEST(over(R"([{"var":"accumulator"}])", "1") == "error: the rule makes a list that is too deep");
    BOOST_TEST(over(R"({"filter":[{"var":"accumulator"},{"var":"accumulator"}]})", ones(3000)).starts_with("[]"));
    const auto nested = R"({"map":[{"var":""},{"map":[[1,2,3],{"map":[[1,2,3],{"map":[[1,2,3],1]}]}]}]})";
    BOOST_TEST(result_of(nested, ones(200'000)) == "error: the rule takes too many steps");
}

BOOST_AUTO_TEST_CASE(a_small_rule_can_not_print_a_huge_result) {
    // Ten lists that hold each other twice are ten lists, but a thousand when they are written.
    std::string doubled = "[1,2,3,4,5,6,7,8]";
    std::string rule =
        R"({"reduce":[)" + ones(40) + R"(,[{"var":"accumulator"},{"var":"accumulator"}],)" + doubled + "]}";
    BOOST_TEST(result_of(rule) == "error: the rule's result is too large");
    rule = R"({"==":["x",)" + rule + "]}";
    BOOST_TEST(result_of(rule) == "error: the rule takes too many steps");
}

BOOST_AUTO_TEST_CASE(javascripts_own_properties_are_not_reached) {
    for (const char* path : {"__proto__", "constructor", "a.constructor", "toString", "hasOwnProperty"})
        BOOST_TEST(result_of(std::string(R"({"var":")") + path + "\"}", R"({"a":{}})") == "null");
}

BOOST_AUTO_TEST_CASE(a_cut_surrogate_becomes_a_replacement_character) {
    BOOST_TEST(result_of(R"({"substr":["😀x",1,1]})") == "\"\xef\xbf\xbd\"");
    BOOST_TEST(result_of(R"({"substr":["😀x",2]})") == "\"x\"");
    BOOST_TEST(result_of(R"({"<":["\ue000","😀"]})") == "false");  // by UTF-16 code units
}

BOOST_AUTO_TEST_CASE(a_case_is_a_rule_with_its_data) {
    BOOST_TEST(evaluate_case(R"({"rule":{"var":"a"},"data":{"a":[1,"é"]}})").value() == "[1,\"é\"]");
    BOOST_TEST(evaluate_case(R"({"rule":{"var":""}})").value() == "null");
    for (const char* text : {"", "[]", "{}", R"({"data":1})", R"({"rule":{"no":1}})"})
        BOOST_TEST(!evaluate_case(text), text);
}
