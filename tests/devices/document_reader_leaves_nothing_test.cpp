// When a document has been handed over, its reader's stack holds nothing of it.

#include <boost/test/unit_test.hpp>

#include "tests/devices/document_rigs.h"

using namespace landfall;
using namespace landfall::devices;
using namespace landfall::devices::bench;

namespace {

// Where the reader's thread had its stack when it last reported.
std::atomic<std::uintptr_t> stack_of_reader = 0;

void note_stack() {
    const volatile char here = 0;
    stack_of_reader = reinterpret_cast<std::uintptr_t>(&here);
}

// Reads through the kernel, as whoever steals memory does: pages that are not there are passed over.
bool stack_holds(const std::string& text) {
    constexpr std::uintptr_t page = 4096;
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    BOOST_REQUIRE(memory >= 0);
    std::string content;
    const auto middle = stack_of_reader / page * page;
    for (auto address = middle - 64 * page; address < middle + 4 * page; address += page) {
        std::string bytes(page, '\0');
        const auto got = ::pread(memory, bytes.data(), page, static_cast<off_t>(address));
        if (got > 0) content.append(bytes, 0, static_cast<std::size_t>(got));
    }
    ::close(memory);
    BOOST_REQUIRE(content.size() >= page);
    return content.find(text) != std::string::npos;
}

// Forgets each report where it came in, and counts it.
class Forgetful {
public:
    DocumentReader::Sink sink() {
        return [this](const DocumentReport&) {
            note_stack();
            {
                std::lock_guard lock(mutex_);
                ++count_;
            }
            arrived_.notify_all();
        };
    }
    void wait_for(int reports) {
        std::unique_lock lock(mutex_);
        BOOST_REQUIRE(arrived_.wait_for(lock, patience, [&] { return count_ >= reports; }));
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    int count_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_swipe_drivers_stack_is_scrubbed) {
    SerialLine line;
    Forgetful reports;
    const auto clock = bench_clock();
    SwipeReader reader(config_for(line), clock, reports.sink());
    reports.wait_for(1);
    reader.listen(true);
    line.expect("\x16T\r");
    line.send(framed(eriksson));
    reports.wait_for(2);
    reader.listen(false);
    line.expect("\x16U\r");  // so it has gone round its loop
    for (const char* trace : {"ERIKSSON", "RIKSSON", "L898902C3", "898902C3", "740812"})
        BOOST_TEST(!stack_holds(trace), trace);
}

BOOST_AUTO_TEST_CASE(the_simulated_drivers_stack_is_scrubbed) {
    Forgetful reports;
    const auto clock = bench_clock();
    SimulatedDocumentReader reader("assets/samples/documents", clock, reports.sink());
    reports.wait_for(1);
    reader.listen(true);
    reader.insert_mrz(eriksson);
    reader.set_health({DocumentReaderFault::silent});
    reports.wait_for(3);  // so the document's report is over
    for (const char* trace : {"ERIKSSON", "RIKSSON", "L898902C3", "898902C3"}) BOOST_TEST(!stack_holds(trace), trace);
}
