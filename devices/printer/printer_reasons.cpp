#include "devices/printer/printer_reasons.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace landfall::devices {
namespace {

using namespace std::string_view_literals;

struct Meaning {
    std::string_view word;
    PrinterFault fault;
};

// In the order in which a person has to mend them: an open cover often makes a printer miss its paper as well.
constexpr std::array meanings{
    Meaning{"media-jam"sv, PrinterFault::jam},
    Meaning{"cutter-jam"sv, PrinterFault::jam},
    Meaning{"trimmer-jam"sv, PrinterFault::jam},
    Meaning{"output-area-full"sv, PrinterFault::jam},
    Meaning{"output-tray-missing"sv, PrinterFault::jam},
    Meaning{"cover-open"sv, PrinterFault::cover_open},
    Meaning{"door-open"sv, PrinterFault::cover_open},
    Meaning{"interlock-open"sv, PrinterFault::cover_open},
    Meaning{"media-empty"sv, PrinterFault::paper_out},
    Meaning{"media-needed"sv, PrinterFault::paper_out},
    Meaning{"input-tray-missing"sv, PrinterFault::paper_out},
    Meaning{"offline"sv, PrinterFault::offline},
    Meaning{"connecting-to-device"sv, PrinterFault::offline},
    Meaning{"timed-out"sv, PrinterFault::offline},
    Meaning{"shutdown"sv, PrinterFault::offline},
    Meaning{"marker-supply-empty"sv, PrinterFault::refused},
    Meaning{"toner-empty"sv, PrinterFault::refused},
    Meaning{"marker-waste-full"sv, PrinterFault::refused},
    Meaning{"fuser-over-temp"sv, PrinterFault::refused},
    Meaning{"spool-area-full"sv, PrinterFault::refused},
    Meaning{"paused"sv, PrinterFault::refused},
    Meaning{"moving-to-paused"sv, PrinterFault::refused},
};

constexpr std::array low{"media-low"sv, "marker-supply-low"sv, "toner-low"sv, "marker-waste-almost-full"sv};

enum class Severity { error, warning, report };

// A word without its suffix; none given counts as an error.
Severity cut_severity(std::string_view& reason) {
    for (const auto& [suffix, severity] :
         {std::pair{"-error"sv, Severity::error}, std::pair{"-warning"sv, Severity::warning},
          std::pair{"-report"sv, Severity::report}})
        if (reason.ends_with(suffix)) {
            reason.remove_suffix(suffix.size());
            return severity;
        }
    return Severity::error;
}

// What somebody has to put right at the printer, however lightly it takes that itself.
bool needs_a_hand(PrinterFault fault) {
    return fault == PrinterFault::jam || fault == PrinterFault::cover_open || fault == PrinterFault::paper_out;
}

}  // namespace

PrinterHealth health_of(const PrinterWords& words) {
    PrinterHealth health;
    auto worst = meanings.end();
    for (std::string_view reason : words.reasons) {
        const auto severity = cut_severity(reason);
        const auto meaning =
            std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& known) { return known.word == reason; });
        const bool stops = severity == Severity::error || (severity == Severity::warning && words.stopped);
        if (meaning != meanings.end() && (stops || needs_a_hand(meaning->fault))) worst = std::min(worst, meaning);
        if (std::find(low.begin(), low.end(), reason) != low.end()) health.paper_low = true;
    }
    if (worst != meanings.end())
        health.fault = worst->fault;
    else if (words.stopped || !words.accepting)
        health.fault = PrinterFault::refused;
    return health;
}

}  // namespace landfall::devices
