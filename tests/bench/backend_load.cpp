// An open loop of declarations against a backend of its own: each is due at its own instant, whether or not the ones
// before it are answered, and its time counts from that instant. Every body is signed and sealed before the clock runs.
//
//   backend_load [RATE [CONNECTIONS [SECONDS]]]    300 a second over 64 connections for 30 s unless told otherwise
//
// Prints one JSON line; times in milliseconds. TMPDIR chooses the disk.

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "backend/store/sqlite_store.h"
#include "tests/backend/border.h"

using namespace landfall;
using namespace landfall::backend;
using Moment = std::chrono::steady_clock;

namespace {

struct Plan {
    unsigned rate = 300, connections = 64, seconds = 30;
    unsigned count() const { return rate * seconds; }
};

double milliseconds(Moment::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

double percentile(std::vector<double> samples, double percent) {
    if (samples.empty()) return 0;
    std::ranges::sort(samples);
    const auto rank = static_cast<std::size_t>(percent / 100 * static_cast<double>(samples.size() - 1) + 0.5);
    return samples[rank];
}

/// Makes a small append durable five times a second, on the disk under test and while it is under load.
std::vector<double> measure_sync(const std::filesystem::path& file, const std::stop_token& stop) {
    std::vector<double> samples;
    const int number = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::string page(4096, 'x');
    for (auto due = Moment::now(); !stop.stop_requested(); due += std::chrono::milliseconds(200)) {
        std::this_thread::sleep_until(due);
        if (::write(number, page.data(), page.size()) != static_cast<ssize_t>(page.size())) break;
        const auto began = Moment::now();
        ::fdatasync(number);
        samples.push_back(milliseconds(Moment::now() - began));
    }
    ::close(number);
    return samples;
}

struct Outcome {
    std::vector<double> took;
    unsigned faults = 0;
};

Outcome load(std::uint16_t port, const Plan& plan, const std::vector<std::string>& bodies) {
    std::vector<Outcome> each(plan.connections);
    std::atomic<unsigned> next = 0;
    std::vector<std::jthread> kiosks;
    const auto begin = Moment::now() + std::chrono::seconds(2);  // the handshakes are over by then
    for (auto& mine : each)
        kiosks.emplace_back([&] {
            Client client(port);
            if (client.get("/v1/packs").status != 200) ++mine.faults;
            for (unsigned index = next++; index < bodies.size(); index = next++) {
                const auto due = begin + std::chrono::nanoseconds(1'000'000'000ull * index / plan.rate);
                std::this_thread::sleep_until(due);
                if (client.declare(id_of(index) + ".1", bodies[index]).status != 201) ++mine.faults;
                mine.took.push_back(milliseconds(Moment::now() - due));
            }
        });
    kiosks.clear();
    Outcome all;
    for (const auto& mine : each) {
        all.took.insert(all.took.end(), mine.took.begin(), mine.took.end());
        all.faults += mine.faults;
    }
    return all;
}

unsigned missing(const std::filesystem::path& path, unsigned count) {
    const auto store = *open_sqlite_store(path);
    unsigned missed = 0;
    for (unsigned index = 0; index < count; ++index)
        missed += store->find(id_of(index) + ".1").value().has_value() ? 0 : 1;
    return missed;
}

}  // namespace

int main(int count, char** words) {
    Plan plan;
    unsigned* const fields[] = {&plan.rate, &plan.connections, &plan.seconds};
    for (int index = 1; index < count && index < 4; ++index)
        *fields[index - 1] = static_cast<unsigned>(std::max(1, std::atoi(words[index])));
    std::vector<std::string> bodies;
    for (unsigned index = 0; index < plan.count(); ++index)
        bodies.push_back(sealed(declaration(index, SystemClock().wall())));

    Border border;
    border.start();
    std::vector<double> sync;
    std::jthread syncing(
        [&](const std::stop_token& stop) { sync = measure_sync(border.store().parent_path() / "sync", stop); });
    const auto outcome = load(border.port(), plan, bodies);
    syncing.request_stop();
    syncing.join();
    border.signal(SIGTERM);
    const bool ended = border.wait() == 0;
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);  // packaging/pki is in it too: some 100 ms
    const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    std::printf(R"({"rate":%u,"connections":%u,"seconds":%u,"answered":%zu,"faults":%u,"missing":%u,"p50":%.1f,)"
                R"("p99":%.1f,"max":%.1f,"sync_p50":%.1f,"sync_p99":%.1f,"sync_max":%.1f,"backend_cpu_s":%.2f})"
                "\n",
                plan.rate, plan.connections, plan.seconds, outcome.took.size(), outcome.faults + (ended ? 0 : 1),
                missing(border.store(), plan.count()), percentile(outcome.took, 50), percentile(outcome.took, 99),
                percentile(outcome.took, 100), percentile(sync, 50), percentile(sync, 99), percentile(sync, 100),
                seconds(usage.ru_utime) + seconds(usage.ru_stime));
    return 0;
}
