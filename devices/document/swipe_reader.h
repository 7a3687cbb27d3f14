#pragma once

/// Driver for serial swipe readers: keyboards with a slot, counter readers, USB readers that pose as a serial port.

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "devices/document/document_reader.h"
#include "devices/document/swipe_framing.h"
#include "devices/wake.h"
#include "kiosk/base/clock.h"

namespace landfall::devices {

enum class Parity { none, even, odd };

struct SwipeConfig {
    std::string device;  ///< better a stable name of udev's than a number: /dev/serial/by-id/...
    int baud = 9600;     ///< one of the POSIX rates, 1200 to 115200
    int data_bits = 8;   ///< 7 or 8
    Parity parity = Parity::none;
    SwipeFraming framing = SwipeFraming::stx_etx;
    std::string trigger;    ///< sent when documents are wanted: "\x16T\r" switches many readers on; empty: none
    std::string untrigger;  ///< sent when they are not wanted any more: "\x16U\r"; empty: none
    std::string probe;      ///< sent after opening; any byte in answer will do; empty: the reader isn't asked

    std::chrono::milliseconds inter_byte{300};  ///< longer silence ends a swipe; 9600 baud sends a byte a millisecond
    std::chrono::milliseconds probe_answer{1000};  ///< a reader that takes longer to answer counts as silent
    std::chrono::milliseconds first_retry{250};    ///< after unplugging; doubles with each try
    std::chrono::milliseconds longest_retry{5000};
    std::chrono::milliseconds presence_check{2000};  ///< some adapters vanish without a hang-up: look for the path
};

/// Owner:   the app. One thread of its own, joined by the destructor within a poll.
/// Threads: as DocumentReader says.
/// Errors:  a wrong configuration, a missing device and a silent one are reported as health, and tried again.
class SwipeReader final : public DocumentReader {
public:
    /// `clock` gives the day that decides centuries; it has to outlive the reader.
    SwipeReader(SwipeConfig config, const Clock& clock, Sink sink);
    ~SwipeReader() override;

    void listen(bool wanted) override;

private:
    class Port;

    void run(const std::stop_token& stop);
    void serve(Port& port, const std::stop_token& stop);
    bool answers_probe(Port& port, const std::stop_token& stop);
    void take(Port& port);
    void heed_listen(Port& port);
    void report(SwipeEvent event);
    void report_health(DocumentReaderHealth health);
    void wait(std::chrono::milliseconds most);
    bool current() const { return heeded_ == wish_; }

    const SwipeConfig config_;
    const Clock& clock_;
    const Sink sink_;
    std::atomic<std::uint64_t> wish_ =
        0;  // counts the changes of mind, so that none is missed; odd: documents are wanted
    Wake wake_;

    // Of the reader's thread alone.
    SwipeParser parser_;
    std::uint64_t heeded_ = 0;  // the wish that the reader has been told
    Instant last_byte_{};
    std::optional<DocumentReaderHealth> reported_;

    std::jthread thread_;  // last: starts when all else is there, and is joined first
};

}  // namespace landfall::devices
