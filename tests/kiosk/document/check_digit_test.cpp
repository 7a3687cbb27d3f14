#include "kiosk/document/check_digit.h"

#include <boost/test/unit_test.hpp>

using namespace landfall;

BOOST_AUTO_TEST_CASE(the_examples_of_doc_9303_have_their_digits) {
    BOOST_TEST(check_digit("520727").value() == '3');     // Doc 9303-3, appendix A
    BOOST_TEST(check_digit("AB2134<<<").value() == '5');  // the same
    BOOST_TEST(check_digit("D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<").value() ==
               '2');                                                                    // Doc 9303-5, appendix B
    BOOST_TEST(check_digit("HA672242<658022549601086<<<<<<<<<<<<<<0").value() == '8');  // Doc 9303-3, appendix A
    BOOST_TEST(check_digit("").value() == '0');
}

BOOST_AUTO_TEST_CASE(what_may_not_stand_in_a_zone_has_no_digit) {
    for (const char* field : {"a", "A B", "1-2", "\xC3\x84", "A\n"}) BOOST_TEST(!check_digit(field).has_value(), field);
    BOOST_TEST(!check_digit(std::string_view("\0", 1)).has_value());
}

BOOST_AUTO_TEST_CASE(an_empty_field_may_bear_a_filler_for_its_digit_and_a_full_one_not) {
    BOOST_TEST(check_digit_agrees("<<<<<<", '<'));
    BOOST_TEST(check_digit_agrees("<<<<<<", '0'));
    BOOST_TEST(!check_digit_agrees("<<<<<<", '1'));
    BOOST_TEST(!check_digit_agrees("520727", '<'));
    BOOST_TEST(!check_digit_agrees("A", 'O'));
}
