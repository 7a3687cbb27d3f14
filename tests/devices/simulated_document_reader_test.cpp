// The samples that ship, and the simulator's own levers.

#include "devices/document/simulated_document_reader.h"

#include "tests/devices/document_rigs.h"

using namespace landfall;
using namespace landfall::devices;
using namespace landfall::devices::bench;

BOOST_AUTO_TEST_CASE(every_shipped_sample_is_read) {
    SimulatedRig rig;
    rig.reports.next();
    rig.listen(true);
    const auto samples = rig.reader->samples();
    BOOST_TEST(samples.size() >= 8u);
    for (const auto& sample : samples) {
        BOOST_TEST(bool(rig.reader->insert(sample)), sample);
        const auto scan = rig.reports.next_as<DocumentScan>();
        BOOST_TEST(scan.failed_checks.empty() == (sample != "wrong-number-digit"), sample);
        BOOST_TEST(scan.dates_exist, sample);
    }
}

BOOST_AUTO_TEST_CASE(faults_are_reported_as_asked_for) {
    SimulatedRig rig;
    rig.reports.next();
    rig.listen(true);
    rig.reader->fail(DocumentFault::incomplete);
    BOOST_TEST((rig.reports.next_as<DocumentFault>() == DocumentFault::incomplete));
    rig.reader->set_health({DocumentReaderFault::silent});
    BOOST_TEST((rig.reports.next_as<DocumentReaderHealth>().fault == DocumentReaderFault::silent));
    rig.reader->insert_mrz(eriksson);  // nothing comes through a broken reader
    rig.reader->set_health({});
    BOOST_TEST((rig.reports.next_as<DocumentReaderHealth>() == DocumentReaderHealth{}));
}

BOOST_AUTO_TEST_CASE(a_sample_that_is_not_there_is_an_error_and_no_way_out_of_the_folder) {
    SimulatedRig rig;
    for (const char* name : {"", "no-such-sample", "../documents/eriksson-passport", "/etc/passwd", ".hidden"})
        BOOST_TEST(!rig.reader->insert(name), name);
    Reports reports;
    SimulatedDocumentReader nowhere("no/such/folder", rig.clock, reports.sink());
    BOOST_TEST(nowhere.samples().empty());
}

BOOST_AUTO_TEST_CASE(the_bench_has_a_lever_for_every_sample_and_fault) {
    SimulatedRig rig;
    rig.reports.next();
    rig.listen(true);
    const auto bench = rig.reader->levers();
    BOOST_TEST(bench.size() == rig.reader->samples().size() + 6);
    for (const auto& lever : bench) {
        BOOST_TEST(lever.device == "document");
        lever.pull();
    }
    for (std::size_t sample = 0; sample < rig.reader->samples().size(); ++sample) rig.reports.next_as<DocumentScan>();
    for (const auto fault :
         {DocumentFault::unreadable, DocumentFault::incomplete, DocumentFault::not_a_travel_document})
        BOOST_TEST((rig.reports.next_as<DocumentFault>() == fault));
    for (const auto& fault : {std::optional(DocumentReaderFault::unplugged), std::optional(DocumentReaderFault::silent),
                              std::optional<DocumentReaderFault>()})
        BOOST_TEST((rig.reports.next_as<DocumentReaderHealth>().fault == fault));
}
