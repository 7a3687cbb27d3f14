#pragma once

/// Printers on a bench: what the conformance suite needs to do to any driver.

#include <memory>
#include <string>
#include <vector>

#include "devices/printer/ipp_printer.h"
#include "devices/printer/simulated_printer.h"
#include "tests/devices/every_printer.h"
#include "tests/devices/printer_reports.h"

namespace landfall::devices::bench {

/// The IPP driver against CUPS's own printer.
struct IppRig {
    PrinterReports reports;
    EveryPrinter device;
    std::unique_ptr<Printer> printer = std::make_unique<IppPrinter>(config_for(device), reports.sink());

    void set(const PrinterHealth& health) { device.set(word_for(health)); }
    void unplug() { device.unplug(); }
    void replug() { device.plug(); }
    std::vector<std::string> papers() const { return device.papers(); }
};

/// The simulated driver.
struct SimulatedPrinterRig {
    PrinterReports reports;
    PrinterFolder folder;
    std::unique_ptr<SimulatedPrinter> printer = std::make_unique<SimulatedPrinter>(folder.path(), reports.sink());

    void set(const PrinterHealth& health) { printer->set_health(health); }
    void unplug() { printer->set_health({PrinterFault::offline, false}); }
    void replug() { printer->set_health({}); }
    std::vector<std::string> papers() const { return papers_in(folder.path()); }
};

/// A printer that is broken before the job comes says so, fails the job, and prints the next one when it is mended.
template <typename Rig>
void fails_the_job_until_mended(PrinterFault fault) {
    Rig rig;
    BOOST_TEST((rig.reports.next_health() == PrinterHealth{}));
    rig.set({fault, false});
    BOOST_TEST((rig.reports.next_health() == PrinterHealth{fault, false}));
    rig.printer->print(1, paper("unlucky"));
    BOOST_TEST((rig.reports.next_job() == JobReport{1, fault}));
    rig.set({});
    BOOST_TEST((rig.reports.next_health() == PrinterHealth{}));
    rig.printer->print(2, paper("lucky"));
    BOOST_TEST((rig.reports.next_job() == JobReport{2, std::nullopt}));
    BOOST_TEST(rig.papers() == std::vector{paper("lucky")});
}

/// A job inside the printer when it breaks is reported at once, and never comes out.
inline void breaks_with_a_job_inside(PrinterFault fault) {
    IppRig rig;
    rig.device.set("slow");
    rig.printer->print(1, paper("unlucky"));
    rig.device.await_held_job();
    rig.set({fault, false});
    BOOST_TEST((rig.reports.next_job() == JobReport{1, fault}));
    rig.set({});
    rig.printer->print(2, paper("lucky"));
    auto next = rig.reports.next_job();
    BOOST_TEST(next.job == 2u);
    while (next.fault) {  // the driver may not have seen yet that the printer is mended
        BOOST_REQUIRE((next == JobReport{next.job, fault}));
        rig.printer->print(next.job + 1, paper("lucky"));
        next = rig.reports.next_job();
    }
    BOOST_TEST(rig.papers() == std::vector{paper("lucky")});
}

}  // namespace landfall::devices::bench
