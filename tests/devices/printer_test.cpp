// What every printer does, whatever the hardware.

#include <fstream>

#include <boost/mpl/list.hpp>

#include "tests/devices/printer_rigs.h"

using namespace landfall::devices;
using namespace landfall::devices::bench;

using PrinterRigs = boost::mpl::list<SimulatedPrinterRig, IppRig>;

namespace {

// How often a paper with this text lies in this process's writable memory: dashes follow it there, and nowhere else.
int finds_in_memory(const std::string& text) {
    std::ifstream maps("/proc/self/maps");
    std::ifstream memory("/proc/self/mem", std::ios::binary);
    int found = 0;
    std::vector<char> bytes;
    for (std::string line; std::getline(maps, line);) {
        unsigned long begin = 0;
        unsigned long end = 0;
        char rights[5] = {};
        BOOST_REQUIRE(std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, rights) == 3);
        if (std::string(rights).substr(0, 2) != "rw" || end - begin > (256UL << 20)) continue;
        bytes.assign(end - begin, 0);
        memory.clear();
        memory.seekg(std::streamoff(begin));
        memory.read(bytes.data(), std::streamsize(bytes.size()));
        const auto last = bytes.begin() + memory.gcount();
        for (auto at = bytes.begin(); (at = std::search(at, last, text.begin(), text.end())) != last; ++at) {
            const auto behind = at + std::ptrdiff_t(text.size());
            if (last - behind >= 4 && std::string(behind, behind + 4) == "----") ++found;
        }
        ::explicit_bzero(bytes.data(), bytes.size());  // or it would be found here next time
    }
    return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(the_first_report_of_a_printer_is_its_health, Rig, PrinterRigs) {
    Rig rig;
    BOOST_TEST((rig.reports.next_health() == PrinterHealth{}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(papers_come_out_whole_in_order_and_are_reported_once, Rig, PrinterRigs) {
    Rig rig;
    std::vector<std::string> expected;
    for (std::uint64_t job = 1; job <= 3; ++job) {
        expected.push_back(paper("paper " + std::to_string(job)));
        rig.printer->print(job, expected.back());
    }
    for (std::uint64_t job = 1; job <= 3; ++job) BOOST_TEST((rig.reports.next_job() == JobReport{job, std::nullopt}));
    BOOST_TEST(rig.papers() == expected, boost::test_tools::per_element());
    BOOST_TEST((rig.reports.next_health() == PrinterHealth{}));
    rig.printer.reset();
    BOOST_TEST(rig.reports.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_printer_short_of_paper_says_so_and_prints, Rig, PrinterRigs) {
    Rig rig;
    rig.reports.next_health();
    rig.set({std::nullopt, true});
    BOOST_TEST((rig.reports.next_health() == PrinterHealth{std::nullopt, true}));
    rig.printer->print(1, paper("one of the last"));
    BOOST_TEST((rig.reports.next_job() == JobReport{1, std::nullopt}));
    BOOST_TEST(rig.papers().size() == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(health_is_reported_when_it_changes_and_only_then, Rig, PrinterRigs) {
    Rig rig;
    BOOST_TEST((rig.reports.next_health() == PrinterHealth{}));
    for (const auto& health :
         {PrinterHealth{PrinterFault::jam, false}, PrinterHealth{}, PrinterHealth{std::nullopt, true}}) {
        rig.set(health);
        BOOST_TEST((rig.reports.next_health() == health));
    }
    rig.printer->print(1, paper("between"));
    rig.reports.next_job();
    BOOST_TEST(rig.reports.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_printed_paper_is_forgotten, Rig, PrinterRigs) {
    Rig rig;
    rig.reports.next_health();
    const std::string yranac = "!3039-canary-of-this-test";  // the other way round, so that nothing else holds it
    std::string pdf;
    pdf.reserve(8000);  // so that it never moves, which would leave a copy behind
    pdf.append("%PDF-1.4\n%").append(yranac.rbegin(), yranac.rend()).append(6000, '-').append("\n%%EOF\n");
    BOOST_TEST(finds_in_memory({yranac.rbegin(), yranac.rend()}) == 1);
    rig.printer->print(1, std::move(pdf));
    rig.reports.next_job();
    const std::string canary(yranac.rbegin(), yranac.rend());
    const int found = finds_in_memory(canary);
    BOOST_TEST(found == 0);
}
