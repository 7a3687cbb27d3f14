#include <boost/test/unit_test.hpp>

#include "kiosk/base/clock.h"
#include "kiosk/base/date.h"
#include "kiosk/base/file.h"
#include "kiosk/base/inbox.h"
#include "kiosk/base/latest.h"
#include "kiosk/base/log.h"

#include <cstdlib>
#include <set>
#include <thread>

using namespace landfall;

BOOST_AUTO_TEST_CASE(a_date_is_written_as_far_as_it_is_known) {
    BOOST_TEST((Date{1974, 8, 12}.iso()) == "1974-08-12");
    BOOST_TEST((Date{1974, 8, 0}.iso()) == "1974-08");
    BOOST_TEST((Date{1974, 0, 0}.iso()) == "1974");
}

BOOST_AUTO_TEST_CASE(every_text_that_is_a_date_reads_back_and_others_do_not) {
    for (const char* text : {"2024-02-29", "1999-12", "2000"}) BOOST_TEST(date_from_iso(text).value().iso() == text);
    for (const char* text : {"", "2023-02-29", "2023-13", "0000", "2023-00", "2023-01-00", "2023-1-1", "2023/01/01",
                             "2023-01-01T", "20a3", "2023-01-1x", "-123"})
        BOOST_TEST(!date_from_iso(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(nobody_is_taken_for_older_than_they_surely_are) {
    BOOST_TEST(age_on({2010, 6, 15}, {2026, 6, 14}) == 15);
    BOOST_TEST(age_on({2010, 6, 15}, {2026, 6, 15}) == 16);
    BOOST_TEST(age_on({2010, 0, 0}, {2026, 6, 15}) == 15);
}

BOOST_AUTO_TEST_CASE(an_instant_survives_its_text) {
    for (const char* text : {"1970-01-01T00:00:00Z", "2026-11-21T08:30:59Z", "2100-02-28T23:59:59Z"})
        BOOST_TEST(to_rfc3339(from_rfc3339(text).value()) == text);
    for (const char* text :
         {"", "2026-11-21", "2026-11-21T24:00:00Z", "2026-11-21T08:30:59+00:00", "2026-13-21T08:30:59Z"})
        BOOST_TEST(!from_rfc3339(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(the_wall_clock_can_be_set_without_disturbing_waits) {
    ManualClock clock(from_rfc3339("2026-11-21T08:30:00Z").value());
    const auto began = clock.now();
    clock.advance(std::chrono::seconds(90));
    clock.set_wall(from_rfc3339("1970-01-01T00:00:00Z").value());
    BOOST_TEST((clock.now() - began == std::chrono::seconds(90)));
    BOOST_TEST(to_rfc3339(clock.wall()) == "1970-01-01T00:00:00Z");
}

BOOST_AUTO_TEST_CASE(letters_from_many_threads_arrive_once_each) {
    int woken = 0;
    std::mutex counting;
    Inbox<int> inbox([&] {
        std::lock_guard lock(counting);
        ++woken;
    });
    {
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < 4; ++writer)
            writers.emplace_back([&, writer] {
                for (int letter = 0; letter < 100; ++letter) inbox.post(writer * 100 + letter);
            });
    }
    const auto letters = inbox.take();
    BOOST_TEST(letters.size() == 400u);
    BOOST_TEST(std::set<int>(letters.begin(), letters.end()).size() == 400u);
    BOOST_TEST(woken == 400);
    BOOST_TEST(inbox.take().empty());
}

BOOST_AUTO_TEST_CASE(only_the_newest_value_is_kept) {
    Latest<int> latest;
    BOOST_TEST(!latest.take().has_value());
    latest.set(1);
    latest.set(2);
    BOOST_TEST(latest.take().value() == 2);
    BOOST_TEST(!latest.take().has_value());
}

BOOST_AUTO_TEST_CASE(a_file_is_replaced_whole_or_not_at_all) {
    std::string folder = (std::filesystem::temp_directory_path() / "landfall-base-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const auto path = std::filesystem::path(folder) / "note";
    BOOST_TEST(bool(write_file(path, "first")));
    BOOST_TEST(bool(write_file(path, "second")));
    BOOST_TEST(read_file(path).value() == "second");
    BOOST_TEST(!read_file(path, 3));
    BOOST_TEST(!write_file(std::filesystem::path(folder) / "missing" / "note", "x"));
    BOOST_TEST(!read_file(std::filesystem::path(folder) / "missing"));
    BOOST_TEST(std::distance(std::filesystem::directory_iterator(folder), {}) == 1);
    std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(every_log_event_has_a_name_and_a_meaning) {
    BOOST_TEST(name_of(LogEvent::kiosk_started) == "kiosk_started");
    BOOST_TEST(name_of(LogEvent::clock_skew) == "clock_skew");
    BOOST_TEST((level_of(LogEvent::store_failed) == LogLevel::error));
    BOOST_TEST(!meaning_of(LogEvent::declaration_sent).empty());
}
