// links: backend/manifest
// Whatever comes from an airline's mailbox is read or refused; whole messages have places that can be asked for.
#include <cstdint>
#include <cstdlib>

#include "backend/manifest/edifact.h"
#include "kiosk/base/file.h"
#include "kiosk/document/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace landfall;
    const auto text = text_of({data, size});
    const auto reading = backend::read_edifact(text);
    if (!reading.messages.empty() && !backend::looks_like_edifact(text)) std::abort();
    for (const auto& message : reading.messages)
        for (const auto& segment : message.segments) {
            if (segment.tag.size() != 3) std::abort();
            std::string_view value = segment.at(0);
            while (!value.empty())
                if (take_utf8(value) == 0) std::abort();
        }
    const auto manifests = backend::examine_manifest(text, {2026, 11, 21});
    for (const auto& manifest : manifests.manifests)
        for (const auto& flight : manifest.flights) (void)backend::comparable_flight_number(flight.number);
    return 0;
}
