#pragma once

/// Driver for printers that speak IPP themselves: in the network, or on USB behind ipp-usb. No print server in between.

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "devices/printer/printer.h"

namespace landfall::devices {

namespace ipp {
class Session;
}

/// Every delay of the driver, each with its reason. The values are those of a shipped kiosk; tests shorten them.
struct IppDelays {
    using ms = std::chrono::milliseconds;

    ms answering{5'000};    ///< connection and answer to a question; printers that wake up from sleep need 3 s
    ms sending{20'000};     ///< a whole document; a printer short of memory takes it in at the speed of its paper
    ms busy{15'000};        ///< it still works on the paper before; a receipt takes 5 s
    ms printing{60'000};    ///< from taken in to out; a cold laser printer warms up for half of that
    ms cancelling{10'000};  ///< until a cancelled job is really over; sheets in the path still leave
    ms lost{4'000};         ///< a network that hiccups during a job is waited for, a pulled cable is not
    ms farewell{1'000};     ///< to cancel the job at hand when the kiosk stops; systemd would wait for 90 s
    ms watching{500};       ///< between two looks at a job: quicker than a passenger wonders
    ms idle{10'000};        ///< between two looks at a healthy printer: the technician learns soon, the network is calm
    ms broken{2'000};       ///< between two looks at a broken one: whoever mends it stands there and waits
};

struct IppPrinterConfig {
    std::string uri;  ///< ipp://192.0.2.7/ipp/print, ipps://..., ipp://localhost:60000/ipp/print (ipp-usb)
    std::string user = "landfall";  ///< whose jobs these are; kiosks that share a printer need a name each
    IppDelays delays{};
};

/// Jobs are made and then filled (Create-Job, Send-Document: IPP Everywhere, PWG 5100.14), so that a job which meets a
/// fault has a number to be cancelled by, even when the answer to its document is lost. What an earlier life of the
/// kiosk left in the printer is cancelled before anything else.
///
/// Owner:   the app. One thread of its own, joined by the destructor after `farewell` at most; after 10 s where libcups
///          hangs in a TLS handshake, and as long as the system's resolver needs for a name that doesn't resolve.
/// Threads: as Printer says.
/// Errors:  a printer that is away, or that takes no PDF, is reported as health, and asked again.
class IppPrinter final : public Printer {
public:
    IppPrinter(IppPrinterConfig config, Sink sink);
    ~IppPrinter() override;

    void print(std::uint64_t job, std::string pdf) override;

private:
    struct Job {
        std::uint64_t number = 0;
        std::string pdf;
    };

    void run(const std::stop_token& stop);
    std::optional<Job> wait_for_job(const std::stop_token& stop);
    void work_on(ipp::Session& session, Job job, const std::stop_token& stop);
    void report_health(PrinterHealth health);

    const IppPrinterConfig config_;
    const Sink sink_;

    std::mutex mutex_;  // guards waiting_
    std::condition_variable_any changed_;
    std::list<Job> waiting_;

    std::optional<PrinterHealth> reported_;  // of the printer's thread alone

    std::jthread thread_;  // last: starts when all else is there, and is joined first
};

}  // namespace landfall::devices
