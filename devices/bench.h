#pragma once

/// What QA may do to simulated devices: every simulator hands over its levers, the bench panel and the QA socket pull
/// them.

#include <functional>
#include <string>
#include <vector>

namespace landfall::devices {

/// One thing that can happen to a device.
/// Threads: `pull` from any; it returns at once.
struct Lever {
    std::string device;  ///< "document", "printer", "network"
    std::string name;    ///< stable: "insert td3-valid", "paper out", "unplug"
    std::function<void()> pull;
};

using Bench = std::vector<Lever>;

}  // namespace landfall::devices
