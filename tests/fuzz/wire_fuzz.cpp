// links: kiosk/protocol
// Whatever is taken for a declaration is written and read again as the same.
#include <cstdint>
#include <cstdlib>

#include "kiosk/base/file.h"
#include "kiosk/protocol/wire.h"
#include "tests/kiosk/declaration/small_packs.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<landfall::Pack> packs = [] {
        auto pack = landfall::test::pack_of(landfall::test::travel_items);
        pack.sha256 = "00";  // so that the seeds stay good when the pack's text changes
        return std::vector{std::move(pack)};
    }();
    const auto declaration = landfall::read_declaration(landfall::text_of({data, size}), packs);
    if (!declaration) return 0;
    const auto text = landfall::write_declaration(*declaration, packs);
    if (!text) {
        // What is written may be longer than what was read, by escapes and by numbers spelt out.
        if (text.error().kind != landfall::WireFaultKind::too_large) std::abort();
        return 0;
    }
    const auto again = landfall::read_declaration(*text, packs);
    if (!again || !(*again == *declaration)) std::abort();
    return 0;
}
