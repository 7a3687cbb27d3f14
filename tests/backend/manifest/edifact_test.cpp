#include "backend/manifest/edifact.h"

#include <boost/test/unit_test.hpp>

#include "tests/backend/manifest/messages.h"

using namespace landfall::backend;

namespace {

std::string error_of(std::string_view bytes) {
    const auto reading = read_edifact(bytes);
    return reading.error ? reading.error->message : "";
}

/// The one segment of the one message.
EdifactSegment only_segment(const std::string& bytes) {
    const auto reading = read_edifact(bytes);
    if (reading.error) BOOST_FAIL(reading.error->message);
    BOOST_REQUIRE(reading.messages.size() == 1u);
    BOOST_REQUIRE(reading.messages[0].segments.size() == 1u);
    return reading.messages[0].segments[0];
}

}  // namespace

BOOST_AUTO_TEST_CASE(elements_and_components_are_found_by_their_place) {
    const auto segment = only_segment(paxlst({"NAD+FL+++DOE:JOHN:WAYNE++CITY"}));
    BOOST_TEST(segment.tag == "NAD");
    BOOST_TEST(segment.at(0) == "FL");
    BOOST_TEST(segment.at(1) == "");
    BOOST_TEST(segment.at(3, 2) == "WAYNE");
    BOOST_TEST(segment.at(3, 3) == "");
    BOOST_TEST(segment.at(5) == "CITY");
    BOOST_TEST(segment.at(6) == "");
    BOOST_TEST(segment.number == 3u);
}

BOOST_AUTO_TEST_CASE(the_release_character_lets_every_service_character_through_once) {
    const auto segment = only_segment(paxlst({"FTX+?+?:??+?'?A"}));
    BOOST_TEST(segment.at(0) == "+:?");
    BOOST_TEST(segment.at(1) == "'A");
    // UNA with a blank in its place: there is none.
    const auto plain = only_segment("UNA:+.  '" + paxlst({"FTX+WHAT?+NEXT"}));
    BOOST_TEST(plain.at(0) == "WHAT?");
    BOOST_TEST(plain.at(1) == "NEXT");
}

BOOST_AUTO_TEST_CASE(line_breaks_are_taken_out_wherever_they_stand) {
    const auto text = "UNA:+.? '" + paxlst({"NAD+FL+++DOE:JOHN?+X"});
    for (const std::string end : {"\n", "\r\n", "\r"})
        for (std::size_t width = 1; width < text.size(); ++width) {
            std::string wrapped;
            for (std::size_t at = 0; at < text.size(); at += width) wrapped += text.substr(at, width) + end;
            const auto segment = only_segment(wrapped);
            BOOST_REQUIRE(segment.tag == "NAD");
            BOOST_REQUIRE(segment.at(3, 1) == "JOHN+X");
        }
}

BOOST_AUTO_TEST_CASE(una_may_name_any_sensible_characters) {
    const auto swapped = [](const char* una, char component, char element, char release, char terminator) {
        auto text = paxlst({"NAD+FL+++DOE:JOHN?+X"});
        for (auto& character : text)
            character = character == ':'    ? component
                        : character == '+'  ? element
                        : character == '?'  ? release
                        : character == '\'' ? terminator
                                            : character;
        return only_segment(una + text).at(3, 1).substr(0, 4) == "JOHN";
    };
    BOOST_TEST(swapped("UNA:+.?*'", ':', '+', '?', '\''));
    BOOST_TEST(swapped("UNA:+.?'", ':', '+', '?', '\''));  // the fifth place lost
    BOOST_TEST(swapped("UNA:*.? $", ':', '*', '?', '$'));
    BOOST_TEST(swapped("UNA<|,\\ ~", '<', '|', '\\', '~'));
    BOOST_TEST(swapped("UNA:+.? \n", ':', '+', '?', '\n'));
    BOOST_TEST(swapped("UNA:+.? \r", ':', '+', '?', '\r'));
    BOOST_TEST(swapped("una:+.? '\r\n  ", ':', '+', '?', '\''));
}

