#include "devices/printer/ipp_printer.h"

#include <string.h>

#include "devices/printer/ipp_session.h"

namespace landfall::devices {

IppPrinter::IppPrinter(IppPrinterConfig config, Sink sink)
    : config_(std::move(config)), sink_(std::move(sink)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

IppPrinter::~IppPrinter() {
    thread_.request_stop();
    thread_.join();
    for (auto& job : waiting_) ::explicit_bzero(job.pdf.data(), job.pdf.size());
}

void IppPrinter::print(std::uint64_t job, std::string pdf) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back({job, std::move(pdf)});
    }
    changed_.notify_one();
}

void IppPrinter::run(const std::stop_token& stop) {
    ipp::Session session(config_);
    report_health(session.look(stop));
    while (!stop.stop_requested()) {
        if (auto job = wait_for_job(stop))
            work_on(session, std::move(*job), stop);
        else if (const auto health = session.look(stop); !stop.stop_requested())
            report_health(health);
    }
}

// Empty when it is time to look at the printer.
std::optional<IppPrinter::Job> IppPrinter::wait_for_job(const std::stop_token& stop) {
    const auto& delays = config_.delays;
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, reported_->fault ? delays.broken : delays.idle, [this] { return !waiting_.empty(); });
    if (waiting_.empty() || stop.stop_requested()) return std::nullopt;
    auto job = std::move(waiting_.front());
    waiting_.pop_front();
    return job;
}

void IppPrinter::work_on(ipp::Session& session, Job job, const std::stop_token& stop) {
    const auto fault = session.print(
        job.pdf,
        [&](PrinterHealth health) {
            if (!stop.stop_requested()) report_health(health);
        },
        stop);
    ::explicit_bzero(job.pdf.data(), job.pdf.size());
    if (!stop.stop_requested()) sink_(JobReport{job.number, fault});
}

void IppPrinter::report_health(PrinterHealth health) {
    if (reported_ == health) return;
    reported_ = health;
    sink_(health);
}

}  // namespace landfall::devices
