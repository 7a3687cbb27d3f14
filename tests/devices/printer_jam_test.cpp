// Paper jams: before a job, and with a job in the printer.

#include <boost/mpl/list.hpp>

#include "tests/devices/printer_rigs.h"

using namespace landfall::devices;
using namespace landfall::devices::bench;

using PrinterRigs = boost::mpl::list<SimulatedPrinterRig, IppRig>;

BOOST_AUTO_TEST_CASE_TEMPLATE(a_jammed_printer_fails_the_job_and_prints_the_next_when_mended, Rig, PrinterRigs) {
    fails_the_job_until_mended<Rig>(PrinterFault::jam);
}

BOOST_AUTO_TEST_CASE(a_jam_during_a_job_cancels_it_for_good) { breaks_with_a_job_inside(PrinterFault::jam); }
