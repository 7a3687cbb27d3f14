#pragma once

/// Nothing stays behind: freed memory is wiped, and what could carry memory away is switched off. Dead stack frames are
/// overwritten by devices/scrub_stack.h.

#include "kiosk/base/result.h"

namespace landfall::app {

/// No core files and no ptrace by others: RLIMIT_CORE 0, PR_SET_DUMPABLE 0. The appliance has no swap.
/// Errors: a sentence.
Result<Done> keep_memory_private();

/// Gives freed pages back to the kernel. Freed blocks are wiped already: scrub.cpp replaces `free`.
void return_freed_memory();

}  // namespace landfall::app
