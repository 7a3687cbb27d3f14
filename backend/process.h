#pragma once

/// What a daemon owes its machine: no core dumps, signals as values, a word to whoever started it.

#include <cstdint>
#include <string_view>

namespace landfall::backend {

/// No core dump, no reading of this process by others of its user (PR_SET_DUMPABLE 0), files for its owner alone, and
/// neither a vanished peer nor a full disk ends it by signal.
void harden_process();

enum class Asked { reload, stop };

/// Signals SIGHUP, SIGTERM and SIGINT as values. Make it before any thread starts, so that all inherit its mask.
/// Threads: `next` from one.
class Signals {
public:
    Signals();
    /// Waits for the next one.
    Asked next();
};

/// One JSON line on standard output, and READY=1 to systemd if it listens (sd_notify(3)).
void tell_ready(std::uint16_t port);
/// "STOPPING=1", "RELOADING=1": to systemd if it listens.
void tell_manager(std::string_view state);

}  // namespace landfall::backend