BOOST_AUTO_TEST_CASE(what_can_be_no_service_characters_is_no_interchange) {
    for (const char* una : {"UNA++.? '", "UNA:+.?", "UNAABCDEF", "UNA:+.: '", "UNA:+.? +"})
        BOOST_TEST(!looks_like_edifact(std::string(una) + "XYZ:1'"), una);
    BOOST_TEST(!looks_like_edifact("UNA UNBUTTONED UNHAPPY"));
    BOOST_TEST(!looks_like_edifact("UN"));
    BOOST_TEST(!looks_like_edifact("UNB"));
}

BOOST_AUTO_TEST_CASE(what_stands_around_an_interchange_is_skipped) {
    const auto text = paxlst({"BGM+745"});
    BOOST_TEST(only_segment("\x01QD PVGBDXX\r\n.CDGSPXX 202031\r\n\x02" + text).tag == "BGM");
    BOOST_TEST(only_segment(text + "\r\n\x03\r\nThis mail's content was scanned. + ' :").tag == "BGM");
    BOOST_TEST(only_segment("UNA is short for unaccompanied. " + text).tag == "BGM");
}

BOOST_AUTO_TEST_CASE(a_message_needs_no_interchange) {
    BOOST_TEST(only_segment(message({"BGM+745"})).tag == "BGM");
    BOOST_TEST(only_segment(message({"BGM+745"}) + "\n\nKind regards").tag == "BGM");
    BOOST_TEST(read_edifact(message({"BGM+745"}) + message({"BGM+250"})).messages.size() == 2u);
}

BOOST_AUTO_TEST_CASE(several_interchanges_stand_one_after_the_other) {
    const auto one = interchange(message({"BGM+745"}) + message({"BGM+250"}), 2);
    const auto reading =
        read_edifact(one + "\r\n=====\r\nUNA:*.? ~UNB*UNOA:4*A*B*261121:0630*8~UNH*3*PAXLST~UNT*2*3~UNZ*1*8~");
    BOOST_TEST(!reading.error.has_value());
    BOOST_TEST(reading.remarks.empty());
    BOOST_REQUIRE(reading.messages.size() == 3u);
    BOOST_TEST(reading.messages[2].reference == "3");
}

BOOST_AUTO_TEST_CASE(groups_are_counted_and_may_be_absent) {
    const std::string head = "UNB+UNOA:4+A+B+261121:0630+7'", group = "UNG+PAXLST+A+B+261121:0630+9+UN+D:05B'";
    const auto remarks = [](const std::string& text) { return read_edifact(text).remarks.size(); };
    BOOST_TEST(remarks(head + group + message({}) + message({}) + "UNE+2+9'UNZ+1+7'") == 0u);
    BOOST_TEST(remarks(head + group + message({}) + "UNE+1+9'" + group + message({}) + "UNE+1+9'UNZ+2+7'") == 0u);
    BOOST_TEST(remarks(head + group + message({}) + "UNE+2+9'UNZ+1+7'") == 1u);
    BOOST_TEST(remarks(head + group + message({}) + "UNE+1+8'UNZ+1+7'") == 1u);
    BOOST_TEST(remarks(head + group + message({}) + "UNZ+1+7'") == 1u);
    BOOST_TEST(remarks(head + message({}) + "UNE+1+9'UNZ+1+7'") == 1u);
    BOOST_TEST(remarks(head + message({}) + "UNZ+2+8'") == 2u);
}

BOOST_AUTO_TEST_CASE(control_counts_that_do_not_agree_are_remarked) {
    const auto reading = read_edifact(interchange("UNH+1+PAXLST'BGM+745'UNT+4+2'"));
    BOOST_TEST(!reading.error.has_value());
    BOOST_REQUIRE(reading.messages.size() == 1u);
    const std::vector<std::string> expected = {"UNT (segment 4) counts 4 segments, 3 are there",
                                               "UNT (segment 4) has the reference 2, its header 1"};
    BOOST_TEST(reading.messages[0].remarks == expected, boost::test_tools::per_element());
    BOOST_TEST(read_edifact(interchange("UNH+1+PAXLST'BGM+745'UNT+x+1'")).messages[0].remarks.size() == 1u);
}

