#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

#include "backend/judge/compare.h"

using namespace landfall;
using namespace landfall::backend;

namespace landfall {
std::ostream& operator<<(std::ostream& out, const Mismatch& mismatch) {
    return out << static_cast<int>(mismatch.field) << " '" << mismatch.declared << "' '" << mismatch.manifest << "'";
}
}  // namespace landfall

namespace {

Declaration eriksson() {
    Declaration made;
    made.people.resize(1);
    auto& document = made.people[0].scan.document;
    document.surname = "ERIKSSON";
    document.given_names = "ANNA MARIA";
    document.number = "L898902C3";
    document.nationality = "UTO";
    document.birth_date = Date{1974, 8, 12};
    made.trip.flight = "CA981";
    made.trip.date = Date{2026, 11, 21};
    made.trip.seat = "12A";
    return made;
}

Announced announced() {
    return {true, {{"ERIKSSON", "ANNA MARIA", "L898902C3", "UTO", "1974-08-12", "12A", false, "CA981"}}};
}

/// One thing changed on either side, and the mismatches that follow.
struct Case {
    const char* name;
    void (*declared)(Declaration&);
    void (*manifest)(Announced&);
    std::vector<Mismatch> expected;
    bool on_manifest = true;
};
std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.name; }

void as_it_is(Declaration&) {}
void as_announced(Announced&) {}

const std::vector<Case> cases{
    {"all agree", as_it_is, as_announced, {}},
    {"another seat", [](Declaration& d) { d.trip.seat = "12B"; }, as_announced, {{Field::seat, "12B", "12A"}}},
    {"a seat in another spelling", [](Declaration& d) { d.trip.seat = "012-a"; }, as_announced, {}},
    {"no seat declared", [](Declaration& d) { d.trip.seat = ""; }, as_announced, {}},
    {"no seat announced", as_it_is, [](Announced& a) { a.travellers[0].seat = ""; }, {}},
    {"a flight in another spelling", [](Declaration& d) { d.trip.flight = "ca 0981"; }, as_announced, {}},
    {"another surname",
     [](Declaration& d) { d.people[0].scan.document.surname = "ERIKSEN"; },
     as_announced,
     {{Field::surname, "ERIKSEN", "ERIKSSON"}}},
    {"other given names",
     [](Declaration& d) { d.people[0].scan.document.given_names = "LARS"; },
     as_announced,
     {{Field::given_names, "LARS", "ANNA MARIA"}}},
    {"both names differ",
     [](Declaration& d) {
         d.people[0].scan.document.surname = "STEVENSON";
         d.people[0].scan.document.given_names = "PETER";
     },
     as_announced,
     {{Field::surname, "STEVENSON", "ERIKSSON"}, {Field::given_names, "PETER", "ANNA MARIA"}}},
    {"given names cut by the airline", as_it_is, [](Announced& a) { a.travellers[0].given_names = "ANNA"; }, {}},
    {"a name as transliterated",
     [](Declaration& d) { d.people[0].scan.document.surname = "MUELLER"; },
     [](Announced& a) { a.travellers[0].surname = "MULLER"; },
     {}},
    {"another number, same person",
     [](Declaration& d) { d.people[0].scan.document.number = "L898902C4"; },
     as_announced,
     {{Field::document_number, "L898902C4", "L898902C3"}}},
    {"a number in another spelling", as_it_is, [](Announced& a) { a.travellers[0].number = "l 898-902c3"; }, {}},
    {"no number announced", as_it_is, [](Announced& a) { a.travellers[0].number = ""; }, {}},
    {"another nationality",
     [](Declaration& d) { d.people[0].scan.document.nationality = "XXA"; },
     as_announced,
     {{Field::nationality, "XXA", "UTO"}}},
    {"Germany's letter",
     [](Declaration& d) { d.people[0].scan.document.nationality = "D"; },
     [](Announced& a) { a.travellers[0].nationality = "DEU"; },
     {}},
    {"a British code",
     [](Declaration& d) { d.people[0].scan.document.nationality = "GBN"; },
     [](Announced& a) { a.travellers[0].nationality = "GBR"; },
     {}},
    {"another birth date",
     [](Declaration& d) {
         d.people[0].scan.document.birth_date = Date{1974, 8, 21};
     },
     as_announced,
     {{Field::birth_date, "1974-08-21", "1974-08-12"}}},
    {"a birth date known to the month",
     [](Declaration& d) {
         d.people[0].scan.document.birth_date = Date{1974, 8, 0};
     },
     as_announced,
     {}},
    {"a birth date that the airline garbled", as_it_is, [](Announced& a) { a.travellers[0].birth_date = "?"; }, {}},
    {"on another flight of the day",
     as_it_is,
     [](Announced& a) { a.travellers[0].flight = "MU554"; },
     {{Field::flight, "CA981", "MU554"}}},
    {"not on the manifest",
     as_it_is,
     [](Announced& a) { a.travellers.clear(); },
     {{Field::flight, "CA981", ""}},
     false},
    {"a stranger of the same birthday",
     as_it_is,
     [](Announced& a) { a.travellers[0] = {"STEVENSON", "PETER", "X1", "UTO", "1974-08-12", "1A", false, "CA981"}; },
     {{Field::flight, "CA981", ""}},
     false},
    {"another state's same number elsewhere",
     as_it_is,
     [](Announced& a) { a.travellers[0] = {"ZHANG", "WEI", "L898902C3", "CHN", "1990-01-01", "1A", false, "MU554"}; },
     {{Field::flight, "CA981", ""}},
     false},
    {"no manifest for the flight",
     as_it_is,
     [](Announced& a) {
         a.flight_known = false;
         a.travellers[0].flight = "MU554";
     },
     {},
     false},
};

}  // namespace

