// The printer loses its cable or its power: before a job, during one, and with the network back before the paper is.

#include <boost/mpl/list.hpp>

#include "tests/devices/printer_rigs.h"

using namespace landfall::devices;
using namespace landfall::devices::bench;

using PrinterRigs = boost::mpl::list<SimulatedPrinterRig, IppRig>;

BOOST_AUTO_TEST_CASE_TEMPLATE(an_unplugged_printer_is_offline_fails_the_job_and_comes_back, Rig, PrinterRigs) {
    Rig rig;
    BOOST_TEST((rig.reports.next_health() == PrinterHealth{}));
    rig.unplug();
    BOOST_TEST((rig.reports.next_health() == PrinterHealth{PrinterFault::offline, false}));
    rig.printer->print(1, paper("unlucky"));
    BOOST_TEST((rig.reports.next_job() == JobReport{1, PrinterFault::offline}));
    rig.replug();
    BOOST_TEST((rig.reports.next_health() == PrinterHealth{}));
    rig.printer->print(2, paper("lucky"));
    BOOST_TEST((rig.reports.next_job() == JobReport{2, std::nullopt}));
    BOOST_TEST(rig.papers() == std::vector{paper("lucky")});
}

BOOST_AUTO_TEST_CASE(a_printer_unplugged_during_a_job_fails_it) {
    IppRig rig;
    rig.device.set("slow");
    rig.printer->print(1, paper("unlucky"));
    rig.device.await_held_job();
    rig.unplug();
    BOOST_TEST((rig.reports.next_job() == JobReport{1, PrinterFault::offline}));
    BOOST_TEST(rig.papers().empty());
}

BOOST_AUTO_TEST_CASE(a_job_left_in_a_printer_that_was_away_is_cancelled_before_it_counts_as_healthy) {
    PrinterReports reports;
    EveryPrinter device;
    auto config = config_for(device);
    config.delays.answering = std::chrono::milliseconds(400);
    IppPrinter printer(config, reports.sink());
    BOOST_TEST((reports.next_health() == PrinterHealth{}));
    device.set("slow");
    printer.print(1, paper("unlucky"));
    device.await_held_job();
    device.hang();
    BOOST_TEST((reports.next_job() == JobReport{1, PrinterFault::offline}));
    device.go_on();
    while (reports.next_health().fault) {
    }
    device.set("ready");
    printer.print(2, paper("lucky"));
    BOOST_TEST((reports.next_job() == JobReport{2, std::nullopt}));
    BOOST_TEST(device.papers() == std::vector{paper("lucky")});
}

BOOST_AUTO_TEST_CASE(a_job_of_an_earlier_life_never_comes_out) {
    EveryPrinter device;
    device.set("slow");
    {
        PrinterReports reports;
        auto config = config_for(device);
        config.delays.farewell = std::chrono::milliseconds(0);  // as a kiosk that is killed
        IppPrinter killed(config, reports.sink());
        killed.print(1, paper("unlucky"));
        device.await_held_job();
    }
    PrinterReports reports;
    IppPrinter printer(config_for(device), reports.sink());
    while (reports.next_health().fault) {
    }
    device.set("ready");
    printer.print(1, paper("lucky"));
    BOOST_TEST((reports.next_job() == JobReport{1, std::nullopt}));
    BOOST_TEST(device.papers() == std::vector{paper("lucky")});
}

BOOST_AUTO_TEST_CASE(a_kiosk_that_stops_takes_its_job_along) {
    EveryPrinter device;
    device.set("slow");
    PrinterReports reports;
    auto stopping = std::make_unique<IppPrinter>(config_for(device), reports.sink());
    stopping->print(1, paper("unlucky"));
    device.await_held_job();
    stopping.reset();
    device.set("ready");
    IppPrinter printer(config_for(device), reports.sink());
    printer.print(2, paper("lucky"));
    BOOST_TEST((reports.next_job() == JobReport{2, std::nullopt}));
    BOOST_TEST(device.papers() == std::vector{paper("lucky")});
}
