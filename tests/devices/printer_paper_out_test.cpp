// The paper runs out: before a job, and with a job in the printer.

#include <boost/mpl/list.hpp>

#include "tests/devices/printer_rigs.h"

using namespace landfall::devices;
using namespace landfall::devices::bench;

using PrinterRigs = boost::mpl::list<SimulatedPrinterRig, IppRig>;

BOOST_AUTO_TEST_CASE_TEMPLATE(a_printer_without_paper_fails_the_job_and_prints_the_next_when_mended, Rig, PrinterRigs) {
    fails_the_job_until_mended<Rig>(PrinterFault::paper_out);
}

BOOST_AUTO_TEST_CASE(paper_that_runs_out_during_a_job_cancels_it_for_good) {
    breaks_with_a_job_inside(PrinterFault::paper_out);
}
