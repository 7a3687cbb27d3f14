// Somebody opens the cover: before a job, and with a job in the printer.

#include <boost/mpl/list.hpp>

#include "tests/devices/printer_rigs.h"

using namespace landfall::devices;
using namespace landfall::devices::bench;

using PrinterRigs = boost::mpl::list<SimulatedPrinterRig, IppRig>;

BOOST_AUTO_TEST_CASE_TEMPLATE(a_printer_with_an_open_cover_fails_the_job_and_prints_the_next_when_mended, Rig,
                              PrinterRigs) {
    fails_the_job_until_mended<Rig>(PrinterFault::cover_open);
}

BOOST_AUTO_TEST_CASE(a_cover_opened_during_a_job_cancels_it_for_good) {
    breaks_with_a_job_inside(PrinterFault::cover_open);
}