BOOST_DATA_TEST_CASE(each_difference_comes_back_with_both_values, boost::unit_test::data::make(cases), one) {
    auto declaration = eriksson();
    auto known = announced();
    one.declared(declaration);
    one.manifest(known);
    const auto result = compare(declaration, known);
    BOOST_TEST(result.mismatches == one.expected, boost::test_tools::per_element());
    BOOST_TEST(result.on_manifest == one.on_manifest);
    BOOST_TEST(!result.officer);
}

BOOST_AUTO_TEST_CASE(insisting_on_another_identity_needs_an_officer_on_a_seat_it_does_not) {
    auto declaration = eriksson();
    declaration.people[0].scan.document.surname = "ERIKSEN";
    declaration.trip.seat = "1C";
    declaration.confirmed = {"seat"};
    auto result = compare(declaration, announced());
    BOOST_TEST(result.mismatches == (std::vector<Mismatch>{{Field::surname, "ERIKSEN", "ERIKSSON"}}),
               boost::test_tools::per_element());
    BOOST_TEST(!result.officer);
    declaration.confirmed = {"seat", "surname"};
    result = compare(declaration, announced());
    BOOST_TEST(result.mismatches.empty());
    BOOST_TEST(result.officer);
    BOOST_TEST(result.on_manifest);
}

BOOST_AUTO_TEST_CASE(a_group_is_found_one_by_one_and_sits_on_any_of_its_seats) {
    auto declaration = eriksson();
    auto known = announced();
    declaration.people.push_back(declaration.people[0]);
    declaration.people[1].scan.document.given_names = "LARS";
    declaration.people[1].scan.document.number = "L898902C9";
    BOOST_TEST(!compare(declaration, known).on_manifest);
    known.travellers.push_back({"ERIKSSON", "LARS", "L898902C9", "UTO", "1974-08-12", "12B", false, "CA981"});
    declaration.trip.seat = "12B";
    const auto result = compare(declaration, known);
    BOOST_TEST(result.mismatches.empty());
    BOOST_TEST(result.on_manifest);
}

BOOST_AUTO_TEST_CASE(the_number_and_the_name_outweigh_the_number_alone) {
    auto known = announced();
    known.travellers.insert(known.travellers.begin(),
                            {"ZHANG", "WEI", "L898902C3", "CHN", "1990-01-01", "1A", false, "CA981"});
    BOOST_TEST(compare(eriksson(), known).mismatches.empty());
}

BOOST_AUTO_TEST_CASE(a_flight_without_a_date_is_sought_around_today) {
    auto declaration = eriksson();
    BOOST_TEST(sought_for(declaration, {2026, 3, 1}).dates == std::vector<std::string>{"2026-11-21"});
    declaration.trip.date.reset();
    const auto sought = sought_for(declaration, {2026, 3, 1});
    BOOST_TEST(sought.dates == (std::vector<std::string>{"2026-02-28", "2026-03-01", "2026-03-02"}));
    BOOST_TEST(sought.flight == "CA981");
    BOOST_TEST(sought.numbers == std::vector<std::string>{"L898902C3"});
    declaration.trip.flight.clear();
    BOOST_TEST(sought_for(declaration, {2026, 3, 1}).flight.empty());
}
