#include <boost/test/unit_test.hpp>

#include <poll.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "backend/store/sqlite_store.h"
#include "kiosk/protocol/wire.h"
#include "tests/backend/border.h"

using namespace landfall;
using namespace landfall::backend;

namespace {

/// How often the backend is killed: 5 times, or as often as the environment says (label `drill`).
int kills() {
    const char* told = std::getenv("LANDFALL_KILLS");
    return told == nullptr ? 5 : std::max(1, std::atoi(told));
}

/// Kiosks that declare without pause and remember what was acknowledged.
class Load {
public:
    explicit Load(std::uint16_t port, unsigned first) {
        for (unsigned kiosk = 0; kiosk < 4; ++kiosk)
            threads_.emplace_back([this, port, kiosk, first](const std::stop_token& stop) {
                Client client(port);
                const SystemClock clock;
                for (unsigned number = first + kiosk; !stop.stop_requested(); number += 4) {
                    const auto one = declaration(number, clock.wall());
                    const auto reply = client.declare(one);
                    if (reply.status == 201) acknowledge(idempotency_key(one), reply.body);
                    if (reply.status == 0) return;  // it was killed under us
                }
            });
    }
    /// Waits until this many were acknowledged, or 20 s.
    void wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        grown_.wait_for(lock, std::chrono::seconds(20), [&] { return acknowledged_.size() >= count; });
    }
    std::map<std::string, std::string> stop() {
        for (auto& thread : threads_) thread.request_stop();
        threads_.clear();
        return acknowledged_;
    }

private:
    void acknowledge(const std::string& key, const std::string& body) {
        std::lock_guard lock(mutex_);
        acknowledged_[key] = body;
        grown_.notify_all();
    }
    std::mutex mutex_;
    std::condition_variable grown_;
    std::map<std::string, std::string> acknowledged_;
    std::vector<std::jthread> threads_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(killed_at_any_instant_it_has_every_declaration_that_it_acknowledged) {
    const unsigned seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    Border border;
    std::map<std::string, std::string> all;
    for (int round = 0; round < kills(); ++round) {
        border.start();
        Load load(border.port(), 1'000'000u * static_cast<unsigned>(round));
        load.wait_for(5 + random() % 40);
        ::poll(nullptr, 0, static_cast<int>(random() % 20));  // anywhere between two acknowledgements
        border.kill();
        const auto acknowledged = load.stop();
        BOOST_TEST(acknowledged.size() >= 5u, "seed " << seed);
        all.insert(acknowledged.begin(), acknowledged.end());
    }
    border.start();
    Client client(border.port());
    const SystemClock clock;
    const auto store = *open_sqlite_store(border.store());
    std::size_t missing = 0, changed = 0;
    for (const auto& [key, body] : all) {
        const auto row = store->find(key).value();
        missing += row ? 0 : 1;
        changed += row && row->verdict != body ? 1 : 0;
    }
    BOOST_TEST(missing == 0u, missing << " of " << all.size() << " missing, seed " << seed);
    BOOST_TEST(changed == 0u);
    // Once: the same content sent again finds the row, and its audit stands once too.
    const auto again = store->find(all.begin()->first).value().value();
    BOOST_TEST(client.declare(again.key, sealed(again.json)).status == 200);
    std::map<std::string, int> audited;
    const auto rows = store->audit(10'000'000).value();
    for (const auto& row : rows)
        if (row.what == "accepted") ++audited[row.key];
    BOOST_TEST(std::ranges::all_of(all, [&](const auto& entry) { return audited[entry.first] == 1; }));
    BOOST_TEST(std::ranges::all_of(audited, [](const auto& entry) { return entry.second == 1; }));
}
