// The serial reader is there but doesn't answer its self-test.

#include <thread>

#include "tests/devices/document_rigs.h"

using namespace landfall;
using namespace landfall::devices;
using namespace landfall::devices::bench;

namespace {

SwipeConfig asking(const SerialLine& line, std::chrono::milliseconds answer) {
    auto config = config_for(line);
    config.probe = "\x16V\r";
    config.probe_answer = answer;
    return config;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_reader_that_answers_its_self_test_works) {
    SerialLine line;
    Reports reports;
    const auto clock = bench_clock();
    SwipeReader reader(asking(line, patience), clock, reports.sink());
    line.expect("\x16V\r");
    line.send("V1.0\r");
    BOOST_TEST((reports.next_as<DocumentReaderHealth>() == DocumentReaderHealth{}));
}

BOOST_AUTO_TEST_CASE(a_reader_that_does_not_answer_is_silent_until_it_does) {
    SerialLine line;
    Reports reports;
    const auto clock = bench_clock();
    SwipeReader reader(asking(line, std::chrono::milliseconds(30)), clock, reports.sink());
    BOOST_TEST((reports.next_as<DocumentReaderHealth>().fault == DocumentReaderFault::silent));
    const std::jthread answering([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) line.answer('\r', "V1.0\r");
    });
    BOOST_TEST((reports.next_as<DocumentReaderHealth>() == DocumentReaderHealth{}));
}

BOOST_AUTO_TEST_CASE(a_silent_reader_ends_at_once) {
    SerialLine line;
    Reports reports;
    const auto clock = bench_clock();
    auto reader = std::make_unique<SwipeReader>(asking(line, patience), clock, reports.sink());
    line.expect("\x16V\r");
    const auto began = std::chrono::steady_clock::now();
    reader.reset();
    BOOST_TEST((std::chrono::steady_clock::now() - began < patience / 2));
}
