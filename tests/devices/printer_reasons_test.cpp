// What the words of printers mean for a kiosk.

#include "devices/printer/printer_reasons.h"

#include <boost/test/unit_test.hpp>

using namespace landfall::devices;

namespace {

bool means(std::vector<std::string> reasons, std::optional<PrinterFault> fault, bool low = false) {
    return health_of({false, true, std::move(reasons)}) == PrinterHealth{fault, low};
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_reason_is_no_fault) {
    BOOST_TEST(means({}, std::nullopt));
    BOOST_TEST(means({"none"}, std::nullopt));
    BOOST_TEST(means({"hibernate", "developer-low-warning"}, std::nullopt));
}

BOOST_AUTO_TEST_CASE(what_needs_a_hand_counts_with_any_suffix) {
    for (const std::string suffix : {"", "-error", "-warning", "-report"}) {
        for (const std::string reason : {"media-empty", "media-needed", "input-tray-missing"})
            BOOST_TEST(means({reason + suffix}, PrinterFault::paper_out), reason + suffix);
        for (const std::string reason : {"cover-open", "door-open", "interlock-open"})
            BOOST_TEST(means({reason + suffix}, PrinterFault::cover_open), reason + suffix);
        BOOST_TEST(means({"media-jam" + suffix}, PrinterFault::jam));
        BOOST_TEST(means({"media-low" + suffix}, std::nullopt, true));
    }
}

BOOST_AUTO_TEST_CASE(other_warnings_count_once_the_printer_has_stopped) {
    BOOST_TEST(means({"marker-supply-empty-error"}, PrinterFault::refused));
    BOOST_TEST(means({"offline"}, PrinterFault::offline));
    BOOST_TEST(means({"paused"}, PrinterFault::refused));
    BOOST_TEST(means({"marker-supply-empty-warning"}, std::nullopt));
    BOOST_TEST((health_of({true, true, {"connecting-to-device-warning"}}).fault == PrinterFault::offline));
}

BOOST_AUTO_TEST_CASE(of_several_faults_the_first_to_mend_is_told) {
    BOOST_TEST(means({"media-empty-error", "cover-open-error", "paused"}, PrinterFault::cover_open));
    BOOST_TEST(means({"cover-open", "media-jam", "media-low-warning"}, PrinterFault::jam, true));
}

BOOST_AUTO_TEST_CASE(a_printer_that_stands_still_without_a_known_reason_refuses) {
    BOOST_TEST((health_of({true, true, {"com.example-gnomes-error"}}).fault == PrinterFault::refused));
    BOOST_TEST((health_of({false, false, {"none"}}).fault == PrinterFault::refused));
}
