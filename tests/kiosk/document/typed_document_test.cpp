#include "kiosk/document/typed_document.h"

#include <boost/test/unit_test.hpp>

using namespace landfall;

namespace {

constexpr Date today{2026, 11, 21};

TypedDocument eriksson() {
    TypedDocument typed;
    typed.document = {"P", "UTO",      "L898902C3", "UTO", Date{1974, 8, 12}, Sex::female, Date{2034, 4, 15},
                      "",  "Eriksson", "Anna Maria"};
    typed.number_digit = '6';
    typed.birth_date_digit = '2';
    typed.expiry_date_digit = '9';
    return typed;
}

using Problems = std::vector<TypedProblem>;

Problems problems_of(const TypedDocument& typed) { return check_typed(typed, today).problems; }

}  // namespace

BOOST_AUTO_TEST_CASE(a_well_typed_document_becomes_a_scan) {
    const auto check = check_typed(eriksson(), today);
    BOOST_TEST((check.problems == Problems{}));
    BOOST_TEST(check.scan.failed_checks.empty());
    BOOST_TEST((check.scan.source == ScanSource::typed));
    BOOST_TEST(!check.scan.format.has_value());
    BOOST_TEST(check.scan.mrz.empty());
    BOOST_TEST(check.scan.document.surname == "ERIKSSON");
    BOOST_TEST(check.scan.document.given_names == "ANNA MARIA");
}

BOOST_AUTO_TEST_CASE(the_way_people_type_is_forgiven) {
    auto typed = eriksson();
    typed.document.number = " l898-902 c3<<";
    typed.document.nationality = "uto";
    typed.document.surname = "müller";
    const auto check = check_typed(typed, today);
    BOOST_TEST(check.scan.document.number == "L898902C3");
    BOOST_TEST(check.scan.document.nationality == "UTO");
    BOOST_TEST(check.scan.document.surname == "MUELLER");
    BOOST_TEST(check.scan.failed_checks.empty());
}

BOOST_AUTO_TEST_CASE(each_wrong_digit_is_named) {
    auto typed = eriksson();
    typed.number_digit = '5';
    typed.expiry_date_digit = 'O';
    BOOST_TEST(
        (check_typed(typed, today).scan.failed_checks == std::vector{CheckDigit::number, CheckDigit::expiry_date}));
    typed = eriksson();
    typed.document.birth_date = Date{1974, 8, 13};
    BOOST_TEST((check_typed(typed, today).scan.failed_checks == std::vector{CheckDigit::birth_date}));
}

BOOST_AUTO_TEST_CASE(digits_that_were_not_typed_are_not_judged) {
    auto typed = eriksson();
    typed.number_digit = typed.birth_date_digit = typed.expiry_date_digit = std::nullopt;
    typed.document.number = "X1";
    BOOST_TEST(check_typed(typed, today).scan.failed_checks.empty());
}

BOOST_AUTO_TEST_CASE(a_long_number_has_its_digit_over_all_of_it) {
    BOOST_TEST(expected_number_digit("590330101802").value() == '8');
    BOOST_TEST(expected_number_digit("590-3301018-02").value() == '8');
}

BOOST_AUTO_TEST_CASE(what_can_not_be_right_is_told) {
    auto typed = eriksson();
    typed.document.number = "";
    typed.document.surname = typed.document.given_names = "李";
    typed.document.nationality = "ZZZ";
    typed.document.issuer = "YYY";
    typed.document.birth_date = Date{2026, 11, 22};
    typed.document.expiry_date = Date{2026, 11, 20};
    BOOST_TEST((problems_of(typed) == Problems{TypedProblem::number_missing, TypedProblem::name_missing,
                                               TypedProblem::nationality_unknown, TypedProblem::issuer_unknown,
                                               TypedProblem::birth_date_in_future, TypedProblem::expired}));
    typed.document.birth_date = std::nullopt;
    typed.document.expiry_date = std::nullopt;
    typed.document.number = std::string(40, 'Q') + "é";
    const auto problems = problems_of(typed);
    for (const auto problem : {TypedProblem::number_length, TypedProblem::number_characters,
                               TypedProblem::birth_date_missing, TypedProblem::expiry_date_missing})
        BOOST_TEST((std::find(problems.begin(), problems.end(), problem) != problems.end()));
}

BOOST_AUTO_TEST_CASE(today_is_neither_future_nor_expired) {
    auto typed = eriksson();
    typed.birth_date_digit = typed.expiry_date_digit = std::nullopt;
    typed.document.birth_date = typed.document.expiry_date = today;
    BOOST_TEST((problems_of(typed) == Problems{}));
    typed.document.birth_date = Date{1890, 1, 1};
    BOOST_TEST((problems_of(typed) == Problems{TypedProblem::birth_date_too_old}));
}
