#include "devices/document/swipe_framing.h"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace landfall::devices;

namespace {

const std::string first(44, 'P');
const std::string second(44, '1');

std::vector<SwipeEvent> feed(SwipeParser& parser, const std::string& bytes) {
    std::vector<SwipeEvent> events;
    for (const char byte : bytes)
        if (const auto event = parser.feed(static_cast<std::uint8_t>(byte)); event != SwipeEvent::nothing)
            events.push_back(event);
    return events;
}

using Events = std::vector<SwipeEvent>;

}  // namespace

BOOST_AUTO_TEST_CASE(stx_and_etx_enclose_lines_and_noise_outside_is_ignored) {
    SwipeParser parser(SwipeFraming::stx_etx);
    BOOST_TEST((feed(parser, "noise\r\x03\x02" + first + "\r" + second + "\r\x03") == Events{SwipeEvent::frame}));
    BOOST_TEST(parser.text() == first + "|" + second + "|");
    BOOST_TEST(!parser.midway());
    BOOST_TEST((feed(parser,
                     "\x02"
                     "A\r\n\r\nB\x03") == Events{SwipeEvent::frame}));
    BOOST_TEST(parser.text() == "A|B");
}

BOOST_AUTO_TEST_CASE(a_new_stx_begins_anew) {
    SwipeParser parser(SwipeFraming::stx_etx);
    BOOST_TEST((feed(parser, "\x02LOST\x02KEPT\x03") == Events{SwipeEvent::frame}));
    BOOST_TEST(parser.text() == "KEPT");
}

BOOST_AUTO_TEST_CASE(silence_inside_a_frame_breaks_it) {
    SwipeParser parser(SwipeFraming::stx_etx);
    feed(parser, "\x02");
    BOOST_TEST(parser.midway());
    BOOST_TEST((parser.silence() == SwipeEvent::broken));
    BOOST_TEST((parser.silence() == SwipeEvent::nothing));
    feed(parser, "\x02" + first + "\r");
    BOOST_TEST((parser.silence() == SwipeEvent::broken));
    BOOST_TEST((feed(parser, second + "\r\x03") == Events{}));
}

BOOST_AUTO_TEST_CASE(bare_lines_end_by_their_shape) {
    SwipeParser parser(SwipeFraming::cr_lines);
    BOOST_TEST((feed(parser, first + "\r\n" + second + "\r\n") == Events{SwipeEvent::frame}));
    const std::string card(30, 'I');
    BOOST_TEST((feed(parser, card + "\r" + card + "\r") == Events{}));
    BOOST_TEST((feed(parser, card + "\r") == Events{SwipeEvent::frame}));
    BOOST_TEST(parser.text() == card + "|" + card + "|" + card + "|");
}

BOOST_AUTO_TEST_CASE(bare_lines_that_end_early_are_a_frame_to_judge_and_half_a_line_is_broken) {
    SwipeParser parser(SwipeFraming::cr_lines);
    feed(parser, "NO READ\r");
    BOOST_TEST((parser.silence() == SwipeEvent::frame));
    BOOST_TEST(parser.text() == "NO READ|");
    feed(parser, first.substr(0, 20));
    BOOST_TEST((parser.silence() == SwipeEvent::broken));
}

BOOST_AUTO_TEST_CASE(one_string_ends_with_its_line_or_with_silence_at_a_documents_length) {
    SwipeParser parser(SwipeFraming::joined);
    BOOST_TEST((feed(parser, first + second + "\r\n") == Events{SwipeEvent::frame}));
    feed(parser, first + second);
    BOOST_TEST((parser.silence() == SwipeEvent::frame));
    BOOST_TEST(parser.text() == first + second);
    feed(parser, first);
    BOOST_TEST((parser.silence() == SwipeEvent::broken));
}

BOOST_AUTO_TEST_CASE(too_much_is_told_once_at_its_end) {
    for (const auto framing : {SwipeFraming::stx_etx, SwipeFraming::cr_lines, SwipeFraming::joined}) {
        SwipeParser parser(framing);
        BOOST_TEST((feed(parser, "\x02" + std::string(5000, 'A')) == Events{}));
        BOOST_TEST(parser.midway());
        BOOST_TEST(parser.text().empty());
        BOOST_TEST((parser.silence() == SwipeEvent::overlong));
        BOOST_TEST((parser.silence() == SwipeEvent::nothing));
    }
    SwipeParser parser(SwipeFraming::stx_etx);
    BOOST_TEST((feed(parser, "\x02" + std::string(5000, '\r') + std::string(300, 'A') + "\x03") ==
                Events{SwipeEvent::overlong}));
}

BOOST_AUTO_TEST_CASE(what_began_unwanted_is_thrown_away_unheard) {
    SwipeParser parser(SwipeFraming::cr_lines);
    parser.discard_until_silence();
    BOOST_TEST((feed(parser, first + "\r" + second + "\r") == Events{}));
    BOOST_TEST((parser.silence() == SwipeEvent::nothing));
    BOOST_TEST((feed(parser, first + "\r" + second + "\r") == Events{SwipeEvent::frame}));
}

BOOST_AUTO_TEST_CASE(wiped_bytes_are_gone) {
    SwipeParser parser(SwipeFraming::joined);
    feed(parser, first + second + "\r");
    const auto* const where = parser.text().data();
    parser.wipe();
    BOOST_TEST(parser.text().empty());
    BOOST_TEST((std::string(where, SwipeParser::longest) == std::string(SwipeParser::longest, '\0')));
}

BOOST_AUTO_TEST_CASE(framings_have_names_for_configuration) {
    BOOST_TEST((swipe_framing_from("stx_etx") == SwipeFraming::stx_etx));
    BOOST_TEST((swipe_framing_from("cr_lines") == SwipeFraming::cr_lines));
    BOOST_TEST((swipe_framing_from("joined") == SwipeFraming::joined));
    BOOST_TEST(!swipe_framing_from("STX").has_value());
}
