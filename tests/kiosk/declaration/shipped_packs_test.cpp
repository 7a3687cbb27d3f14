// The packs that are shipped: what a passenger is asked, what it comes to, and that no way through them sticks.

#include "tests/kiosk/declaration/shipped_packs.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>

#include "kiosk/declaration/flow.h"
#include "kiosk/declaration/judge.h"
#include "kiosk/declaration/response.h"

using namespace landfall;

namespace {

Context grown_up() {
    Context context;
    context.person.scan.document.birth_date = Date{1974, 8, 12};
    context.trip.from = "CDG";
    context.today = {2026, 11, 21};
    return context;
}

std::vector<Value> chosen(const Pack& pack, const char* link_id, std::initializer_list<const char*> codes) {
    std::vector<Value> values;
    for (const auto& option : find_item(pack, link_id)->options)
        for (const char* code : codes)
            if (std::get<Coding>(option.value).code == code) values.push_back(option.value);
    BOOST_REQUIRE(values.size() == codes.size());
    return values;
}

std::size_t questions_left(const Pack& pack, const Answers& answers, const Context& context) {
    std::size_t count = 0;
    for (const auto& question : asked(pack, answers, context)) count += answers.find(question.path) == nullptr ? 1 : 0;
    return count;
}

/// Any valid answer; optional ones are passed over now and then.
std::vector<Value> some_answer(const Item& item, std::mt19937& random) {
    const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
    if (!item.required && below(3) == 0) return {};
    switch (item.type) {
        case ItemType::boolean:
            return {below(2) == 0};
        case ItemType::integer:
            return {std::int64_t(1 + below(9))};
        case ItemType::decimal:
            return {double(below(100))};
        case ItemType::date:
            return {Date{2026, 11, 1 + static_cast<int>(below(20))}};
        case ItemType::string:
        case ItemType::text:
            return {std::string("日本 \"x\"\n")};
        case ItemType::quantity:
            return {Quantity{double(1 + below(9000)), item.units[below(item.units.size())]}};
        case ItemType::choice:
        case ItemType::open_choice: {
            std::vector<Value> values;
            for (const auto& option : item.options)
                if (item.repeats && !option.exclusive && below(3) == 0) values.push_back(option.value);
            if (values.empty()) values.push_back(item.options[below(item.options.size())].value);
            return values;
        }
        case ItemType::group:
        case ItemType::display:
            break;
    }
    throw std::logic_error("never asked");
}

}  // namespace

BOOST_AUTO_TEST_CASE(both_packs_are_whole_in_four_languages) {
    for (const char* id : {"health-symptoms", "baggage"}) {
        const Pack pack = test::shipped(id);
        BOOST_TEST(pack.id == id);
        BOOST_TEST(pack.languages == std::vector<Language>({"en", "ar", "fr", "zh-Hans"}),
                   boost::test_tools::per_element());
        BOOST_TEST(test::shipped_text(id) == test::shipped_text(id));
    }
}

BOOST_AUTO_TEST_CASE(somebody_well_answers_two_questions_about_health) {
    const Pack pack = test::shipped("health-symptoms");
    Answers answers;
    BOOST_TEST(questions_left(pack, answers, grown_up()) == 2u);
    answers.values["symptoms"] = {false};
    answers.values["travel"] = {false};
    BOOST_TEST(!next_question(pack, answers, grown_up()).has_value());
    BOOST_TEST((outcome_of(pack, answers, grown_up()) == Outcome{false, false}));
}

BOOST_AUTO_TEST_CASE(symptoms_lead_to_an_officer) {
    const Pack pack = test::shipped("health-symptoms");
    Answers answers;
    answers.values["symptoms"] = {true};
    answers.values["travel"] = {false};
    BOOST_TEST(next_question(pack, answers, grown_up())->path == "symptom-list");
    BOOST_TEST(outcome_of(pack, answers, grown_up()).officer);
}

