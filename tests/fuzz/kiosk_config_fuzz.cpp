// links: kiosk_config
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kiosk/app/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto config = landfall::app::parse_config(text, "/etc/landfall/kiosk.json");
    // What is refused is refused with a sentence that names the file.
    if (!config && config.error().find("kiosk.json") == std::string::npos) __builtin_trap();
    return 0;
}
