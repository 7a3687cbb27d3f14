#include "kiosk/receipt/base45.h"

#include <boost/test/unit_test.hpp>

#include <random>

using namespace landfall;

namespace {

std::string decoded(std::string_view text) {
    const auto bytes = base45_decode(text);
    return bytes ? std::string(text_of(*bytes)) : "(refused)";
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_examples_of_rfc_9285_hold_both_ways) {
    BOOST_TEST(base45_encode(bytes_of("AB")) == "BB8");
    BOOST_TEST(base45_encode(bytes_of("Hello!!")) == "%69 VD92EX0");
    BOOST_TEST(base45_encode(bytes_of("base-45")) == "UJCLQE7W581");
    BOOST_TEST(decoded("QED8WEX0") == "ietf!");
    BOOST_TEST(decoded("BB8") == "AB");
    BOOST_TEST(decoded("").empty());
}

BOOST_AUTO_TEST_CASE(what_no_bytes_encode_to_is_refused) {
    // RFC 9285, 4 and 6: a group of more than it can hold, a character left over, characters outside the alphabet.
    for (const char* text : {"GGW", ":::", "A", "BB8A", "::", "bb8", "BB_", "BB8\n", " \t "})
        BOOST_TEST(decoded(text) == "(refused)", text);
    BOOST_TEST(decoded("FGW") == "\xFF\xFF");
    BOOST_TEST(decoded("U5") == "\xFF");
    BOOST_TEST(decoded("V5") == "(refused)");
}

BOOST_AUTO_TEST_CASE(any_bytes_come_back) {
    std::mt19937 random(std::random_device{}());
    const auto seed = random();
    BOOST_TEST_INFO("seed " << seed);
    random.seed(seed);
    for (std::size_t length = 0; length < 300; ++length) {
        Bytes bytes(length);
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
        const auto text = base45_encode(bytes);
        BOOST_TEST(text.size() == length / 2 * 3 + length % 2 * 2);
        BOOST_TEST(base45_decode(text).value() == bytes);
    }
}
