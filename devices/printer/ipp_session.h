#pragma once

/// What the driver says to one IPP printer: how are you, print this, stop that.

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "devices/printer/ipp_exchange.h"
#include "devices/printer/ipp_printer.h"

namespace landfall::devices::ipp {

/// Threads: one.
class Session {
public:
    explicit Session(const IppPrinterConfig& config) : config_(config), printer_(parse_address(config.uri)) {}

    /// Asks the printer how it is. First it cancels what must not come out any more; until that is done the printer
    /// counts as one that refuses.
    PrinterHealth look(const std::stop_token& stop);

    /// Prints one document and stays until it is out. Wipes `pdf` as soon as the printer has it.
    /// Returns the fault that stopped it; the job is cancelled then, or will be by the next `look()` that gets through.
    /// `changed` is told how the printer is meanwhile.
    std::optional<PrinterFault> print(std::string& pdf, const std::function<void(PrinterHealth)>& changed,
                                      const std::stop_token& stop);

private:
    using Watcher = std::function<void(PrinterHealth)>;

    Message request(ipp_op_t operation) const { return make_request(operation, *printer_, config_.user); }
    Result<Message, PrinterFault> ask(const Message& request, const std::stop_token& stop) const;
    PrinterHealth ask_health(const std::stop_token& stop) const;
    void cancel_leftovers(const std::stop_token& stop);
    Result<int, PrinterFault> make_job(const std::stop_token& stop) const;
    std::optional<PrinterFault> fill_job(int job, const std::string& pdf, const std::stop_token& stop) const;
    std::optional<PrinterFault> watch_job(int job, const Watcher& changed, const std::stop_token& stop);
    std::optional<PrinterFault> cancel(int job, PrinterFault why, const std::stop_token& stop);
    ipp_jstate_t state_of(int job, const std::stop_token& stop) const;

    const IppPrinterConfig& config_;
    const std::optional<Address> printer_;  // empty: the configuration names none
    bool leftovers_ = true;                 // jobs of ours may wait in the printer: at first those of an earlier life
};

/// Sleeps, at most until somebody asks to stop.
void pause(std::chrono::milliseconds most, const std::stop_token& stop);

}  // namespace landfall::devices::ipp
