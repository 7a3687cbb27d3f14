// A swipe that stops, stutters, or never ends.

#include "tests/devices/document_rigs.h"

using namespace landfall;
using namespace landfall::devices;
using namespace landfall::devices::bench;

BOOST_AUTO_TEST_CASE(a_swipe_that_stops_is_incomplete_and_the_next_one_reads) {
    SwipeRig rig;
    rig.reports.next();
    rig.listen(true);
    rig.line.send(framed(eriksson).substr(0, 60));
    BOOST_TEST((rig.reports.next_as<DocumentFault>() == DocumentFault::incomplete));
    rig.present(eriksson);
    BOOST_TEST(rig.reports.next_as<DocumentScan>().document.surname == "ERIKSSON");
}

BOOST_AUTO_TEST_CASE(a_swipe_in_pieces_that_come_soon_enough_is_one) {
    SwipeRig rig;
    rig.reports.next();
    rig.listen(true);
    for (const char byte : framed(eriksson)) rig.line.send(std::string(1, byte));
    BOOST_TEST(rig.reports.next_as<DocumentScan>().document.surname == "ERIKSSON");
}

BOOST_AUTO_TEST_CASE(endless_bytes_are_unreadable_once_and_the_next_swipe_reads) {
    SwipeRig rig;
    rig.reports.next();
    rig.listen(true);
    rig.line.send("\x02" + std::string(3000, 'A'));
    BOOST_TEST((rig.reports.next_as<DocumentFault>() == DocumentFault::unreadable));
    rig.present(eriksson);
    BOOST_TEST(rig.reports.next_as<DocumentScan>().document.surname == "ERIKSSON");
}

BOOST_AUTO_TEST_CASE(lines_without_a_frame_and_joined_lines_read_as_configured) {
    auto bare = eriksson;
    bare[44] = '\r';
    auto joined = eriksson;
    joined.erase(44, 1);
    for (const auto& [framing, bytes] :
         {std::pair{SwipeFraming::cr_lines, bare + "\r"}, std::pair{SwipeFraming::joined, joined + "\r"},
          std::pair{SwipeFraming::joined, joined}}) {
        SerialLine line;
        Reports reports;
        const auto clock = bench_clock();
        auto config = config_for(line);
        config.framing = framing;
        SwipeReader reader(config, clock, reports.sink());
        reports.next();
        reader.listen(true);
        line.expect(config.trigger);
        line.send(bytes);
        BOOST_TEST(reports.next_as<DocumentScan>().document.surname == "ERIKSSON");
    }
}

BOOST_AUTO_TEST_CASE(the_end_of_a_swipe_that_began_unwanted_is_thrown_away) {
    SerialLine line;
    Reports reports;
    const auto clock = bench_clock();
    auto config = config_for(line);
    config.framing = SwipeFraming::joined;
    config.inter_byte = std::chrono::milliseconds(2000);
    SwipeReader reader(config, clock, reports.sink());
    reports.next();
    reader.listen(true);
    line.expect(config.trigger);
    reader.listen(false);
    line.expect(config.untrigger);
    line.send(eriksson.substr(0, 44));
    reader.listen(true);
    line.expect(config.trigger);
    line.send(eriksson.substr(45) + "\r" + stevenson + "\r");
    BOOST_TEST(reports.next_as<DocumentScan>().document.surname == "STEVENSON");
}
