#pragma once

/// The kiosk's half of the link tests: declarations to send, short delays, and a list of what was reported.

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <random>
#include <thread>
#include <vector>

#include "kiosk/link/link.h"

/// As a passenger would make it. Every id is another.
inline landfall::Declaration test_declaration(const std::string& surname = "ERIKSSON") {
    static std::random_device random;
    landfall::Declaration declaration;
    while (declaration.id.size() < 32) declaration.id += "0123456789abcdef"[random() % 16];
    declaration.kiosk = "kiosk-1";
    declaration.language = "en";
    declaration.made = landfall::from_rfc3339("2026-11-21T08:30:00Z").value();
    landfall::Person person;
    person.scan.document = {"P",
                            "UTO",
                            "L898902C3",
                            "UTO",
                            landfall::Date{1974, 8, 12},
                            landfall::Sex::female,
                            landfall::Date{2030, 4, 15},
                            "",
                            surname,
                            "ANNA MARIA"};
    declaration.people.push_back(person);
    declaration.trip = {"CA981", landfall::Date{2026, 11, 21}, "12A", "JFK"};
    return declaration;
}

/// A shipped kiosk's delays, divided so that a test of a whole outage takes a second.
inline landfall::link::Delays test_delays() {
    using ms = std::chrono::milliseconds;
    landfall::link::Delays delays;
    delays.connecting = ms(2'000);
    delays.request = ms(400);
    delays.first_retry = ms(10);
    delays.longest_retry = ms(100);
    delays.shortest_retry_after = ms(150);
    delays.longest_retry_after = ms(300);
    delays.resume_spread = ms(20);
    delays.heartbeat = ms(200);
    delays.outbox_retry = ms(50);
    return delays;
}

/// A wall clock that tests set while the link's thread reads it; waiting goes by the machine's own.
class SettableClock final : public landfall::Clock {
public:
    landfall::Instant now() const override { return std::chrono::steady_clock::now(); }
    landfall::WallTime wall() const override { return wall_; }
    void set(landfall::WallTime wall) { wall_ = wall; }

private:
    std::atomic<landfall::WallTime> wall_{landfall::SystemClock().wall()};
};

/// Takes what the link reports, on whichever thread, and lets a test wait for it.
class Reports {
public:
    landfall::link::Sink sink() {
        return [this](landfall::link::Report report) {
            const std::lock_guard lock(mutex_);
            all_.push_back(std::move(report));
            changed_.notify_all();
        };
    }

    /// The first report of this kind that `wanted` takes. Empty after ten seconds.
    template <typename Kind, typename Wanted>
    std::optional<Kind> wait(Wanted wanted) {
        std::unique_lock lock(mutex_);
        std::optional<Kind> found;
        changed_.wait_for(lock, std::chrono::seconds(10), [&] {
            for (const auto& report : all_)
                if (const auto* kind = std::get_if<Kind>(&report); kind != nullptr && !found && wanted(*kind))
                    found = *kind;
            return found.has_value();
        });
        return found;
    }
    bool stored(const std::string& key) {
        return wait<landfall::link::Stored>([&](const auto& report) { return report.key == key; }).has_value();
    }
    bool answered(const std::string& key) {
        return wait<landfall::link::Answered>([&](const auto& report) { return report.accepted.key == key; })
            .has_value();
    }
    bool state(landfall::link::BackendFault fault) {
        return wait<landfall::link::BackendState>([&](const auto& report) { return report.fault == fault; })
            .has_value();
    }
    template <typename Kind>
    std::size_t count() const {
        const std::lock_guard lock(mutex_);
        std::size_t count = 0;
        for (const auto& report : all_) count += std::holds_alternative<Kind>(report) ? 1 : 0;
        return count;
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<landfall::link::Report> all_;
};

/// Looks again and again until it is true; false after ten seconds.
template <typename Condition>
bool soon(Condition condition) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));  // between two looks
    }
    return true;
}
