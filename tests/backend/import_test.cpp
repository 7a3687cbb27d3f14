#include <boost/test/unit_test.hpp>

#include "backend/import/import.h"
#include "backend/store/sqlite_store.h"
#include "kiosk/base/file.h"
#include "tests/backend/folder.h"

using namespace landfall;
using namespace landfall::backend;

namespace {

const std::string header = "flight,arrival_time,surname,given_names,birth_date,nationality,document_number,seat,kind\n";
const std::string row = "CA0981,2026-11-21T08:30,ERIKSSON,ANNA MARIA,1974-08-12,UTO,L898902C3,12A,\n";

struct Import {
    Folder folder;
    std::filesystem::path drop = folder / "drop";
    std::unique_ptr<Store> store = *open_sqlite_store(folder / "store.db");
    ManualClock clock{from_rfc3339("2026-11-21T12:00:00Z").value()};

    Import() { std::filesystem::create_directory(drop); }
    void put(const std::string& name, const std::string& content) {
        BOOST_REQUIRE(bool(write_file(drop / name, content)));
    }
    ImportCount run() { return import_manifests(drop, *store, clock); }
    std::vector<TravellerRow> on(const std::string& flight) {
        return store->announced({flight, {"2026-11-21"}, {}, {"1974"}}).value().travellers;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_manifest_dropped_into_the_folder_is_found_under_the_flights_plain_number) {
    Import import;
    import.put("a.csv", header + row);
    BOOST_TEST(import.run().files == 1);
    const auto found = import.on("CA981");
    BOOST_REQUIRE(found.size() == 1u);
    BOOST_TEST(
        (found[0] == TravellerRow{"ERIKSSON", "ANNA MARIA", "L898902C3", "UTO", "1974-08-12", "12A", false, "CA981"}));
}

BOOST_AUTO_TEST_CASE(the_same_content_is_taken_once_under_any_name_and_in_any_run) {
    Import import;
    import.put("a.csv", header + row);
    import.put("b.csv", header + row);
    BOOST_TEST(import.run().files == 1);
    BOOST_TEST(import.run().files == 0);
    BOOST_TEST(import.on("CA981").size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_file_that_can_not_be_read_keeps_no_other_away_and_is_tried_again) {
    Import import;
    import.put("a.csv", header + "CA981,no day,X,,,,,,\n");
    import.put("b.csv", header + row);
    import.put(".hidden", header + "CA981,no day,X,,,,,,\n");
    std::filesystem::create_directory(import.drop / "folder");
    auto count = import.run();
    BOOST_TEST(count.files == 1);
    BOOST_TEST(count.refused == 1);
    import.put("a.csv", header + "MU554,2026-11-21,X,Y,1974-01-01,UTO,X2,,crew\n");
    count = import.run();
    BOOST_TEST(count.files == 1);
    BOOST_TEST(count.refused == 0);
    BOOST_REQUIRE(import.on("MU554").size() == 1u);
    BOOST_TEST(import.on("MU554")[0].crew);
}

BOOST_AUTO_TEST_CASE(a_folder_or_a_store_that_is_not_there_is_counted_as_refused) {
    Import import;
    BOOST_TEST(import_manifests(import.folder / "none", *import.store, import.clock).refused == 1);
}

BOOST_AUTO_TEST_CASE(each_leg_that_lands_is_a_flight_of_its_day) {
    Manifest manifest;
    manifest.travellers.resize(1);
    const LocalTime saturday{Date{2026, 11, 21}, 500}, sunday{Date{2026, 11, 22}, std::nullopt};
    manifest.flights = {{"CA0934", "CA", {"CDG", std::nullopt}, {"PVG", saturday}, false},
                        {"CA934", "CA", {"PVG", saturday}, {"CTU", sunday}, false},
                        {"CA934", "CA", {"CTU", sunday}, {"XXX", sunday}, true},
                        {"CA935", "CA", {"CDG", sunday}, {"PEK", std::nullopt}, false},
                        {"CA936", "CA", {"CDG", std::nullopt}, {"PEK", std::nullopt}, false}};
    const auto rows = rows_of(manifest);
    BOOST_REQUIRE(rows.size() == 3u);
    BOOST_TEST((rows[0].flight == FlightRow{"CA934", "2026-11-21", "CDG", "PVG"}));
    BOOST_TEST((rows[1].flight == FlightRow{"CA934", "2026-11-22", "PVG", "CTU"}));
    BOOST_TEST((rows[2].flight == FlightRow{"CA935", "2026-11-22", "CDG", "PEK"}));
    for (const auto& each : rows) BOOST_TEST(each.travellers.size() == 1u);
}
