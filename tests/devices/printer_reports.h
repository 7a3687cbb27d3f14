#pragma once

/// What printers report, kept for a test to look at.

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "devices/printer/printer.h"

namespace landfall::devices::bench {

/// For a busy machine; nothing waits this long when all is well.
constexpr auto printer_patience = std::chrono::seconds(40);

/// Waits until it is true. Errors: a failed test when that takes too long.
inline void await(const char* what, const std::function<bool()>& it) {
    const auto until = std::chrono::steady_clock::now() + printer_patience;
    while (!it()) {
        BOOST_REQUIRE_MESSAGE(std::chrono::steady_clock::now() < until, "waited in vain: " << what);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));  // between two looks at a condition
    }
}

/// What a printer has reported, in order.
///
/// Threads: `sink()`'s function from the printer's, the rest from the test's.
class PrinterReports {
public:
    Printer::Sink sink() {
        return [this](PrinterReport report) {
            {
                std::lock_guard lock(mutex_);
                reports_.push_back(report);
            }
            arrived_.notify_all();
        };
    }

    /// The next report of a job; health is kept for `next_health()`.
    JobReport next_job() { return next<JobReport>(); }
    PrinterHealth next_health() { return next<PrinterHealth>(); }

    bool empty() {
        const std::lock_guard lock(mutex_);
        return reports_.empty();
    }

private:
    template <typename Wanted>
    Wanted next() {
        std::unique_lock lock(mutex_);
        auto found = reports_.end();
        const bool came = arrived_.wait_for(lock, printer_patience, [&] {
            found = std::find_if(reports_.begin(), reports_.end(),
                                 [](const PrinterReport& report) { return std::holds_alternative<Wanted>(report); });
            return found != reports_.end();
        });
        BOOST_REQUIRE_MESSAGE(came, "no report came");
        const auto report = std::get<Wanted>(*found);
        reports_.erase(found);
        return report;
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<PrinterReport> reports_;
};

}  // namespace landfall::devices::bench
