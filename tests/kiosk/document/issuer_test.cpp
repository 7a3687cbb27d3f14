#include "kiosk/document/issuer.h"

#include <boost/test/unit_test.hpp>

using namespace landfall;

BOOST_AUTO_TEST_CASE(states_and_the_codes_that_doc_9303_adds_are_known) {
    for (const char* code : {"CHN", "HKG", "MAC", "TWN", "FRA", "D",   "GBR", "GBD", "GBN", "GBO", "GBP",
                             "GBS", "UNO", "UNA", "UNK", "EUE", "XXA", "XXB", "XXC", "XXX", "XOM", "XPO",
                             "XCC", "XCO", "XEC", "XAA", "RKS", "UTO", "SSD", "ABW", "ZWE"})
        BOOST_TEST(is_known_issuer(code), code);
}

BOOST_AUTO_TEST_CASE(anything_else_is_not) {
    for (const char* code : {"", " ", "DE", "DEU", "ZZZ", "chn", "CHN ", "CH", "C N", "UTOPIA", "D  ", "W A", "<<<"})
        BOOST_TEST(!is_known_issuer(code), code);
}

BOOST_AUTO_TEST_CASE(persons_without_a_nationality_are_told_from_states) {
    for (const char* code : {"XXA", "XXB", "XXC", "XXX"}) BOOST_TEST(is_without_nationality(code), code);
    for (const char* code : {"CHN", "D", "UNO", "", "XX", "XXD"}) BOOST_TEST(!is_without_nationality(code), code);
}
