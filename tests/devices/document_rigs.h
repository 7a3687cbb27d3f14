#pragma once

/// Readers on a bench: what the conformance suite needs to do to any driver.

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "devices/document/simulated_document_reader.h"
#include "devices/document/swipe_reader.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/date.h"

namespace landfall::devices::bench {

constexpr auto patience = std::chrono::seconds(20);  // for a busy machine; nothing waits this long when all is well

inline const std::string eriksson =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO7408122F1204159ZE184226B<<<<<10";
inline const std::string stevenson =
    "I<UTOD231458907<<<<<<<<<<<<<<<|3407127M9507122UTO<<<<<<<<<<<2|STEVENSON<<PETER<JOHN<<<<<<<<<";

/// What a reader has reported, in order.
///
/// Threads: `sink()`'s function from the reader's, `next()` from the test's.
class Reports {
public:
    DocumentReader::Sink sink() {
        return [this](DocumentReport report) {
            {
                std::lock_guard lock(mutex_);
                reports_.push_back(std::move(report));
            }
            arrived_.notify_all();
        };
    }

    /// The next report. Errors: a failed test when none comes in time.
    DocumentReport next() {
        std::unique_lock lock(mutex_);
        BOOST_REQUIRE_MESSAGE(arrived_.wait_for(lock, patience, [&] { return !reports_.empty(); }), "no report came");
        auto report = std::move(reports_.front());
        reports_.pop_front();
        return report;
    }

    template <typename Wanted>
    Wanted next_as() {
        const auto report = next();
        BOOST_REQUIRE_MESSAGE(std::holds_alternative<Wanted>(report), "a report of another kind: " << report.index());
        return std::get<Wanted>(report);
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<DocumentReport> reports_;
};

inline ManualClock bench_clock() { return ManualClock(from_rfc3339("2026-11-21T08:30:00Z").value()); }

/// A serial line without hardware: the reader's side is a path that can vanish and come back as another device.
class SerialLine {
public:
    SerialLine() {
        BOOST_REQUIRE(::mkdtemp(folder_.data()) != nullptr);
        plug();
    }
    SerialLine(const SerialLine&) = delete;
    SerialLine& operator=(const SerialLine&) = delete;
    ~SerialLine() {
        unplug();
        std::filesystem::remove_all(folder_);
    }

    std::string path() const { return folder_ + "/reader"; }

    void plug() {
        device_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        BOOST_REQUIRE(device_ >= 0 && ::grantpt(device_) == 0 && ::unlockpt(device_) == 0);
        std::filesystem::create_symlink(::ptsname(device_), path());
    }
    void unplug() {
        vanish();
        hang_up();
    }
    /// The path goes, the line stays: some adapters do so.
    void vanish() { std::filesystem::remove(path()); }
    void hang_up() {
        if (device_ >= 0) ::close(std::exchange(device_, -1));
    }

    void send(std::string_view bytes) {
        BOOST_REQUIRE(::write(device_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    }
    /// Waits until the driver has sent exactly `wanted`.
    void expect(std::string_view wanted) {
        std::string got;
        while (got.size() < wanted.size()) {
            pollfd entry{device_, POLLIN, 0};
            BOOST_REQUIRE_MESSAGE(::poll(&entry, 1, 20000) > 0, "the driver sent nothing");
            char byte = 0;
            BOOST_REQUIRE(::read(device_, &byte, 1) == 1);
            got += byte;
        }
        BOOST_TEST(got == wanted);
    }

    /// Answers one command of the driver's, if one comes soon. Threads: any, as long as nobody unplugs.
    void answer(char last, std::string_view bytes) {
        pollfd entry{device_, POLLIN, 0};
        char byte = 0;
        if (::poll(&entry, 1, 5) > 0 && ::read(device_, &byte, 1) == 1 && byte == last) [[maybe_unused]]
            const auto sent = ::write(device_, bytes.data(), bytes.size());
    }

private:
    std::string folder_ = (std::filesystem::temp_directory_path() / "landfall-reader-XXXXXX").string();
    int device_ = -1;
};

inline SwipeConfig config_for(const SerialLine& line) {
    SwipeConfig config;
    config.device = line.path();
    config.trigger = "\x16T\r";
    config.untrigger = "\x16U\r";
    config.first_retry = std::chrono::milliseconds(5);
    config.longest_retry = std::chrono::milliseconds(20);
    config.presence_check = std::chrono::milliseconds(20);
    return config;
}

inline std::string framed(const std::string& lines) {
    std::string bytes = "\x02";
    for (const char character : lines) bytes += character == '|' ? '\r' : character;
    return bytes + "\r\x03";
}

/// The swipe driver, read through a pseudo-terminal.
struct SwipeRig {
    Reports reports;
    ManualClock clock = bench_clock();
    SerialLine line;
    std::unique_ptr<DocumentReader> reader = std::make_unique<SwipeReader>(config_for(line), clock, reports.sink());

    void listen(bool wanted) {
        reader->listen(wanted);
        line.expect(wanted ? "\x16T\r" : "\x16U\r");  // then the driver has heeded it
    }
    void present(const std::string& lines) { line.send(framed(lines)); }
    void unplug() { line.unplug(); }
    void replug() { line.plug(); }
};

/// The simulated driver.
struct SimulatedRig {
    Reports reports;
    ManualClock clock = bench_clock();
    std::unique_ptr<SimulatedDocumentReader> reader =
        std::make_unique<SimulatedDocumentReader>("assets/samples/documents", clock, reports.sink());

    void listen(bool wanted) { reader->listen(wanted); }
    void present(const std::string& lines) { reader->insert_mrz(lines); }
    void unplug() { reader->set_health({DocumentReaderFault::unplugged}); }
    void replug() { reader->set_health({}); }
};

}  // namespace landfall::devices::bench
