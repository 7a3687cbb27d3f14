#pragma once

/// The receipt printer as the kiosk sees it.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace landfall::devices {

enum class PrinterFault { paper_out, cover_open, jam, offline, refused, misconfigured };

struct PrinterHealth {
    std::optional<PrinterFault> fault;  ///< empty: it prints
    bool paper_low = false;             ///< still prints; the technician is told
    bool operator==(const PrinterHealth&) const = default;
};

/// What became of a job: printed, or the fault that stopped it. A job is reported exactly once.
struct JobReport {
    std::uint64_t job = 0;
    std::optional<PrinterFault> fault;  ///< empty: the whole paper is out
    bool operator==(const JobReport&) const = default;
};

using PrinterReport = std::variant<JobReport, PrinterHealth>;

/// Owner:   the app.
/// Threads: each printer has one thread of its own, joined by its destructor. `print()` from any thread; the sink runs
/// on
///          the printer's thread with no lock held.
/// Errors:  reported to the sink. A job that meets a fault is cancelled and reported after a bounded wait; it never
///          comes out later, in front of another passenger.
class Printer {
public:
    using Sink = std::function<void(PrinterReport)>;

    virtual ~Printer() = default;

    /// Prints one document. The bytes are wiped as soon as the job has ended.
    /// Units: `pdf` is a whole PDF file, as i18n renders it.
    virtual void print(std::uint64_t job, std::string pdf) = 0;
};

}  // namespace landfall::devices
