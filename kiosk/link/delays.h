#pragma once

/// Every delay of the link, each with its reason.

#include <chrono>

namespace landfall::link {

/// The values are those of a shipped kiosk; tests shorten them.
struct Delays {
    using ms = std::chrono::milliseconds;

    ms connecting{4'000};      ///< TCP and TLS: shorter than the 5 s after which a receipt becomes provisional
    ms request{15'000};        ///< a whole exchange; a slow backend answers in 2 s, a dripping one never ends
    ms first_retry{400};       ///< a lost packet or a restarting backend: a passenger still waits
    ms longest_retry{60'000};  ///< after an outage each kiosk is back within a minute, 5,000 of them spread over it
    ms shortest_retry_after{1'000};   ///< a backend that asks for less would be hammered
    ms longest_retry_after{300'000};  ///< a backend that asks for more is not believed
    ms resume_spread{5'000};          ///< after a power cut a whole airport starts at once
    ms heartbeat{60'000};             ///< an idle kiosk learns within a minute that the backend is gone or back
    ms outbox_retry{5'000};           ///< a row that could not be added or deleted: the disk may have room again
};

}  // namespace landfall::link
