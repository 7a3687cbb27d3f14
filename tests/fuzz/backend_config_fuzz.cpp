// links: backend/config
// A configuration is taken whole or refused with sentences that name the file.
#include <cstdint>
#include <cstdlib>

#include "backend/config/config.h"
#include "kiosk/base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto config = landfall::backend::read_config(landfall::text_of({data, size}), "/etc/b.json");
    if (config) {
        if (config->threads < 1 || config->store.empty() || config->port_of_entry.size() != 5) std::abort();
        return 0;
    }
    if (config.error().empty()) std::abort();
    for (const auto& problem : config.error())
        if (!problem.starts_with("/etc/b.json: ")) std::abort();
    return 0;
}
