#pragma once

/// The embedded store: one SQLite file, one thread that writes.
///
/// Writes that arrive while a commit is under way share the next one (group commit), so a disk that syncs 200 times a
/// second still keeps 1,000 declarations in it.

#include <memory>
#include <string>

#include "backend/store/store.h"

namespace landfall::backend {

struct SqliteLimits {
    std::size_t batch = 256;     ///< writes in one commit
    std::size_t waiting = 4096;  ///< writes that wait; more are answered `busy`
};

/// Opens `path`, making it when it is not there. The destructor commits what waits.
/// Errors: a sentence with the path: not writable, no database, another program's or a later version's.
Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path, const SqliteLimits& limits = {});

}  // namespace landfall::backend
