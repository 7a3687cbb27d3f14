#pragma once

/// What a printer's own words mean for a kiosk.

#include <string>
#include <vector>

#include "devices/printer/printer.h"

namespace landfall::devices {

/// What an IPP printer says of itself in one answer.
struct PrinterWords {
    bool stopped = false;              ///< printer-state 5
    bool accepting = true;             ///< printer-is-accepting-jobs
    std::vector<std::string> reasons;  ///< printer-state-reasons, with or without -error, -warning, -report
};

/// No paper, an open cover and a jam count whatever suffix a printer gives them: a kiosk's printer has one roll, and
/// ippeveprinter calls an empty one a mere report. Of other reasons a warning is no fault until the printer has stopped
/// (RFC 8011, 5.4.12). Of several faults the one that has to be mended first is taken; unknown words of a printer that
/// has stopped are `refused`.
PrinterHealth health_of(const PrinterWords& words);

}  // namespace landfall::devices
