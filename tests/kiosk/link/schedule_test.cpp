#include "kiosk/link/schedule.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <set>

using namespace landfall;
using namespace landfall::link;
using namespace std::chrono_literals;

namespace {

struct Bench {
    Delays delays;
    Instant now{};
    Schedule schedule{delays, 1, now};
    std::int64_t stored = 0;

    std::int64_t submit(const char* id, std::uint32_t revision = 1) {
        schedule.submit({++stored, id, revision, 0, 0}, now);
        return stored;
    }
    void resume(const char* id, int attempts = 0) { schedule.resume({++stored, id, 1, attempts, 0}); }
    /// The number of the envelope sent next; -1: none.
    std::int64_t next() {
        const auto row = schedule.next(now);
        return row ? row->number : -1;
    }
    std::chrono::milliseconds fail(std::int64_t number, bool own_fault = false,
                                   std::optional<std::chrono::seconds> retry_after = {}) {
        return schedule.failed(number, now, own_fault, retry_after);
    }
    bool ended(std::int64_t number) { return schedule.ended(number, now).has_value(); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_revision_waits_until_the_earlier_one_is_answered) {
    Bench bench;
    bench.submit("b", 2);
    bench.submit("b", 1);
    BOOST_TEST(bench.next() == 2);
    BOOST_TEST(bench.next() == -1);
    BOOST_TEST(bench.ended(2));
    BOOST_TEST(bench.next() == 1);
}

BOOST_AUTO_TEST_CASE(revision_ten_comes_after_revision_nine) {
    Bench bench;
    bench.submit("b", 10);
    bench.submit("b", 9);
    BOOST_TEST(bench.next() == 2);
}

BOOST_AUTO_TEST_CASE(a_waiting_passenger_goes_before_the_backlog) {
    Bench bench;
    bench.resume("a");
    bench.now += bench.delays.resume_spread;
    bench.submit("b");
    BOOST_TEST(bench.next() == 2);
    BOOST_TEST(bench.next() == 1);
}

BOOST_AUTO_TEST_CASE(only_so_many_are_sent_at_once) {
    Bench bench;
    for (const char* id : {"a", "b", "c", "d", "e"}) bench.submit(id);
    for (std::size_t sent = 0; sent < most_at_once; ++sent) BOOST_TEST(bench.next() > 0);
    BOOST_TEST(bench.next() == -1);
    BOOST_TEST(bench.ended(3));
    BOOST_TEST(bench.next() == 5);
}

BOOST_AUTO_TEST_CASE(while_the_backend_is_away_one_exchange_asks_for_all) {
    Bench bench;
    bench.submit("a");
    bench.submit("b");
    BOOST_TEST(bench.next() == 1);
    BOOST_TEST(bench.next() == 2);
    bench.fail(1);
    const auto pause = bench.fail(2);
    BOOST_TEST(bench.next() == -1);
    bench.now += pause;
    BOOST_TEST(bench.next() == 1);
    BOOST_TEST(bench.next() == -1);
    BOOST_TEST(bench.ended(1));
    BOOST_TEST(bench.next() == 2);
}

BOOST_AUTO_TEST_CASE(a_new_passenger_is_tried_at_once_even_then) {
    Bench bench;
    bench.submit("a");
    BOOST_TEST(bench.next() == 1);
    bench.fail(1);
    bench.submit("b");
    BOOST_TEST((bench.schedule.wake() <= bench.now));
    BOOST_TEST(bench.next() == 2);
}

BOOST_AUTO_TEST_CASE(pauses_double_up_to_a_limit_with_jitter) {
    Bench bench;
    bench.submit("a");
    auto full = bench.delays.first_retry;
    for (int failure = 0; failure < 20; ++failure) {
        BOOST_TEST_REQUIRE(bench.next() == 1);
        const auto pause = bench.fail(1);
        BOOST_TEST((pause >= full / 2 && pause <= full), pause.count() << " ms after failure " << failure);
        bench.now += pause;
        full = std::min(full * 2, bench.delays.longest_retry);
    }
}

BOOST_AUTO_TEST_CASE(exchanges_that_fail_together_are_one_failure) {
    Bench bench;
    for (const char* id : {"a", "b", "c", "d"}) bench.submit(id);
    for (int sent = 0; sent < 4; ++sent) bench.next();
    for (int number = 1; number < 4; ++number) bench.fail(number);
    BOOST_TEST((bench.fail(4) <= bench.delays.first_retry));
}

BOOST_AUTO_TEST_CASE(an_envelope_that_fails_each_time_holds_up_nobody) {
    Bench bench;
    bench.submit("a");
    for (int round = 0; round < 5; ++round) {
        BOOST_TEST_REQUIRE(bench.next() == 1);
        bench.now += bench.fail(1, true);
        bench.now += 1min;
    }
    bench.submit("b");
    bench.submit("c");
    BOOST_TEST(bench.next() == 2);
    BOOST_TEST(bench.ended(2));
    BOOST_TEST(bench.next() == 3);
}

BOOST_AUTO_TEST_CASE(what_the_backend_asks_for_is_believed_within_bounds) {
    for (const auto& [asked, given] : {std::pair(0s, 1s), {20s, 20s}, {86'400s, 300s}}) {
        Bench bench;
        bench.submit("a");
        bench.next();
        BOOST_TEST((bench.fail(1, false, asked) == given), "asked for " << asked.count());
    }
}

BOOST_AUTO_TEST_CASE(an_idle_kiosk_asks_now_and_then) {
    Bench bench;
    BOOST_TEST(!bench.schedule.heartbeat(bench.now));
    bench.now = bench.schedule.wake();
    BOOST_TEST(bench.schedule.heartbeat(bench.now));
    BOOST_TEST(!bench.schedule.heartbeat(bench.now));
    BOOST_TEST((bench.schedule.wake() == Instant::max()));
    bench.schedule.ended(0, bench.now);
    const auto pause = bench.schedule.wake() - bench.now;
    BOOST_TEST((pause >= bench.delays.heartbeat / 2 && pause <= bench.delays.heartbeat));
}

BOOST_AUTO_TEST_CASE(kiosks_that_start_together_do_not_begin_together) {
    std::set<Instant> begins;
    for (std::uint32_t kiosk = 1; kiosk <= 50; ++kiosk) {
        const Schedule schedule(Delays{}, kiosk * 2654435761u, Instant{});
        begins.insert(schedule.wake());
    }
    BOOST_TEST(begins.size() > 40u);
}

BOOST_AUTO_TEST_CASE(everything_is_answered_in_the_end_and_the_thread_never_spins) {
    const auto seed = std::random_device{}();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 dice(seed);
    const auto chance = [&](int percent) { return static_cast<int>(dice() % 100) < percent; };

    Bench bench;
    std::set<std::int64_t> open, under_way;
    std::uint32_t revision = 0;
    for (int turn = 0; turn < 20'000 && (turn < 500 || !open.empty()); ++turn) {
        if (turn < 500 && chance(30)) open.insert(bench.submit(chance(50) ? "a" : "b", ++revision));
        while (true) {
            const auto number = bench.next();
            if (number < 0) break;
            BOOST_TEST_REQUIRE(under_way.insert(number).second, "sent twice at once");
        }
        if (bench.schedule.heartbeat(bench.now)) under_way.insert(0);
        if (const auto wake = bench.schedule.wake(); wake != Instant::max() && under_way.empty()) {
            BOOST_TEST_REQUIRE((wake > bench.now), "would spin, seed " << seed);
            bench.now = wake;
        }
        if (under_way.empty()) continue;
        BOOST_TEST_REQUIRE((bench.schedule.wake() > bench.now), "would spin, seed " << seed);
        const auto number = *under_way.begin();
        under_way.erase(number);
        bench.now += 10ms;
        if (chance(40)) {
            bench.fail(number, chance(50));
        } else {
            bench.schedule.ended(number, bench.now);
            open.erase(number);
        }
    }
    BOOST_TEST(open.empty(), "seed " << seed);
}
