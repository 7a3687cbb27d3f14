#include "devices/document/simulated_document_reader.h"

#include <algorithm>

#include "kiosk/base/date.h"
#include "kiosk/base/file.h"
#include "kiosk/document/mrz.h"

namespace landfall::devices {
namespace {

constexpr std::size_t largest_sample = 4096;

// A sample's name is a file's name and nothing more: no way out of the folder.
bool is_name(std::string_view sample) {
    return !sample.empty() && sample.front() != '.' && sample.find('/') == std::string_view::npos &&
           sample.find('\0') == std::string_view::npos;
}

}  // namespace

SimulatedDocumentReader::SimulatedDocumentReader(std::filesystem::path folder, const Clock& clock, Sink sink)
    : folder_(std::move(folder)),
      clock_(clock),
      sink_(std::move(sink)),
      waiting_{health_},
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

SimulatedDocumentReader::~SimulatedDocumentReader() = default;

void SimulatedDocumentReader::listen(bool wanted) {
    std::lock_guard lock(mutex_);
    wanted_ = wanted;
    if (!wanted)
        std::erase_if(waiting_,
                      [](const auto& report) { return !std::holds_alternative<DocumentReaderHealth>(report); });
}

std::vector<std::string> SimulatedDocumentReader::samples() const {
    std::vector<std::string> names;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, failed))
        if (entry.path().extension() == ".mrz") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

Result<Done> SimulatedDocumentReader::insert(std::string_view sample) {
    if (!is_name(sample)) return Failure{"no sample has the name '" + std::string(sample) + "'"};
    auto lines = read_file(folder_ / (std::string(sample) + ".mrz"), largest_sample);
    if (!lines) return Failure{lines.error()};
    post_if_read(read(*lines));
    return Done{};
}

void SimulatedDocumentReader::insert_mrz(std::string lines) { post_if_read(read(lines)); }

void SimulatedDocumentReader::fail(DocumentFault fault) { post_if_read(fault); }

void SimulatedDocumentReader::set_health(DocumentReaderHealth health) {
    {
        std::lock_guard lock(mutex_);
        if (health == health_) return;
        health_ = health;
        waiting_.push_back(health);
    }
    posted_.notify_one();
}

DocumentReport SimulatedDocumentReader::read(std::string_view lines) const {
    auto scan = parse_mrz(lines, date_of(clock_.wall()));
    if (scan) return std::move(*scan);
    return scan.error() == MrzFault::not_a_travel_document ? DocumentFault::not_a_travel_document
                                                           : DocumentFault::unreadable;
}

void SimulatedDocumentReader::post_if_read(DocumentReport report) {
    {
        std::lock_guard lock(mutex_);
        if (!wanted_ || health_.fault) return;
        waiting_.push_back(std::move(report));
    }
    posted_.notify_one();
}

void SimulatedDocumentReader::run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (posted_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
        auto report = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        sink_(std::move(report));
        lock.lock();
    }
}

}  // namespace landfall::devices
