// links: kiosk/declaration
// Whatever a rule comes to is JSON that reads back as itself.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kiosk/base/file.h"
#include "kiosk/declaration/logic.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace landfall;
    const auto result = evaluate_case(text_of({data, size}));
    if (!result) return 0;
    const auto whole = read_logic(R"({"var":""})").value();
    const auto again = evaluate(*whole, *result);
    const auto brackets = std::count_if(result->begin(), result->end(), [](char c) { return c == '[' || c == '{'; });
    const bool may_be_too_deep = brackets > 64;  // data has a lower bound than what rules make
    if (!again ? !may_be_too_deep : *again != *result) std::abort();
    return 0;
}