BOOST_AUTO_TEST_CASE(every_cut_is_noticed_and_whole_messages_before_it_are_kept) {
    const auto first = message({"BGM+745", "NAD+FL+++DOE:JOHN"});
    const auto text = "UNA:+.? '" + interchange(first + message({"BGM+250"}), 2);
    const auto end_of_first = text.find(first) + first.size();
    for (std::size_t length = 20; length < text.size(); ++length) {
        const auto reading = read_edifact(text.substr(0, length));
        BOOST_REQUIRE_MESSAGE(reading.error, length);
        BOOST_REQUIRE(reading.messages.size() >= (length >= end_of_first ? 1u : 0u));
    }
}

BOOST_AUTO_TEST_CASE(envelopes_in_the_wrong_order_are_an_error_that_names_the_segment) {
    BOOST_TEST(error_of("UNB+UNOA:4+A+B+1+7'UNB+UNOA:4+A+B+1+7'").starts_with("segment 2 (UNB)"));
    BOOST_TEST(error_of(interchange("UNH+1+PAXLST'UNH+2+PAXLST'")).starts_with("segment 3 (UNH)"));
    BOOST_TEST(error_of(interchange("UNH+1+PAXLST'UNG+1'")).starts_with("segment 3 (UNG)"));
    BOOST_TEST(error_of(interchange("UNH+1+PAXLST'")).starts_with("segment 3 (UNZ)"));
    BOOST_TEST(error_of(interchange("BGM+745'")).starts_with("segment 2 (BGM)"));
    BOOST_TEST(error_of(interchange("UNT+1+1'")).starts_with("segment 2 (UNT)"));
    BOOST_TEST(error_of(paxlst({"+745"})) == "segment 3 begins with no tag of three letters");
    BOOST_TEST(error_of(paxlst({"B GM+745"})) == "segment 3 begins with no tag of three letters");
}

BOOST_AUTO_TEST_CASE(too_much_of_anything_is_an_error) {
    BOOST_TEST(error_of(paxlst({"FTX" + std::string(99, '+')})) == "");
    BOOST_TEST(error_of(paxlst({"FTX" + std::string(100, '+')})) == "segment 3 has more than 99 elements");
    BOOST_TEST(error_of(paxlst({"FTX+" + std::string(98, ':')})) == "");
    BOOST_TEST(error_of(paxlst({"FTX+" + std::string(99, ':')})) ==
               "segment 3 has more than 99 components in an element");
    BOOST_TEST(error_of(paxlst({"FTX+" + std::string(4096, 'A')})) == "");
    BOOST_TEST(error_of(paxlst({"FTX+" + std::string(4097, 'A')})) == "segment 3 holds a text of more than 4096 bytes");
    std::string many = "UNB+UNOA:4+A+B+1+7'UNH+1+PAXLST'";
    for (int segment = 0; segment < 500'000; ++segment) many += "FTX+1'";
    BOOST_TEST(error_of(many) == "there are more than 500000 segments");
}

BOOST_AUTO_TEST_CASE(letters_outside_ascii_become_utf_8) {
    BOOST_TEST(only_segment(paxlst({"FTX+M\xDCLLER"})).at(0) == "M\xC3\x9CLLER");
    BOOST_TEST(only_segment(paxlst({"FTX+M\xC3\x9CLLER"})).at(0) == "M\xC3\x9CLLER");
    BOOST_TEST(only_segment(paxlst({"FTX+\xED\xA0\x80"})).at(0) == "\xC3\xAD\xC2\xA0\xC2\x80");
    auto cyrillic = paxlst({"FTX+\xB8"});
    cyrillic.replace(cyrillic.find("UNOA"), 4, "UNOE");
    BOOST_TEST(read_edifact(cyrillic).remarks.size() == 1u);
}
