#include "backend/manifest/csv.h"

#include <boost/test/unit_test.hpp>

#include "backend/manifest/csv_rows.h"

using namespace landfall;
using namespace landfall::backend;

namespace {

std::string error_of(const std::string& bytes) {
    const auto manifests = read_csv_manifest(bytes);
    return manifests ? "" : manifests.error().message;
}

/// The rows, fields joined by |, rows by /.
std::string rows(std::string_view text) {
    CsvReader reader(text);
    std::string joined;
    for (;;) {
        const auto row = reader.next();
        if (!row) return "error: " + row.error();
        if (!*row) return joined;
        for (const auto& field : (*row)->fields) joined += field + "|";
        joined += "/";
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(rows_are_those_of_rfc_4180) {
    BOOST_TEST(rows("a,b\r\nc,d\r\n") == "a|b|/c|d|/");
    BOOST_TEST(rows("a,b\nc,d") == "a|b|/c|d|/");
    BOOST_TEST(rows("a,\"b\"\"b\",\"c,c\r\nc\"\r\n") == "a|b\"b|c,c\r\nc|/");
    BOOST_TEST(rows("a,,\n,,\n") == "a|||/|||/");
    BOOST_TEST(rows(" a , \"b\" ,c\n") == "a|b|c|/");
    BOOST_TEST(rows("\n\r\n\na,b\n\n") == "a|b|/");
    BOOST_TEST(rows("") == "");
    BOOST_TEST(rows("\"\"") == "|/");
}

BOOST_AUTO_TEST_CASE(the_separator_is_found_in_the_first_line) {
    BOOST_TEST(rows("a;b,c;d\n1;2,3;4\n") == "a|b,c|d|/1|2,3|4|/");
    BOOST_TEST(rows("a\tb\n1,2\t3\n") == "a|b|/1,2|3|/");
    BOOST_TEST(rows("\"a;a;a\",b\n1,2\n") == "a;a;a|b|/1|2|/");
}

BOOST_AUTO_TEST_CASE(broken_quotes_and_oversize_name_their_line) {
    BOOST_TEST(rows("a,b\n\"c,d\n") == "error: line 2: a quote is never closed");
    BOOST_TEST(rows("a,b\n\"c\"x,d\n") == "error: line 2: something stands between a closing quote and the separator");
    BOOST_TEST(rows("a,b\nc\"c,d\n") == "error: line 2: a quote stands inside an unquoted field");
    BOOST_TEST(rows("a\n\"x\ny\"\nb\"") == "error: line 4: a quote stands inside an unquoted field");
    BOOST_TEST(rows(std::string(99, ',')).starts_with("|"));
    BOOST_TEST(rows(std::string(100, ',')) == "error: line 1: more than 100 fields");
    BOOST_TEST(rows(std::string(4097, 'a')) == "error: line 1: a field of more than 4096 bytes");
    BOOST_TEST(rows("\"" + std::string(4097, 'a') + "\"") == "error: line 1: a field of more than 4096 bytes");
}

BOOST_AUTO_TEST_CASE(columns_may_stand_in_any_order_and_under_their_other_names) {
    const auto manifests = read_csv_manifest("Given Name;SURNAME;Flight-No;meal\nANNA;ERIKSSON;ca 934;none\n");
    BOOST_REQUIRE(bool(manifests));
    BOOST_REQUIRE(manifests->size() == 1u);
    BOOST_TEST(manifests->at(0).flights.at(0).number == "CA934");
    BOOST_TEST(manifests->at(0).flights.at(0).carrier == "CA");
    BOOST_TEST(manifests->at(0).travellers.at(0).surname == "ERIKSSON");
    BOOST_TEST(manifests->at(0).travellers.at(0).given_names == "ANNA");
    BOOST_TEST(looks_like_csv("\xEF\xBB\xBFsurname,flight\n"));
    BOOST_TEST(!looks_like_csv("surname\n"));
    BOOST_TEST(!looks_like_csv("UNB+UNOA:4+A,B\n"));
}

BOOST_AUTO_TEST_CASE(rows_of_one_flight_are_one_manifest) {
    const auto manifests = read_csv_manifest(
        "flight,departure_time,surname\n"
        "CA1,2026-11-21T08:30,A\nCA2,2026-11-21T08:30,B\nCA1,2026-11-21T08:30,C\nCA1,2026-11-22T08:30,D\n");
    BOOST_REQUIRE(bool(manifests));
    BOOST_REQUIRE(manifests->size() == 3u);
    BOOST_TEST(manifests->at(0).travellers.size() == 2u);
    BOOST_TEST(manifests->at(0).travellers.at(1).surname == "C");
    BOOST_TEST(manifests->at(2).flights.at(0).departure.time.value().iso() == "2026-11-22T08:30");
}

BOOST_AUTO_TEST_CASE(a_further_row_of_the_same_traveller_is_a_further_document) {
    const std::string head = "flight,surname,birth_date,document_number\n";
    const auto people = [&](const std::string& lines) {
        return read_csv_manifest(head + lines).value().at(0).travellers.size();
    };
    BOOST_TEST(people("CA1,LI,1974-08-12,A1\nCA1,LI,1974-08-12,A2\n") == 1u);
    BOOST_TEST(people("CA1,LI,1974-08-12,A1\nCA1,WU,1974-08-12,A2\nCA1,LI,1974-08-12,A3\n") == 3u);
    BOOST_TEST(people("CA1,LI,,A1\nCA1,LI,,A2\n") == 2u);
    BOOST_TEST(people("CA1,LI,1974-08-12,\nCA1,LI,1974-08-12,\n") == 2u);
}

BOOST_AUTO_TEST_CASE(times_are_local_and_checked) {
    const auto with_time = [](const std::string& time) { return "flight,surname,arrival_time\nCA1,LI," + time + "\n"; };
    for (const char* time : {"2026-11-21", "2026-11-21T08:30", "2026-11-21 08:30", "2026-11-21T08:30:00", ""})
        BOOST_TEST(error_of(with_time(time)) == "", time);
    for (const char* time : {"2026-11", "2026-11-31", "2026-11-21T24:30", "2026-11-21T08:3", "2026-11-21X08:30",
                             "21.11.2026", "2026-11-21T08:30Z", "2026-11-21T"})
        BOOST_TEST(error_of(with_time(time)).starts_with("line 2: "), time);
}

BOOST_AUTO_TEST_CASE(too_many_rows_are_refused) {
    std::string text = "flight,surname\n";
    for (int row = 0; row < 100'001; ++row) text += "CA1,A\n";
    BOOST_TEST(error_of(text) == "line 100002: more than 100000 rows");
}
