// links: kiosk/base
// Whatever is taken for a date or an instant is written again exactly as it came.
#include <cstdint>
#include <cstdlib>

#include "kiosk/base/date.h"
#include "kiosk/base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = landfall::text_of({data, size});
    if (const auto date = landfall::date_from_iso(text); date && date->iso() != text) std::abort();
    if (const auto time = landfall::from_rfc3339(text); time && landfall::to_rfc3339(*time) != text) std::abort();
    return 0;
}
