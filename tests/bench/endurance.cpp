// Visits without glass: the whole appliance with backend, outbox, reader and printer, but neither window nor painter.
//
// Usage: endurance CONFIG VISITS; prints one JSON object for each tenth of the visits: how many are over, the
// process's own memory (anonymous PSS) and what of its heap is in use, in bytes. Exit status 1 when a visit stands
// still.
#include <malloc.h>
#include <poll.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "devices/wake.h"
#include "kiosk/app/appliance.h"
#include "kiosk/session/delays.h"
#include "kiosk/ui/compose.h"

using namespace landfall;
using namespace landfall::app;

namespace {

constexpr auto patience_ms = 30'000;
constexpr auto sample = "insert eriksson-passport-valid";

/// Nobody has to be waited for who reads a goodbye.
class SkippingClock final : public Clock {
public:
    Instant now() const override { return system_.now() + std::chrono::milliseconds(skipped_); }
    WallTime wall() const override { return system_.wall(); }
    void skip(std::chrono::milliseconds by) { skipped_ += by.count(); }

private:
    SystemClock system_;
    std::atomic<long long> skipped_ = 0;
};

[[noreturn]] void fail(const std::string& why) {
    std::cerr << "endurance: " << why << "\n";
    std::exit(1);
}

long long pss() {
    std::ifstream rollup("/proc/self/smaps_rollup");
    for (std::string word; rollup >> word;)
        if (long long kilobytes = 0; word == "Pss_Anon:" && rollup >> kilobytes) return kilobytes * 1024;
    fail("the kernel tells no PSS");
}

bool ends_visit(const std::string& screen) { return screen == "goodbye"; }

/// A passenger who says no to every question, and takes the airline's seat.
class Passenger {
public:
    Passenger(Appliance& appliance, SkippingClock& clock, devices::Wake& wake)
        : appliance_(appliance), clock_(clock), wake_(wake) {}

    void visit() {
        for (auto screen = shown(); !ends_visit(screen.id); screen = shown())
            if (!act(screen)) wait();
        clock_.skip(delays::goodbye);
        while (shown().id != "attract") wait();
    }

private:
    ui::Screen shown() {
        wake_.quiet();
        appliance_.conductor().go_on();
        return ui::compose(appliance_.site(), appliance_.conductor().state(), appliance_.texts());
    }

    void wait() {
        auto entry = wake_.poll_entry();
        auto longest = std::chrono::milliseconds(patience_ms);
        if (const auto due = appliance_.conductor().next_due())
            longest = std::min(longest, std::chrono::ceil<std::chrono::milliseconds>(*due - clock_.now()));
        ::poll(&entry, 1, std::max(0, int(longest.count())));
        if (++idle_ > 1000) fail("nothing happens on screen " + shown().id);
    }

    bool touch_first(const ui::Screen& screen, const auto& fits) {
        const auto found = std::find_if(screen.controls.begin(), screen.controls.end(),
                                        [&](const ui::Control& control) { return control.touch && fits(control.id); });
        if (found == screen.controls.end()) return false;
        idle_ = 0;
        appliance_.conductor().touched(*found->touch);
        return true;
    }
    bool touch(const ui::Screen& screen, const std::string& id) {
        return touch_first(screen, [&](const std::string& other) { return other == id; });
    }

    bool type(const std::string& text) {
        for (const char letter : text)
            if (!touch(shown(), std::string("key.") + letter)) return false;
        return touch(shown(), "flight.continue");
    }

    bool lay_down() {
        const auto number = visit_number(appliance_.conductor().state());
        if (number == laid_down_) return false;  // once a visit; now it is being read
        laid_down_ = number;
        for (const auto& lever : appliance_.bench())
            if (lever.device == "document" && lever.name == sample) lever.pull();
        return true;
    }

    /// Returns false when there is nothing to do but wait.
    bool act(const ui::Screen& screen) {
        if (screen.id == "document") return lay_down();
        if (screen.id == "flight") return type("CA981");
        if (screen.id == "seat") return type("12A");
        if (screen.id.starts_with("question.")) {
            if (chosen(screen)) return touch(screen, "question.continue");
            return touch_first(screen,
                               [](const std::string& id) { return id.ends_with(".no") || id.ends_with(".none"); });
        }
        for (const auto* id : {"start", "language.en", "confirm.yes", "review.more", "review.declare",
                               "mismatch.seat.take", "receipt.finish"})
            if (touch(screen, id)) return true;
        return false;
    }
    static bool chosen(const ui::Screen& screen) {
        return std::any_of(screen.controls.begin(), screen.controls.end(), [](const auto& one) { return one.chosen; });
    }

    Appliance& appliance_;
    SkippingClock& clock_;
    devices::Wake& wake_;
    VisitNumber laid_down_ = 0;
    int idle_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) fail("usage: endurance CONFIG VISITS");
    const int visits = std::atoi(arguments[2]), tenth = std::max(1, visits / 10);
    SkippingClock clock;
    devices::Wake wake;
    const auto appliance = Appliance::make(
        read_config(arguments[1]), clock, [&] { wake.wake(); }, [] {});
    if (!appliance) fail(appliance.error());
    Passenger passenger(**appliance, clock, wake);
    for (int visit = 1; visit <= visits; ++visit) {
        passenger.visit();
        if (visit % tenth == 0)
            std::printf("{\"visits\": %d, \"pss\": %lld, \"heap\": %zu}\n", visit, pss(), ::mallinfo2().uordblks);
        std::fflush(stdout);
    }
    return 0;
}
