// links: kiosk/declaration
// Whatever is read as answers is written and read again as the same answers; whatever comes is judged.
#include <cstdint>
#include <cstdlib>

#include "kiosk/base/file.h"
#include "kiosk/declaration/flow.h"
#include "kiosk/declaration/judge.h"
#include "kiosk/declaration/response.h"
#include "tests/kiosk/declaration/small_packs.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace landfall;
    static const auto questionnaire = test::questionnaire_of(test::travel_items);
    static const Pack pack = read_pack(questionnaire).value();
    const Context context{{}, {}, {2026, 11, 21}};
    const auto text = text_of({data, size});
    (void)judge_response(questionnaire, text);
    const auto answers = read_response(pack, text);
    if (!answers) return 0;
    check_answers(pack, *answers, context);
    const auto settled = settle(pack, *answers, context);
    if (!(settle(pack, settled, context) == settled)) std::abort();
    const auto back = read_response(pack, write_response(pack, *answers));
    if (!back || !(*back == *answers)) std::abort();
    return 0;
}
