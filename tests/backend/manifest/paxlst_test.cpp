#include "backend/manifest/paxlst.h"

#include <boost/test/unit_test.hpp>

#include "backend/manifest/paxlst_date.h"
#include "tests/backend/manifest/messages.h"

using namespace landfall;
using namespace landfall::backend;

namespace {

const Date today{2026, 11, 21};

Manifest manifest_of(const std::vector<std::string>& segments) {
    auto manifests = read_manifest(paxlst(segments), today);
    if (!manifests) BOOST_FAIL(manifests.error().message);
    BOOST_REQUIRE(manifests->size() == 1u);
    return manifests->front();
}

std::string time_of(std::string_view digits, std::string_view format = "", Century century = Century::around) {
    const auto time = edifact_time(digits, format, century, today);
    return time ? time->iso() : "none";
}

const std::vector<std::string> flight = {"TDT+20+CA934+++CA", "LOC+125+CDG", "DTM+189:2611202030:201", "LOC+87+PVG",
                                         "DTM+232:2611211510:201"};

std::vector<std::string> operator+(std::vector<std::string> left, const std::vector<std::string>& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

/// "CDG>PVG" for each flight.
std::string route(const Manifest& manifest) {
    std::string text;
    for (const auto& leg : manifest.flights) text += leg.departure.airport + ">" + leg.arrival.airport + " ";
    return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_flight_number_comes_with_its_carrier) {
    const auto number = [](const std::string& segment) {
        const auto manifest = manifest_of({segment});
        return manifest.flights.at(0).number + " " + manifest.flights.at(0).carrier;
    };
    BOOST_TEST(number("TDT+20+DL123+++DL") == "DL123 DL");
    BOOST_TEST(number("TDT+20+DL 0123") == "DL0123 DL");
    BOOST_TEST(number("TDT+20+0123+++DL") == "DL0123 DL");
    BOOST_TEST(number("TDT+20+123A+++DL") == "DL123A DL");
    BOOST_TEST(number("TDT+20+9W123") == "9W123 9W");
    BOOST_TEST(number("TDT+20+3U8633+++3U") == "3U8633 3U");
    BOOST_TEST(number("TDT+20+DLH123") == "DLH123 DLH");
    BOOST_TEST(number("tdt+20+ca 934+++ca") == "CA934 CA");
}

BOOST_AUTO_TEST_CASE(flight_numbers_compare_without_zeros_and_blanks) {
    for (const char* number : {"CA123", "ca 123", "CA0123", "CA 00123", "CA-123"})
        BOOST_TEST(comparable_flight_number(number) == "CA123", number);
    BOOST_TEST(comparable_flight_number("CA012A") == "CA12A");
    BOOST_TEST(comparable_flight_number("9W0007") == "9W7");
    BOOST_TEST(comparable_flight_number("U20045") == "U245");
    BOOST_TEST(comparable_flight_number("DLH0400") == "DLH400");
    BOOST_TEST(comparable_flight_number("CA000") == "CA0");
    BOOST_TEST(comparable_flight_number("") == "");
    BOOST_TEST(comparable_flight_number("C") == "C");
}

BOOST_AUTO_TEST_CASE(stops_become_flights_between_them) {
    BOOST_TEST(route(manifest_of(flight)) == "CDG>PVG ");
    BOOST_TEST(route(manifest_of({"TDT+20+A1", "LOC+87+PVG", "LOC+125+CDG"})) == "CDG>PVG ");
    BOOST_TEST(route(manifest_of({"TDT+20+A1", "LOC+125+LHR", "LOC+87+YUL", "LOC+92+YOW", "LOC+130+YVR"})) ==
               "LHR>YUL YUL>YOW YOW>YVR ");
    BOOST_TEST(route(manifest_of({"TDT+20+A1", "LOC+125+VIE", "DTM+189:2611202030:201", "LOC+87+VIE"})) == "VIE>VIE ");
    BOOST_TEST(route(manifest_of({"TDT+20+A1", "LOC+125+CDG"})) == "CDG> ");
    BOOST_TEST(route(manifest_of({"TDT+20+A1", "LOC+87+PVG"})) == ">PVG ");
    BOOST_TEST(route(manifest_of({"TDT+20+A1"})) == "> ");
    BOOST_TEST(route(manifest_of({"TDT+20+A1", "LOC+5+XXX", "LOC+125+CDG", "LOC+87+"})) == "CDG> ");
}

BOOST_AUTO_TEST_CASE(scheduled_times_win_over_estimated_ones_in_any_order) {
    const auto departure = [](const std::string& first, const std::string& second) {
        const auto manifest = manifest_of({"TDT+20+A1", "LOC+125+CDG", first, second, "LOC+87+PVG"});
        return manifest.flights.at(0).departure.time.value().iso();
    };
    BOOST_TEST(departure("DTM+189:2611202030:201", "DTM+133:2611202100:201") == "2026-11-20T20:30");
    BOOST_TEST(departure("DTM+133:2611202100:201", "DTM+189:2611202030:201") == "2026-11-20T20:30");
    BOOST_TEST(departure("DTM+133:2611202100:201", "DTM+137:2611202030:201") == "2026-11-20T21:00");
}

BOOST_AUTO_TEST_CASE(every_kind_of_traveller_is_told_apart) {
    const auto manifest = manifest_of(flight + std::vector<std::string>{"NAD+FL+++A", "NAD+FM+++B", "NAD+DDU+++C",
                                                                        "NAD+DDT+++D", "NAD+BA+++TRAVEL AGENT"});
    BOOST_REQUIRE(manifest.travellers.size() == 4u);
    const auto kind = [&](std::size_t at) {
        const auto& traveller = manifest.travellers[at];
        return std::string(traveller.kind == TravellerKind::crew ? "crew" : "passenger") +
               (traveller.transit ? " in transit" : "");
    };
    BOOST_TEST(kind(0) == "passenger");
    BOOST_TEST(kind(1) == "crew");
    BOOST_TEST(kind(2) == "passenger in transit");
    BOOST_TEST(kind(3) == "crew in transit");
}

BOOST_AUTO_TEST_CASE(what_belongs_to_nobody_changes_nobody) {
    const auto manifest =
        manifest_of({"BGM+745", "RFF+AVF:AAAAAA", "DOC+P+X1", "NAT+2+UTO", "NAD+MS+++DESK", "ATT+2++F", "TDT+20+A1",
                     "NAD+FL+++DOE:JOHN", "LOC+91+UTO", "DTM+36:300101", "CNT+42:1", "NAT+2+UTO"});
    BOOST_REQUIRE(manifest.travellers.size() == 1u);
    Traveller expected;
    expected.surname = "DOE";
    expected.given_names = "JOHN";
    BOOST_TEST((manifest.travellers[0] == expected));
    BOOST_TEST(manifest.remarks.empty());
}

BOOST_AUTO_TEST_CASE(the_main_document_is_the_passport) {
    const auto main = [](const std::vector<std::string>& documents) {
        const auto manifest = manifest_of(flight + std::vector<std::string>{"NAD+FL+++DOE"} + documents);
        const auto* document = main_document(manifest.travellers.at(0));
        return document ? document->number : "none";
    };
    BOOST_TEST(main({}) == "none");
    BOOST_TEST(main({"DOC+V+V1", "DOC+I+I1", "DOC+P:110:111+P1"}) == "P1");
    BOOST_TEST(main({"DOC+V+V1", "DOC+I+I1"}) == "I1");
    BOOST_TEST(main({"DOC+V+V1"}) == "V1");
    BOOST_TEST(main({"DOC+I+I1", "DOC+39+P2"}) == "P2");
    BOOST_TEST(main({"DOC++N1"}) == "N1");
}

BOOST_AUTO_TEST_CASE(counts_of_people_are_compared_where_a_list_is_whole) {
    const auto remarks = [](const std::string& unh, const std::string& count) {
        const auto text =
            interchange(message(flight + std::vector<std::string>{"NAD+FL+++A", "NAD+FM+++B", count}, unh));
        return read_manifest(text, today).value().at(0).remarks.size();
    };
    BOOST_TEST(remarks("", "CNT+42:1") == 0u);
    BOOST_TEST(remarks("", "CNT+41:1") == 0u);
    BOOST_TEST(remarks("", "CNT+42:2") == 0u);  // everybody
    BOOST_TEST(remarks("", "CNT+42:160") == 1u);
    BOOST_TEST(remarks("", "CNT+42:many") == 1u);
    BOOST_TEST(remarks("", "CNT+5:160") == 0u);
    BOOST_TEST(remarks("++01:F", "CNT+42:160") == 1u);
    BOOST_TEST(remarks("++01:C", "CNT+42:160") == 0u);
    BOOST_TEST(remarks("++02:F", "CNT+42:160") == 0u);
}

BOOST_AUTO_TEST_CASE(a_list_that_takes_back_says_so) {
    BOOST_TEST(!manifest_of({"BGM+745", "TDT+20+A1"}).cancels());
    BOOST_TEST(!manifest_of({"BGM+745+CP", "TDT+20+A1"}).cancels());
    BOOST_TEST(manifest_of({"BGM+745+XR", "TDT+20+A1"}).cancels());
    BOOST_TEST(manifest_of({"bgm+745+rp", "TDT+20+A1"}).cancels());
    BOOST_TEST(manifest_of({"BGM+745+987654321+9", "TDT+20+A1"}).function == "");
}

BOOST_AUTO_TEST_CASE(dates_are_read_by_format_or_by_length) {
    BOOST_TEST(time_of("261121", "101") == "2026-11-21");
    BOOST_TEST(time_of("20261121", "102") == "2026-11-21");
    BOOST_TEST(time_of("2611210830", "201") == "2026-11-21T08:30");
    BOOST_TEST(time_of("261121083059", "202") == "2026-11-21T08:30");
    BOOST_TEST(time_of("202611210830", "203") == "2026-11-21T08:30");
    BOOST_TEST(time_of("20261121083059", "204") == "2026-11-21T08:30");
    BOOST_TEST(time_of("202611210830") == "2026-11-21T08:30");
    BOOST_TEST(time_of("2611210000") == "2026-11-21T00:00");
    BOOST_TEST(time_of("2611212400") == "2026-11-21");
    BOOST_TEST(time_of("20261121", "101") == "2026-11-21");  // the length knows better
    for (const char* digits : {"", "0", "26112", "2611211", "26-11-21", "261321", "260231", "000000", "00000000",
                               "99999999", "261121T08", "\xD9\xA1\xD9\xA1\xD9\xA1"})
        BOOST_TEST(time_of(digits) == "none", digits);
}

BOOST_AUTO_TEST_CASE(two_digit_years_find_their_century) {
    BOOST_TEST(time_of("261121", "", Century::past) == "2026-11-21");
    BOOST_TEST(time_of("261122", "", Century::past) == "1926-11-22");
    BOOST_TEST(time_of("270101", "", Century::past) == "1927-01-01");
    BOOST_TEST(time_of("261100", "", Century::past) == "2026-11");
    BOOST_TEST(time_of("261200", "", Century::past) == "1926-12");
    BOOST_TEST(time_of("990101") == "1999-01-01");
    BOOST_TEST(time_of("750101") == "2075-01-01");
    BOOST_TEST(time_of("760101") == "1976-01-01");
}

BOOST_AUTO_TEST_CASE(births_are_dated_by_the_flight_and_not_by_today) {
    const std::vector<std::string> old_flight = {"TDT+20+CA934", "LOC+125+CDG",  "DTM+189:1402112030:201",
                                                 "LOC+87+PVG",   "NAD+FL+++DOE", "DTM+329:200101"};
    BOOST_TEST(manifest_of(old_flight).travellers.at(0).birth_date.value().iso() == "1920-01-01");
}

BOOST_AUTO_TEST_CASE(remarks_of_a_list_that_is_wrong_throughout_are_bounded) {
    std::vector<std::string> segments = flight;
    for (int person = 0; person < 1000; ++person) {
        segments.push_back("NAD+FL+++DOE:JOHN");
        segments.push_back("DTM+329:nonsense");
    }
    const auto manifest = manifest_of(segments);
    BOOST_TEST(manifest.travellers.size() == 1000u);
    BOOST_TEST(manifest.remarks.size() == 50u);
}

BOOST_AUTO_TEST_CASE(more_flights_or_people_than_there_can_be_are_refused) {
    const auto refused = [](const std::vector<std::string>& repeated, int times) {
        std::vector<std::string> segments = {"TDT+20+A1"};
        for (int time = 0; time < times; ++time) segments.insert(segments.end(), repeated.begin(), repeated.end());
        return !read_manifest(paxlst(segments), today);
    };
    BOOST_TEST(!refused({"NAD+FL+++DOE"}, 20'000));
    BOOST_TEST(refused({"NAD+FL+++DOE"}, 20'001));
    BOOST_TEST(!refused({"TDT+20+A1"}, 99));
    BOOST_TEST(refused({"TDT+20+A1"}, 101));
    BOOST_TEST(!refused({"LOC+92+AAA", "LOC+92+BBB"}, 50));
    BOOST_TEST(refused({"LOC+92+AAA", "LOC+92+BBB"}, 51));
}

BOOST_AUTO_TEST_CASE(an_oversized_file_is_refused_unread) {
    const std::string large(most_manifest_bytes + 1, ' ');
    BOOST_TEST(read_manifest(large, today).error().message == "the file is larger than 16 MiB");
    BOOST_TEST(!read_manifest(std::string(most_manifest_bytes, '\''), today));
}
