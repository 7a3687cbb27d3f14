#include "devices/document/simulated_document_reader.h"

#include <algorithm>

#include "devices/scrub_stack.h"
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
    auto done = lay_down(sample);
    scrub_stack();  // the bench's thread saw a document too
    return done;
}

void SimulatedDocumentReader::insert_mrz(std::string_view lines) {
    swipe(lines);
    scrub_stack();
}

// Not inlined, as its frame has to be a dead one when the stack is scrubbed; so with the next and with deliver().
[[gnu::noinline]] Result<Done> SimulatedDocumentReader::lay_down(std::string_view sample) {
    if (!is_name(sample)) return Failure{"no sample has the name '" + std::string(sample) + "'"};
    const auto lines = read_file(folder_ / (std::string(sample) + ".mrz"), largest_sample);
    if (!lines) return Failure{lines.error()};
    swipe(*lines);
    return Done{};
}

[[gnu::noinline]] void SimulatedDocumentReader::swipe(std::string_view lines) {
    auto scan = parse_mrz(lines, date_of(clock_.wall()));
    if (scan) return post_if_read(std::move(*scan));
    post_if_read(scan.error() == MrzFault::not_a_travel_document ? DocumentFault::not_a_travel_document
                                                                 : DocumentFault::unreadable);
}

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

void SimulatedDocumentReader::post_if_read(DocumentReport report) {
    {
        std::lock_guard lock(mutex_);
        if (!wanted_ || health_.fault) return;
        waiting_.push_back(std::move(report));
    }
    posted_.notify_one();
}

Bench SimulatedDocumentReader::levers() {
    Bench bench;
    const auto add = [&](std::string name, std::function<void()> pull) {
        bench.push_back({"document", std::move(name), std::move(pull)});
    };
    for (const auto& sample : samples())
        add("insert " + sample, [this, sample] { [[maybe_unused]] const auto done = insert(sample); });
    add("unreadable", [this] { fail(DocumentFault::unreadable); });
    add("incomplete", [this] { fail(DocumentFault::incomplete); });
    add("not a travel document", [this] { fail(DocumentFault::not_a_travel_document); });
    add("unplug", [this] { set_health({DocumentReaderFault::unplugged}); });
    add("silence", [this] { set_health({DocumentReaderFault::silent}); });
    add("mend", [this] { set_health({}); });
    return bench;
}

[[gnu::noinline]] void SimulatedDocumentReader::deliver(DocumentReport& report) { sink_(std::move(report)); }

void SimulatedDocumentReader::run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (posted_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
        std::list<DocumentReport> next;  // freed, and so wiped, once it is handed over
        next.splice(next.begin(), waiting_, waiting_.begin());
        lock.unlock();
        deliver(next.front());
        next.clear();
        scrub_stack();
        lock.lock();
    }
}

}  // namespace landfall::devices
