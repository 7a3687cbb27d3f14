// links: kiosk/declaration
// A catalogue is read whole or refused with a sentence, and what was read can be made into a pack or refused.
#include <cstdint>
#include <cstdlib>

#include "kiosk/base/file.h"
#include "kiosk/declaration/po.h"
#include "kiosk/declaration/source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace landfall;
    const std::string text(text_of({data, size}));
    const auto entries = read_po(text);
    if (!entries && entries.error().empty()) std::abort();
    PackSource source;
    source.questionnaire =
        R"({"resourceType":"Questionnaire","status":"active","url":"urn:x","name":"x","version":"1","title":"X",)"
        R"("item":[{"linkId":"a","text":"A?","type":"boolean"}]})";
    source.translations["fr"] = text;
    const auto pack = build_pack(source);
    if (!pack && pack.error().empty()) std::abort();
    return 0;
}
