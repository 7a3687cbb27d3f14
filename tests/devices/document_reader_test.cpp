// What every document reader does, whatever the hardware.

#include "tests/devices/document_rigs.h"

#include <boost/mpl/list.hpp>

using namespace landfall;
using namespace landfall::devices;
using namespace landfall::devices::bench;

using Rigs = boost::mpl::list<SwipeRig, SimulatedRig>;

BOOST_AUTO_TEST_CASE_TEMPLATE(the_first_report_is_its_health, Rig, Rigs) {
    Rig rig;
    BOOST_TEST(!rig.reports.template next_as<DocumentReaderHealth>().fault.has_value());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_wanted_document_is_reported_decoded, Rig, Rigs) {
    Rig rig;
    rig.reports.next();
    rig.listen(true);
    rig.present(eriksson);
    const auto scan = rig.reports.template next_as<DocumentScan>();
    BOOST_TEST((scan.source == ScanSource::swiped));
    BOOST_TEST((scan.format == MrzFormat::td3));
    BOOST_TEST(scan.document.surname == "ERIKSSON");
    BOOST_TEST(scan.document.birth_date.value().iso() == "1974-08-12");
    BOOST_TEST(scan.failed_checks.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(several_documents_follow_each_other, Rig, Rigs) {
    Rig rig;
    rig.reports.next();
    rig.listen(true);
    for (const auto& lines : {eriksson, stevenson, eriksson}) rig.present(lines);
    for (const char* surname : {"ERIKSSON", "STEVENSON", "ERIKSSON"})
        BOOST_TEST(rig.reports.template next_as<DocumentScan>().document.surname == surname);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_wrong_digit_is_named_and_hides_nothing, Rig, Rigs) {
    Rig rig;
    rig.reports.next();
    rig.listen(true);
    auto lines = eriksson;
    lines[lines.size() - 1] = '9';
    rig.present(lines);
    const auto scan = rig.reports.template next_as<DocumentScan>();
    BOOST_TEST((scan.failed_checks == std::vector{CheckDigit::composite}));
    BOOST_TEST(scan.document.surname == "ERIKSSON");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_no_document_is_unreadable, Rig, Rigs) {
    Rig rig;
    rig.reports.next();
    rig.listen(true);
    rig.present("NO READ|SWIPE AGAIN");
    BOOST_TEST((rig.reports.template next_as<DocumentFault>() == DocumentFault::unreadable));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(text_in_the_shape_of_a_document_is_no_travel_document, Rig, Rigs) {
    Rig rig;
    rig.reports.next();
    rig.listen(true);
    rig.present(std::string(44, 'A') + "|" + std::string(44, 'B'));
    BOOST_TEST((rig.reports.template next_as<DocumentFault>() == DocumentFault::not_a_travel_document));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_forgotten_swipe_never_reaches_the_next_passenger, Rig, Rigs) {
    Rig rig;
    rig.reports.next();
    rig.present(eriksson);
    rig.listen(true);
    rig.listen(false);
    rig.present(eriksson);
    rig.listen(true);
    rig.present(stevenson);
    BOOST_TEST(rig.reports.template next_as<DocumentScan>().document.surname == "STEVENSON");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_unplugged_reader_says_so_and_works_again_when_it_is_back, Rig, Rigs) {
    Rig rig;
    rig.reports.next();
    rig.listen(true);
    rig.unplug();
    BOOST_TEST((rig.reports.template next_as<DocumentReaderHealth>().fault == DocumentReaderFault::unplugged));
    rig.replug();
    BOOST_TEST(!rig.reports.template next_as<DocumentReaderHealth>().fault.has_value());
    if constexpr (std::is_same_v<Rig, SwipeRig>) rig.line.expect("\x16T\r");  // still wanted: triggered anew
    rig.present(eriksson);
    BOOST_TEST(rig.reports.template next_as<DocumentScan>().document.surname == "ERIKSSON");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_reader_ends_at_once_whatever_it_is_doing, Rig, Rigs) {
    for (const bool unplugged : {false, true}) {
        Rig rig;
        rig.reports.next();
        rig.listen(true);
        if (unplugged) rig.unplug();
        const auto began = std::chrono::steady_clock::now();
        rig.reader.reset();
        BOOST_TEST((std::chrono::steady_clock::now() - began < patience));
    }
}
