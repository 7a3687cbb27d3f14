// links: kiosk/declaration
// Whatever loads as a pack can be asked, settled and judged; settling twice is settling once.
#include <cstdint>
#include <cstdlib>

#include "kiosk/base/file.h"
#include "kiosk/declaration/flow.h"
#include "kiosk/declaration/judge.h"
#include "kiosk/declaration/response.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace landfall;
    const auto text = text_of({data, size});
    const Context context{{}, {}, {2026, 11, 21}};
    if (const auto pack = read_pack(text)) {
        const auto settled = settle(*pack, {}, context);
        if (!(settle(*pack, settled, context) == settled)) std::abort();
        asked(*pack, settled, context);
        check_answers(*pack, settled, context);
        outcome_of(*pack, settled, context);
        const auto back = read_response(*pack, write_response(*pack, settled));
        if (!back || !(*back == settled)) std::abort();
    }
    (void)judge_response(text, R"({"resourceType":"QuestionnaireResponse","status":"completed"})");
    return 0;
}