BOOST_AUTO_TEST_CASE(a_notice_asks_only_those_who_were_in_its_countries_while_it_is_in_force) {
    const Pack pack = test::shipped("health-symptoms");
    Answers answers;
    answers.values["symptoms"] = {false};
    answers.values["travel"] = {true};
    answers.values["travel-countries"] = chosen(pack, "travel-countries", {"none"});
    BOOST_TEST(questions_left(pack, answers, grown_up()) == 0u);
    answers.values["travel-countries"] = chosen(pack, "travel-countries", {"PH"});
    std::vector<Path> open;
    for (const auto& question : asked(pack, answers, grown_up()))
        if (answers.find(question.path) == nullptr) open.push_back(question.path);
    BOOST_TEST(open == std::vector<Path>({"cholera-signs", "dengue-signs"}), boost::test_tools::per_element());
    auto before = grown_up();
    before.today = {2025, 9, 30};
    BOOST_TEST(questions_left(pack, answers, before) == 1u);  // the dengue notice begins on 9 October
}

BOOST_AUTO_TEST_CASE(nothing_to_declare_is_one_question_and_the_green_channel) {
    const Pack pack = test::shipped("baggage");
    Answers answers;
    BOOST_TEST(questions_left(pack, answers, grown_up()) == 1u);
    answers.values["declare"] = chosen(pack, "declare", {"none"});
    BOOST_TEST(!next_question(pack, answers, grown_up()).has_value());
    BOOST_TEST(!outcome_of(pack, answers, grown_up()).red_channel);
    answers.values["declare"] = chosen(pack, "declare", {"not-sure"});
    BOOST_TEST(!next_question(pack, answers, grown_up()).has_value());
    BOOST_TEST(outcome_of(pack, answers, grown_up()).red_channel);
}

BOOST_AUTO_TEST_CASE(a_child_with_an_adult_is_exempt) {
    const Pack pack = test::shipped("baggage");
    auto child = grown_up();
    child.person.scan.document.birth_date = Date{2012, 1, 1};
    Answers answers;
    BOOST_TEST(next_question(pack, answers, child)->path == "with-adult");
    answers.values["with-adult"] = {true};
    BOOST_TEST(!next_question(pack, answers, child).has_value());
    BOOST_TEST(!outcome_of(pack, answers, child).red_channel);
    answers.values["with-adult"] = {false};
    BOOST_TEST(next_question(pack, answers, child)->path == "declare");
}

BOOST_AUTO_TEST_CASE(cash_in_several_currencies_is_summed) {
    const Pack pack = test::shipped("baggage");
    Answers answers;
    answers.values["declare"] = chosen(pack, "declare", {"cash"});
    const auto carry = [&](std::initializer_list<Quantity> amounts) {
        std::size_t i = 0;
        for (const auto& amount : amounts) answers.values[inside("cash-list", i++, "cash-amount")] = {amount};
        answers.occurrences["cash-list"] = i;
        return outcome_of(pack, answers, grown_up()).red_channel;
    };
    BOOST_TEST(!carry({{20000, "CNY"}}));
    BOOST_TEST(carry({{20000.5, "CNY"}}));
    BOOST_TEST(!carry({{5000, "USD"}, {19000, "CNY"}}));
    BOOST_TEST(carry({{4000, "USD"}, {1000, "EUR"}}));
    BOOST_TEST(!carry({{2000, "USD"}, {1000, "EUR"}}));
}

BOOST_AUTO_TEST_CASE(limits_depend_on_who_comes_and_whence) {
    const Pack pack = test::shipped("baggage");
    Answers answers;
    answers.values["declare"] = chosen(pack, "declare", {"goods", "alcohol-tobacco"});
    answers.occurrences["goods-list"] = 1;
    answers.values["goods-list:0/goods-value"] = {Quantity{4000, "CNY"}};
    answers.values["resident"] = {true};
    BOOST_TEST(!outcome_of(pack, answers, grown_up()).red_channel);
    answers.values["resident"] = {false};
    BOOST_TEST(outcome_of(pack, answers, grown_up()).red_channel);
    answers.values["resident"] = {true};

    answers.occurrences["alcohol-list"] = 1;
    answers.values["alcohol-list:0/alcohol-bottles"] = {std::int64_t(2)};
    answers.values["alcohol-list:0/alcohol-size"] = {Quantity{700, "ml"}};
    answers.values["alcohol-list:0/alcohol-strength"] = {40.0};
    BOOST_TEST(!outcome_of(pack, answers, grown_up()).red_channel);
    auto from_macao = grown_up();
    from_macao.trip.from = "MFM";
    BOOST_TEST(outcome_of(pack, answers, from_macao).red_channel);
    answers.values["alcohol-list:0/alcohol-strength"] = {11.5};
    BOOST_TEST(!outcome_of(pack, answers, from_macao).red_channel);
    answers.values["cigarettes"] = {std::int64_t(201)};
    BOOST_TEST(outcome_of(pack, answers, from_macao).red_channel);
    BOOST_TEST(!outcome_of(pack, answers, grown_up()).red_channel);
}

