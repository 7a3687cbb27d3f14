#include "tests/backend/store_contract.h"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <set>

namespace landfall::backend::contract {

DeclarationRow row(const std::string& id, std::uint32_t revision) {
    DeclarationRow made;
    made.id = id;
    made.revision = revision;
    made.key = id + "." + std::to_string(revision);
    made.kiosk = "kiosk-7";
    made.sha256 = "aa";
    made.json = R"({"text":"Ça ✓"})";
    made.verdict = "{}";
    made.receipt = "HD1:X";
    made.arrived = WallTime(std::chrono::seconds(1'795'000'000));
    made.skew = -3;
    return made;
}

Result<Kept, StoreFault> keep(Store& store, const DeclarationRow& given) {
    std::promise<Result<Kept, StoreFault>> answer;
    store.keep(given, [&](Result<Kept, StoreFault> kept) { answer.set_value(std::move(kept)); });
    return answer.get_future().get();
}

namespace {

ManifestImport manifest(const std::string& sha256) {
    ManifestImport made;
    made.sha256 = sha256;
    made.name = "day.txt";
    made.flights = {{{"CA981", "2026-11-21", "CDG", "PEK"},
                     {{"ERIKSSON", "ANNA MARIA", "L898902C3", "UTO", "1974-08-12", "12A", false, ""},
                      {"STEVENSON", "PETER", "", "UTO", "1974-08-30", "", false, ""}}},
                    {{"MU554", "2026-11-21", "CDG", "PVG"},
                     {{"ERIKSSON", "LARS", "l898-902C4", "UTO", "1974-08-12", "1C", true, ""}}}};
    return made;
}

void a_kept_row_is_found_as_it_was(const Open& open) {
    auto store = open();
    const auto kept = keep(*store, row("a"));
    BOOST_REQUIRE(bool(kept));
    BOOST_TEST(kept->fresh);
    BOOST_TEST((kept->row == row("a")));
    BOOST_TEST((store->find("a.1").value() == row("a")));
    BOOST_TEST(!store->find("a.2").value().has_value());
    BOOST_TEST(!store->find("").value().has_value());
}

void a_taken_key_answers_with_what_stands_there(const Open& open) {
    auto store = open();
    BOOST_REQUIRE(bool(keep(*store, row("a"))));
    auto other = row("a");
    other.sha256 = "bb";
    other.json = "{}";
    const auto kept = keep(*store, other);
    BOOST_REQUIRE(bool(kept));
    BOOST_TEST(!kept->fresh);
    BOOST_TEST((kept->row == row("a")));
    BOOST_TEST((store->find("a.1").value() == row("a")));
}

void the_latest_revision_counts_whatever_the_order(const Open& open) {
    auto store = open();
    for (const std::uint32_t revision : {1u, 10u, 9u}) BOOST_REQUIRE(bool(keep(*store, row("a", revision))));
    BOOST_TEST(store->latest("a").value()->revision == 10u);
    BOOST_TEST(!store->latest("b").value().has_value());
}

void rows_outlive_the_store_object(const Open& open) {
    auto store = open();
    BOOST_REQUIRE(bool(keep(*store, row("a"))));
    store.reset();
    store = open();
    BOOST_TEST((store->find("a.1").value() == row("a")));
}

void what_waits_when_it_closes_is_kept_and_answered(const Open& open) {
    auto store = open();
    std::atomic<int> answered = 0;
    for (int index = 0; index < 300; ++index)
        store->keep(row("id" + std::to_string(index)), [&](const Result<Kept, StoreFault>& kept) {
            if (kept && kept->fresh) ++answered;
        });
    store.reset();
    BOOST_TEST(answered == 300);
    store = open();
    for (int index = 0; index < 300; ++index)
        BOOST_TEST(store->find("id" + std::to_string(index) + ".1").value().has_value());
}

void one_of_many_rivals_for_a_key_is_fresh(const Open& open) {
    auto store = open();
    std::vector<std::future<bool>> rivals;
    for (int rival = 0; rival < 8; ++rival)
        rivals.push_back(std::async(std::launch::async, [&, rival] {
            auto mine = row("a");
            mine.sha256 = std::to_string(rival);
            return keep(*store, mine)->fresh;
        }));
    int fresh = 0;
    for (auto& rival : rivals) fresh += rival.get() ? 1 : 0;
    BOOST_TEST(fresh == 1);
}

void each_accepted_row_is_audited_once(const Open& open) {
    auto store = open();
    for (int again = 0; again < 2; ++again) BOOST_REQUIRE(bool(keep(*store, row("a"))));
    store->note({WallTime(std::chrono::seconds(5)), "kiosk-7", "conflict", "a.1"});
    BOOST_REQUIRE(bool(keep(*store, row("b"))));
    const auto rows = store->audit(10).value();
    BOOST_REQUIRE(rows.size() == 3u);
    BOOST_TEST(rows[0].key == "b.1");
    BOOST_TEST((rows[1] == AuditRow{WallTime(std::chrono::seconds(5)), "kiosk-7", "conflict", "a.1"}));
    BOOST_TEST((rows[2] == AuditRow{row("a").arrived, "kiosk-7", "accepted", "a.1"}));
    BOOST_TEST(store->audit(1).value().size() == 1u);
}

void a_manifest_is_imported_once(const Open& open) {
    auto store = open();
    BOOST_TEST(!store->was_imported("m1").value());
    BOOST_TEST(store->import(manifest("m1")).value());
    BOOST_TEST(!store->import(manifest("m1")).value());
    BOOST_TEST(store->was_imported("m1").value());
    const auto found = store->announced({"CA981", {"2026-11-21"}, {}, {"1974-08"}}).value();
    BOOST_TEST(found.flight_known);
    BOOST_TEST(found.travellers.size() == 2u);
}

void a_traveller_is_found_by_number_on_any_flight_of_the_day(const Open& open) {
    auto store = open();
    BOOST_REQUIRE(store->import(manifest("m1")).value());
    const auto found = store->announced({"CA981", {"2026-11-20", "2026-11-21"}, {"L898902C4"}, {}}).value();
    BOOST_REQUIRE(found.travellers.size() == 1u);
    BOOST_TEST(found.travellers[0].flight == "MU554");
    BOOST_TEST(found.travellers[0].number == "l898-902C4");
    BOOST_TEST(found.travellers[0].crew);
    BOOST_TEST(store->announced({"CA981", {"2026-11-22"}, {"L898902C4"}, {}}).value().travellers.empty());
    BOOST_TEST(store->announced({"CA981", {"2026-11-21"}, {""}, {}}).value().travellers.empty());
}

void a_traveller_is_found_by_birth_date_on_the_flight_alone(const Open& open) {
    auto store = open();
    BOOST_REQUIRE(store->import(manifest("m1")).value());
    const auto found = store->announced({"CA981", {"2026-11-21"}, {}, {"1974-08-12"}}).value();
    BOOST_REQUIRE(found.travellers.size() == 1u);
    BOOST_TEST(found.travellers[0].given_names == "ANNA MARIA");
    const auto unknown = store->announced({"CA982", {"2026-11-21"}, {}, {"1974-08-12"}}).value();
    BOOST_TEST(!unknown.flight_known);
    BOOST_TEST(unknown.travellers.empty());
}

void a_later_manifest_corrects_an_earlier_one(const Open& open) {
    auto store = open();
    BOOST_REQUIRE(store->import(manifest("m1")).value());
    auto later = manifest("m2");
    later.flights[0].travellers[0].seat = "14F";
    BOOST_REQUIRE(store->import(later).value());
    const auto found = store->announced({"CA981", {"2026-11-21"}, {"L898902C3"}, {"1974-08"}}).value();
    BOOST_REQUIRE(found.travellers.size() == 2u);
    std::set<std::string> seats;
    for (const auto& person : found.travellers) seats.insert(person.seat);
    BOOST_TEST((seats == std::set<std::string>{"", "14F"}));
}

void a_cancellation_takes_its_travellers_back(const Open& open) {
    auto store = open();
    BOOST_REQUIRE(store->import(manifest("m1")).value());
    auto cancelling = manifest("m2");
    cancelling.flights = {cancelling.flights[0]};
    cancelling.flights[0].travellers.resize(1);
    cancelling.flights[0].cancels = true;
    BOOST_REQUIRE(store->import(cancelling).value());
    const auto found = store->announced({"CA981", {"2026-11-21"}, {"L898902C3"}, {"1974"}}).value();
    BOOST_REQUIRE(found.travellers.size() == 1u);
    BOOST_TEST(found.travellers[0].surname == "STEVENSON");
}

void texts_are_data_and_never_statements(const Open& open) {
    auto store = open();
    auto hostile = row("'; DROP TABLE declarations; --");
    hostile.json = std::string("a\0b", 3);
    BOOST_REQUIRE(bool(keep(*store, hostile)));
    BOOST_TEST((store->find(hostile.key).value() == hostile));
}

}  // namespace

const std::vector<Check>& checks() {
    static const std::vector<Check> all = {
        {"a_kept_row_is_found_as_it_was", a_kept_row_is_found_as_it_was},
        {"a_taken_key_answers_with_what_stands_there", a_taken_key_answers_with_what_stands_there},
        {"the_latest_revision_counts_whatever_the_order", the_latest_revision_counts_whatever_the_order},
        {"rows_outlive_the_store_object", rows_outlive_the_store_object},
        {"what_waits_when_it_closes_is_kept_and_answered", what_waits_when_it_closes_is_kept_and_answered},
        {"one_of_many_rivals_for_a_key_is_fresh", one_of_many_rivals_for_a_key_is_fresh},
        {"each_accepted_row_is_audited_once", each_accepted_row_is_audited_once},
        {"a_manifest_is_imported_once", a_manifest_is_imported_once},
        {"a_traveller_is_found_by_number_on_any_flight_of_the_day",
         a_traveller_is_found_by_number_on_any_flight_of_the_day},
        {"a_traveller_is_found_by_birth_date_on_the_flight_alone",
         a_traveller_is_found_by_birth_date_on_the_flight_alone},
        {"a_later_manifest_corrects_an_earlier_one", a_later_manifest_corrects_an_earlier_one},
        {"a_cancellation_takes_its_travellers_back", a_cancellation_takes_its_travellers_back},
        {"texts_are_data_and_never_statements", texts_are_data_and_never_statements},
    };
    return all;
}

}  // namespace landfall::backend::contract
