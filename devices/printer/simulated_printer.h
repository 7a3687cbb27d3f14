#pragma once

/// A printer without hardware: papers come out as PDF files, or vanish; a bench jams it.

#include <condition_variable>
#include <filesystem>
#include <list>
#include <mutex>
#include <thread>

#include "devices/bench.h"
#include "devices/printer/printer.h"

namespace landfall::devices {

/// Owner:   the app or a test. One thread of its own, joined by the destructor.
/// Threads: the bench's calls from any thread; the sink runs on the printer's own, as with every driver.
class SimulatedPrinter final : public Printer {
public:
    /// Papers come out as `folder`/<job>.pdf; an empty folder lets them vanish.
    SimulatedPrinter(std::filesystem::path folder, Sink sink);
    ~SimulatedPrinter() override;

    void print(std::uint64_t job, std::string pdf) override;

    /// Breaks or mends it. Like real ones it fails the job at hand.
    void set_health(PrinterHealth health);

    /// Every fault, paper low, and "mend". The printer has to outlive them.
    Bench levers();

private:
    struct Job {
        std::uint64_t number = 0;
        std::string pdf;
    };
    void run(const std::stop_token& stop);
    JobReport put_out(const Job& job, const PrinterHealth& health) const;

    const std::filesystem::path folder_;
    const Sink sink_;

    std::mutex mutex_;  // guards all below
    std::condition_variable_any changed_;
    PrinterHealth health_;
    std::optional<PrinterHealth> reported_;
    std::list<Job> waiting_;

    std::jthread thread_;  // last: starts when all else is there, and is joined first
};

}  // namespace landfall::devices
