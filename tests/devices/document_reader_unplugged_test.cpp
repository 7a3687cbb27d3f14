// The serial reader is pulled out, put back, or never was there.

#include "tests/devices/document_rigs.h"

using namespace landfall;
using namespace landfall::devices;
using namespace landfall::devices::bench;

namespace {

DocumentReaderHealth broken(DocumentReaderFault fault) { return {fault}; }

}  // namespace

BOOST_AUTO_TEST_CASE(a_reader_that_is_plugged_in_late_starts_working) {
    SerialLine line;
    line.unplug();
    Reports reports;
    const auto clock = bench_clock();
    SwipeReader reader(config_for(line), clock, reports.sink());
    BOOST_TEST((reports.next_as<DocumentReaderHealth>() == broken(DocumentReaderFault::unplugged)));
    line.plug();
    BOOST_TEST((reports.next_as<DocumentReaderHealth>() == DocumentReaderHealth{}));
}

BOOST_AUTO_TEST_CASE(half_a_swipe_before_unplugging_is_not_joined_to_what_comes_after) {
    SwipeRig rig;
    rig.reports.next();
    rig.listen(true);
    rig.line.send(framed(eriksson).substr(0, 30));
    rig.unplug();
    BOOST_TEST((rig.reports.next_as<DocumentReaderHealth>() == broken(DocumentReaderFault::unplugged)));
    rig.replug();
    BOOST_TEST((rig.reports.next_as<DocumentReaderHealth>() == DocumentReaderHealth{}));
    rig.line.expect("\x16T\r");
    rig.line.send(framed(eriksson).substr(30));
    rig.present(stevenson);
    BOOST_TEST(rig.reports.next_as<DocumentScan>().document.surname == "STEVENSON");
}

BOOST_AUTO_TEST_CASE(a_path_that_vanishes_without_a_hang_up_is_noticed) {
    SwipeRig rig;
    rig.reports.next();
    rig.line.vanish();
    BOOST_TEST((rig.reports.next_as<DocumentReaderHealth>() == broken(DocumentReaderFault::unplugged)));
}

BOOST_AUTO_TEST_CASE(a_hang_up_with_the_path_still_there_is_noticed) {
    SwipeRig rig;
    rig.reports.next();
    rig.line.hang_up();
    BOOST_TEST((rig.reports.next_as<DocumentReaderHealth>() == broken(DocumentReaderFault::unplugged)));
}

BOOST_AUTO_TEST_CASE(unplugging_many_times_ends_in_a_working_reader) {
    SwipeRig rig;
    rig.reports.next();
    for (int time = 0; time < 10; ++time) {
        rig.unplug();
        BOOST_TEST((rig.reports.next_as<DocumentReaderHealth>() == broken(DocumentReaderFault::unplugged)));
        rig.replug();
        BOOST_TEST((rig.reports.next_as<DocumentReaderHealth>() == DocumentReaderHealth{}));
    }
    rig.listen(true);
    rig.present(eriksson);
    BOOST_TEST(rig.reports.next_as<DocumentScan>().document.surname == "ERIKSSON");
}

BOOST_AUTO_TEST_CASE(a_wrong_configuration_is_told_from_a_missing_device) {
    const auto clock = bench_clock();
    SerialLine line;
    auto odd_speed = config_for(line);
    odd_speed.baud = 1234;
    auto odd_bits = config_for(line);
    odd_bits.data_bits = 5;
    auto no_serial_line = config_for(line);
    no_serial_line.device = "/dev/null";
    for (const auto& config : {odd_speed, odd_bits, no_serial_line}) {
        Reports reports;
        SwipeReader reader(config, clock, reports.sink());
        BOOST_TEST((reports.next_as<DocumentReaderHealth>() == broken(DocumentReaderFault::misconfigured)));
    }
}
