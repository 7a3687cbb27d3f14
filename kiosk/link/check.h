#pragma once

/// Whether the link could work: for the out-of-service screen and `landfall selftest`.

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/link/link.h"

namespace landfall::link {

enum class SettingsFault {
    address,              ///< no https address
    authority,            ///< the pinned authority's file
    certificate,          ///< missing, unreadable, or its private key is missing or another's
    certificate_expired,  ///< or not valid yet; or the kiosk's clock is wrong
    signing_key,
    box_key,
    outbox
};
/// "address", "certificate_expired" ...
std::string_view name_of(SettingsFault fault);

struct SettingsProblem {
    SettingsFault fault = SettingsFault::address;
    std::string message;  ///< one sentence for the technician, with the file's path
};

/// Everything wrong with the settings, found out without the network; empty when the link can start.
std::vector<SettingsProblem> check_settings(const Settings& settings, const Clock& clock);

/// Asks the backend once, with the kiosk's certificate, and waits for the answer: at most `delays.request`.
BackendFault probe_backend(const Settings& settings, const Clock& clock, const Delays& delays = {});

}  // namespace landfall::link
