// links: kiosk/document
// Any bytes become a name that a machine-readable zone can hold; a name is always its own, and matching has no side.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "kiosk/base/file.h"
#include "kiosk/document/name_match.h"
#include "kiosk/document/transliteration.h"

namespace {

void check(const std::string& name) {
    for (const char letter : name)
        if (letter != ' ' && (letter < 'A' || letter > 'Z')) std::abort();
    if (name.starts_with(' ') || name.ends_with(' ') || name.find("  ") != std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = landfall::text_of({data, size});
    const auto name = landfall::mrz_name(text);
    check(name);
    if (landfall::mrz_name(name) != name) std::abort();
    const auto accepted = landfall::accepted_mrz_names(text);
    if (accepted.empty() || accepted.size() > 64 || accepted.front() != name) std::abort();
    std::for_each(accepted.begin(), accepted.end(), check);

    const auto quarter = size / 4;
    const auto part = [&](std::size_t index) { return std::string(text.substr(index * quarter, quarter)); };
    const landfall::PersonName one{part(0), part(1)};
    const landfall::PersonName other{part(2), part(3)};
    if (!landfall::names_match(one, one)) std::abort();
    if (landfall::names_match(one, other) != landfall::names_match(other, one)) std::abort();
    return 0;
}
