#pragma once

/// Nothing stays behind: freed memory is wiped, dead stack frames are overwritten, and what could carry memory away is
/// switched off.

#include "kiosk/base/result.h"

namespace landfall::app {

/// No core files and no ptrace by others: RLIMIT_CORE 0, PR_SET_DUMPABLE 0. The appliance has no swap.
/// Errors: a sentence.
Result<Done> keep_memory_private();

/// Overwrites the stack below the caller as deep as a visit's calls reach. Called by each thread that saw a passenger's
/// data, once it is done with it.
/// Threads: any; each wipes its own stack.
void scrub_stack();

/// Gives freed pages back to the kernel. Freed blocks are wiped already: scrub.cpp replaces `free`.
void return_freed_memory();

}  // namespace landfall::app
