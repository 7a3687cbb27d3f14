#include "devices/printer/simulated_printer.h"

#include <string.h>

#include "kiosk/base/file.h"

namespace landfall::devices {

SimulatedPrinter::SimulatedPrinter(std::filesystem::path folder, Sink sink)
    : folder_(std::move(folder)), sink_(std::move(sink)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

SimulatedPrinter::~SimulatedPrinter() = default;

void SimulatedPrinter::print(std::uint64_t job, std::string pdf) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back({job, std::move(pdf)});
    }
    changed_.notify_one();
}

void SimulatedPrinter::set_health(PrinterHealth health) {
    {
        const std::lock_guard lock(mutex_);
        health_ = health;
    }
    changed_.notify_one();
}

Bench SimulatedPrinter::levers() {
    const auto breaks = [this](const char* name, PrinterFault fault) {
        return Lever{"printer", name, [this, fault] { set_health({fault, false}); }};
    };
    return {breaks("paper out", PrinterFault::paper_out),
            breaks("cover open", PrinterFault::cover_open),
            breaks("jam", PrinterFault::jam),
            breaks("unplug", PrinterFault::offline),
            {"printer", "paper low",
             [this] {
                 set_health({std::nullopt, true});
             }},
            {"printer", "mend", [this] { set_health({}); }}};
}

void SimulatedPrinter::run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        if (reported_ != health_) {
            reported_ = health_;
            const auto health = health_;
            lock.unlock();
            sink_(health);
            lock.lock();
            continue;
        }
        if (waiting_.empty()) {
            changed_.wait(lock, stop, [this] { return !waiting_.empty() || reported_ != health_; });
            continue;
        }
        auto job = std::move(waiting_.front());
        waiting_.pop_front();
        const auto health = health_;
        lock.unlock();
        const auto report = put_out(job, health);
        ::explicit_bzero(job.pdf.data(), job.pdf.size());
        sink_(report);
        lock.lock();
    }
}

JobReport SimulatedPrinter::put_out(const Job& job, const PrinterHealth& health) const {
    if (health.fault) return {job.number, health.fault};
    if (folder_.empty()) return {job.number, std::nullopt};
    const auto written = write_file(folder_ / (std::to_string(job.number) + ".pdf"), job.pdf);
    return {job.number, written ? std::nullopt : std::optional(PrinterFault::misconfigured)};
}

}  // namespace landfall::devices
