// links: devices
// Whatever a serial line brings, a frame is bounded, text is there only with a frame, and silence ends everything.
#include <cstdint>
#include <cstdlib>

#include "devices/document/swipe_framing.h"

using namespace landfall::devices;

namespace {

void check(const SwipeParser& parser, SwipeEvent event) {
    if (parser.text().size() > SwipeParser::longest) std::abort();
    if (event != SwipeEvent::frame && !parser.text().empty()) std::abort();
    if (event != SwipeEvent::nothing && parser.midway()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    SwipeParser parser(static_cast<SwipeFraming>(data[0] % 3));
    constexpr std::uint8_t quiet = 0xFF;  // stands for a silence, 0xFE for a wish to begin anew
    constexpr std::uint8_t anew = 0xFE;
    for (std::size_t index = 1; index < size; ++index) {
        if (data[index] == anew)
            parser.discard_until_silence();
        else
            check(parser, data[index] == quiet ? parser.silence() : parser.feed(data[index]));
    }
    parser.silence();
    if (parser.midway()) std::abort();
    parser.wipe();
    if (!parser.text().empty()) std::abort();
    return 0;
}
