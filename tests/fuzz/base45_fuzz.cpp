// links: kiosk/receipt
// Whatever is decoded is encoded again exactly as it came: base45 has one spelling for each content.
#include <cstdint>
#include <cstdlib>

#include "kiosk/receipt/base45.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = landfall::text_of({data, size});
    if (const auto bytes = landfall::base45_decode(text); bytes && landfall::base45_encode(*bytes) != text)
        std::abort();
    if (landfall::base45_decode(landfall::base45_encode({data, size})) != landfall::Bytes(data, data + size))
        std::abort();
    return 0;
}
