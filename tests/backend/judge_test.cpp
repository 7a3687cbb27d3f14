#include <boost/test/unit_test.hpp>

#include "backend/judge/judge.h"
#include "tests/kiosk/declaration/small_packs.h"

using namespace landfall;
using namespace landfall::backend;

namespace {

const Date today{2026, 11, 21};

struct Case {
    Pack pack = test::pack_of(test::travel_items);
    Declaration declaration;
    Compared compared;
    std::vector<std::string> unknown;

    Case() {
        declaration.people.resize(1);
        declaration.people[0].scan.document.expiry_date = Date{2030, 1, 1};
        declaration.packs = {{pack.id, pack.version, pack.sha256, {}}};
        answers().values["ill"] = {false};
    }
    Answers& answers() { return declaration.packs[0].answers; }
    Verdict verdict() const { return judge(declaration, std::span<const Pack>(&pack, 1), unknown, compared, today); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_wrong_is_clear) { BOOST_TEST(Case().verdict().clear()); }

BOOST_AUTO_TEST_CASE(an_answer_that_does_not_hold_comes_back_by_its_path) {
    Case one;
    one.answers().values["ill"] = {true};
    one.answers().values["since"] = {Date{2026, 11, 22}};
    const auto verdict = one.verdict();
    BOOST_REQUIRE(verdict.problems.size() == 1u);
    BOOST_TEST(verdict.problems[0].pack == one.pack.id);
    BOOST_TEST(verdict.problems[0].path == "since");
    BOOST_TEST(verdict.problems[0].constraint == "not-later");
    BOOST_TEST(verdict.mendable());
}

BOOST_AUTO_TEST_CASE(a_required_answer_that_is_missing_comes_back_once_for_a_whole_group) {
    Case one;
    one.answers().values.clear();
    one.declaration.people.push_back(one.declaration.people[0]);
    const auto verdict = one.verdict();
    BOOST_REQUIRE(verdict.problems.size() == 1u);
    BOOST_TEST(verdict.problems[0].code == "required");
}

BOOST_AUTO_TEST_CASE(a_pack_that_is_not_in_force_is_not_found) {
    Case one;
    one.unknown = {"health"};
    one.declaration.packs[0].sha256 = std::string(64, '0');
    const auto verdict = one.verdict();
    BOOST_REQUIRE(verdict.problems.size() == 2u);
    BOOST_TEST((verdict.problems[0] == Problem{"health", "", "not-found", ""}));
    BOOST_TEST((verdict.problems[1] == Problem{one.pack.id, "", "not-found", ""}));
}

BOOST_AUTO_TEST_CASE(the_packs_own_outcome_counts) {
    Case one;
    one.answers().occurrences["bags"] = 1;
    one.answers().values["bags:0/kind"] = {Coding{"urn:test", "box", "Box"}};
    one.answers().values["bags:0/weight"] = {Quantity{31, "kg"}};
    BOOST_TEST(one.verdict().red_channel);
    one.answers().values["bags:0/weight"] = {Quantity{29, "kg"}};
    BOOST_TEST(!one.verdict().red_channel);
}

BOOST_AUTO_TEST_CASE(a_doubtful_document_needs_an_officer_whatever_is_mended) {
    Case one;
    one.declaration.people[0].scan.failed_checks = {CheckDigit::number};
    BOOST_TEST(one.verdict().officer);
    BOOST_TEST(!one.verdict().mendable());
    const auto doubtful = [](const Date& expiry) {
        DocumentScan scan;
        scan.document.expiry_date = expiry;
        return document_is_doubtful(scan, today);
    };
    BOOST_TEST(doubtful({2026, 11, 20}));
    BOOST_TEST(!doubtful({2026, 11, 21}));
    BOOST_TEST(doubtful({2026, 10, 0}));
    BOOST_TEST(!doubtful({2026, 11, 0}));
    BOOST_TEST(doubtful({2025, 0, 0}));
    BOOST_TEST(!doubtful({2026, 0, 0}));
    BOOST_TEST(!document_is_doubtful({}, today));
}

BOOST_AUTO_TEST_CASE(the_comparison_is_part_of_the_verdict) {
    Case one;
    one.compared = {{{Field::seat, "1A", "1B"}}, true, true};
    const auto verdict = one.verdict();
    BOOST_TEST((verdict.mismatches == one.compared.mismatches));
    BOOST_TEST(verdict.on_manifest);
    BOOST_TEST(verdict.officer);
}
