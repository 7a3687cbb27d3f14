// links: backend/manifest
// A CSV list that is read names a flight and somebody in each manifest.
#include <cstdint>
#include <cstdlib>

#include "backend/manifest/csv.h"
#include "kiosk/base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace landfall;
    const auto text = text_of({data, size});
    (void)backend::looks_like_csv(text);
    const auto manifests = backend::read_csv_manifest(text);
    if (!manifests) return 0;
    for (const auto& manifest : *manifests) {
        if (manifest.flights.size() != 1 || manifest.flights[0].number.empty() || manifest.travellers.empty())
            std::abort();
        for (const auto& traveller : manifest.travellers)
            if (traveller.surname.empty()) std::abort();
    }
    return 0;
}
