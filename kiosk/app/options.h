#pragma once

/// The command line of landfall-kiosk.

#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/base/result.h"

namespace landfall::app {

enum class Display { fullscreen, windowed, offscreen };

struct Options {
    std::filesystem::path config = "/etc/landfall/kiosk.json";
    Display display = Display::fullscreen;
    std::optional<std::pair<int, int>> size;  ///< pixels; empty: as configured
    std::filesystem::path walk;               ///< requests for the pilot, one a line; empty: none
    std::filesystem::path pictures;           ///< a picture of every screen goes here; empty: none
    std::filesystem::path qa_socket;          ///< empty: none
};

constexpr const char* usage =
    "usage: landfall-kiosk [--config FILE] [--windowed | --offscreen] [--size WIDTHxHEIGHT]\n"
    "                      [--walk SCRIPT] [--pictures DIR] [--qa SOCKET]\n"
    "\n"
    "  --config FILE      the kiosk's configuration; /etc/landfall/kiosk.json unless given\n"
    "  --windowed         in a window, with a bench panel that steers the simulated devices\n"
    "  --offscreen        without any display\n"
    "  --size WxH         of the glass, in pixels\n"
    "  --walk SCRIPT      plays the requests in SCRIPT, one JSON object a line, and ends;\n"
    "                     exit status 1 if one of them fails\n"
    "  --pictures DIR     saves a picture of every screen\n"
    "  --qa SOCKET        takes the same requests on a Unix socket\n"
    "  --help, --version\n";

/// Errors: a sentence; empty for --help and --version, which have been answered on standard output.
Result<Options> read_options(int count, const char* const* arguments);

}  // namespace landfall::app
