// What is asked, what is dropped, what is wrong: over small packs written here.

#include <boost/test/unit_test.hpp>

#include "kiosk/declaration/flow.h"
#include "kiosk/declaration/response.h"
#include "tests/kiosk/declaration/small_packs.h"

using namespace landfall;

namespace {

Coding coded(const char* code) { return {"urn:test", code, ""}; }

std::vector<Path> paths(const std::vector<Asked>& questions) {
    std::vector<Path> all;
    for (const auto& question : questions) all.push_back(question.path);
    return all;
}

const Context nobody{{}, {}, {2026, 11, 21}};

}  // namespace

BOOST_AUTO_TEST_CASE(only_what_applies_is_asked) {
    const Pack pack = test::pack_of(test::travel_items);
    Answers answers;
    BOOST_TEST(paths(asked(pack, answers, nobody)) == std::vector<Path>({"ill", "bags"}),
               boost::test_tools::per_element());
    answers.values["ill"] = {true};
    BOOST_TEST(paths(asked(pack, answers, nobody)) == std::vector<Path>({"ill", "since", "bags"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(changing_an_answer_drops_the_answers_it_hid) {
    const Pack pack = test::pack_of(test::travel_items);
    Answers answers;
    answers.values["ill"] = {true};
    answers.values["since"] = {Date{2026, 11, 20}};
    BOOST_TEST((settle(pack, answers, nobody).find("since") != nullptr));
    answers.values["ill"] = {false};
    BOOST_TEST((settle(pack, answers, nobody).find("since") == nullptr));
}

BOOST_AUTO_TEST_CASE(each_occurrence_of_a_repeating_group_is_asked_by_itself) {
    const Pack pack = test::pack_of(test::travel_items);
    Answers answers;
    answers.values["ill"] = {false};
    answers.occurrences["bags"] = 2;
    answers.values["bags:0/kind"] = {coded("box")};
    answers.values["bags:1/kind"] = {coded("other")};
    BOOST_TEST(
        paths(asked(pack, answers, nobody)) == std::vector<Path>({"ill", "bags:0/kind", "bags:0/weight", "bags:1/kind",
                                                                  "bags:1/what", "bags:1/weight", "bags"}),
        boost::test_tools::per_element());
    BOOST_TEST(next_question(pack, answers, nobody)->path == "bags:0/weight");
    answers.values["bags:0/weight"] = {Quantity{12, "kg"}};
    answers.values["bags:1/what"] = {std::string("drum")};
    answers.values["bags:1/weight"] = {Quantity{20, "kg"}};
    BOOST_TEST(next_question(pack, answers, nobody)->path == "bags");
    answers.values["bags"] = {};
    BOOST_TEST(!next_question(pack, answers, nobody).has_value());
    BOOST_TEST(outcome_of(pack, answers, nobody).red_channel);
    answers.values["bags:1/weight"] = {Quantity{8, "kg"}};
    BOOST_TEST(!outcome_of(pack, answers, nobody).red_channel);
}

BOOST_AUTO_TEST_CASE(a_required_question_is_asked_until_it_has_an_answer) {
    const Pack pack = test::pack_of(test::travel_items);
    Answers answers;
    answers.values["ill"] = {};
    BOOST_TEST(next_question(pack, answers, nobody)->path == "ill");
    BOOST_TEST(check_answers(pack, answers, nobody).front().code == "required");
    answers.values["ill"] = {false};
    BOOST_TEST(next_question(pack, answers, nobody)->path == "bags");
    answers.values["bags"] = {};
    BOOST_TEST(!next_question(pack, answers, nobody).has_value());
    BOOST_TEST(check_answers(pack, answers, nobody).empty());
}

BOOST_AUTO_TEST_CASE(an_answer_that_breaks_a_rule_is_named_with_the_rule) {
    const Pack pack = test::pack_of(test::travel_items);
    Answers answers;
    answers.values["ill"] = {true};
    const auto late = check_answer(pack, "since", {Date{2026, 11, 22}}, answers, nobody);
    BOOST_REQUIRE(late.size() == 1u);
    BOOST_TEST(late[0].constraint == "not-later");
    BOOST_TEST(late[0].message.in("fr") == "Ce jour n'est pas encore venu.");
    BOOST_TEST(check_answer(pack, "since", {Date{2026, 11, 21}}, answers, nobody).empty());
}

BOOST_AUTO_TEST_CASE(answers_survive_their_text) {
    const Pack pack = test::pack_of(test::travel_items);
    Answers answers;
    answers.values["ill"] = {true};
    answers.values["since"] = {};
    answers.occurrences["bags"] = 2;
    answers.values["bags:0/kind"] = {coded("box")};
    answers.values["bags:0/weight"] = {Quantity{0.1, "kg"}};
    const auto settled = settle(pack, answers, nobody);
    const auto back = read_response(pack, write_response(pack, settled));
    BOOST_REQUIRE_MESSAGE(bool(back), (back ? "" : back.error()));
    BOOST_TEST((*back == settled));
}