BOOST_AUTO_TEST_CASE(every_currency_that_can_be_chosen_has_a_rate) {
    const Pack pack = test::shipped("baggage");
    for (const char* question : {"cash-amount", "goods-value", "freight-value"})
        for (const auto& unit : find_item(pack, question)->units)
            BOOST_TEST(pack.rates.find("\"" + unit + "\":") != std::string::npos, unit);
}

BOOST_AUTO_TEST_CASE(every_question_has_plain_words_and_a_help_text) {
    for (const char* id : {"health-symptoms", "baggage"}) {
        const Pack pack = test::shipped(id);
        const auto visit = [&](const auto& again, const std::vector<Item>& items) -> void {
            for (const auto& item : items) {
                const bool question = item.type != ItemType::group && !item.calculated;
                if (question) BOOST_TEST(!item.help.empty(), item.link_id);
                again(again, item.items);
            }
        };
        visit(visit, pack.items);
    }
}

BOOST_AUTO_TEST_CASE(any_way_of_answering_ends_validly_and_survives_its_text) {
    const auto seed = std::random_device{}();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    for (const char* id : {"health-symptoms", "baggage"}) {
        const auto text = test::shipped_text(id);
        const Pack pack = read_pack(text).value();
        for (int round = 0; round < 60; ++round) {
            BOOST_TEST_CONTEXT("seed " << seed << " pack " << id << " round " << round) {
                Answers answers;
                int steps = 0;
                while (const auto question = next_question(pack, answers, grown_up())) {
                    BOOST_REQUIRE(++steps < 600);
                    const auto count = answers.occurrences[question->path];
                    if (question->item->type != ItemType::group) {
                        answers.values[question->path] = some_answer(*question->item, random);
                        answers.occurrences.erase(question->path);
                    } else if (count < 3 && (count == 0 ? question->item->required || random() % 2 : random() % 2)) {
                        answers.occurrences[question->path] = count + 1;
                    } else {
                        answers.values[question->path] = {};
                    }
                }
                for (const auto& issue : check_answers(pack, answers, grown_up()))
                    BOOST_TEST(issue.warns_only, issue.path + " " + issue.code + " " + issue.message.english);
                const auto settled = settle(pack, answers, grown_up());
                BOOST_TEST((settle(pack, settled, grown_up()) == settled));
                const auto response = write_response(pack, settled);
                const auto back = read_response(pack, response);
                BOOST_REQUIRE_MESSAGE(bool(back), (back ? "" : back.error()));
                BOOST_TEST((*back == settled));
                const auto judgement = judge_response(text, response);
                BOOST_REQUIRE(bool(judgement));
                for (const auto& issue : judgement->issues)
                    BOOST_TEST(false, issue.path + " " + issue.code + " " + issue.message);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(answers_to_hidden_questions_are_dropped_whatever_they_are) {
    const Pack pack = test::shipped("baggage");
    Answers answers;
    answers.values["declare"] = chosen(pack, "declare", {"none"});
    const auto settled = settle(pack, answers, grown_up());
    answers.values["pet-count"] = {std::int64_t(3)};
    answers.values["cash-list:7/cash-amount"] = {Quantity{1, "USD"}};
    answers.values["nowhere"] = {std::string("x")};
    answers.occurrences["cash-list"] = 1'000'000'000;
    BOOST_TEST((settle(pack, answers, grown_up()) == settled));
    BOOST_TEST(check_answers(pack, answers, grown_up()).size() == 4u);
}
