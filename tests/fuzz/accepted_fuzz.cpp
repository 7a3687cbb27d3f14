// links: kiosk/protocol
// Whatever is taken for the backend's answer is written and read again as the same.
#include <cstdint>
#include <cstdlib>

#include "kiosk/base/file.h"
#include "kiosk/protocol/wire.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto accepted = landfall::read_accepted(landfall::text_of({data, size}));
    if (!accepted) return 0;
    const auto text = landfall::write_accepted(*accepted);
    if (text.size() > landfall::most_wire_bytes) return 0;
    const auto again = landfall::read_accepted(text);
    if (!again || !(*again == *accepted)) std::abort();
    return 0;
}
