#pragma once

/// A reader without hardware: a bench panel, a test or a demonstration lays sample documents on it.

#include <condition_variable>
#include <filesystem>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "devices/bench.h"
#include "devices/document/document_reader.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"

namespace landfall::devices {

/// Samples are files `NAME.mrz` in one folder: the lines of a machine-readable zone. `NAME` is the sample's name.
///
/// Owner:   the app or a test. One thread of its own, joined by the destructor.
/// Threads: the bench's calls from any thread; the sink runs on the reader's own, as with every driver.
class SimulatedDocumentReader final : public DocumentReader {
public:
    /// `clock` gives the day that decides centuries; it has to outlive the reader.
    SimulatedDocumentReader(std::filesystem::path folder, const Clock& clock, Sink sink);
    ~SimulatedDocumentReader() override;

    void listen(bool wanted) override;

    /// The samples of the folder, sorted; none when there is no such folder.
    std::vector<std::string> samples() const;

    /// Lays a sample down. Like a real reader it reports nothing while nobody listens or a fault keeps it away.
    /// Errors: a sentence when there is no such sample or it can't be read.
    Result<Done> insert(std::string_view sample);

    /// The same with lines at hand, separated by `|`.
    void insert_mrz(std::string_view lines);

    /// Something was laid down that gave no data.
    void fail(DocumentFault fault);

    /// Breaks or mends the reader as such.
    void set_health(DocumentReaderHealth health);

    /// "insert NAME" for every sample, and every fault. The reader has to outlive them.
    Bench levers();

private:
    Result<Done> lay_down(std::string_view sample);
    void swipe(std::string_view lines);
    void run(const std::stop_token& stop);
    void post_if_read(DocumentReport report);
    void deliver(DocumentReport& report);

    const std::filesystem::path folder_;
    const Clock& clock_;
    const Sink sink_;

    std::mutex mutex_;  // guards all below
    std::condition_variable_any posted_;
    DocumentReaderHealth health_;
    std::list<DocumentReport> waiting_;
    bool wanted_ = false;

    std::jthread thread_;  // last: starts when all else is there, and is joined first
};

}  // namespace landfall::devices
