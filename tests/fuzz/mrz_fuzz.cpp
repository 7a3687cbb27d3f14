// links: kiosk/document
// Whatever is read as a machine-readable zone reads the same from its lines, and holds nothing that can't be printed.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "kiosk/base/file.h"
#include "kiosk/document/check_digit.h"
#include "kiosk/document/mrz.h"

namespace {

bool printable(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || landfall::is_mrz_character(c); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr landfall::Date today{2026, 11, 21};
    const auto scan = landfall::parse_mrz(landfall::text_of({data, size}), today);
    if (!scan) return landfall::meaning_of(scan.error()).empty() ? std::abort(), 0 : 0;
    const auto& document = scan->document;
    for (const auto* text :
         {&document.number, &document.issuer, &document.optional, &document.surname, &document.given_names})
        if (!printable(*text) || text->find('<') != std::string::npos) std::abort();
    if (document.birth_date && *document.birth_date > today) std::abort();
    const auto again = landfall::parse_mrz(scan->mrz, today);
    if (!again || !(*again == *scan)) std::abort();
    if (const auto lines = landfall::format_mrz(document, *scan->format); lines && lines->size() != scan->mrz.size())
        std::abort();
    return 0;
}
