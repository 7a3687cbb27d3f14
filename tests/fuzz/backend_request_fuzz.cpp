// links: backend/request backend/judge
// Whatever a kiosk signs is read or refused, and what was read can be judged: by a pack in force and by one that is
// not.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "backend/judge/judge.h"
#include "backend/request/request.h"
#include "kiosk/base/file.h"
#include "kiosk/protocol/wire.h"
#include "tests/kiosk/declaration/small_packs.h"

using namespace landfall;

namespace {

const std::vector<Pack>& packs() {
    static const std::vector<Pack> all{test::pack_of(test::travel_items)};
    return all;
}

void judge_it(const Declaration& declaration, const std::vector<std::string>& unknown) {
    const Date today{2026, 11, 21};
    backend::Announced announced{true,
                                 {{"ERIKSSON", "ANNA MARIA", "L898902C3", "UTO", "1974-08-12", "12A", false, "CA981"}}};
    backend::sought_for(declaration, today);
    const auto compared = backend::compare(declaration, announced);
    const auto verdict = backend::judge(declaration, packs(), unknown, compared, today);
    if (verdict.problems.size() < unknown.size() && unknown.size() == 1) std::abort();
    if (!read_accepted(write_accepted({idempotency_key(declaration), verdict, ""}))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = text_of({data, size});
    backend::is_key(text);
    backend::from_http_date(text);
    if (const auto declaration = read_declaration(text, packs())) judge_it(*declaration, {});
    const auto known = backend::known_part(text, packs());
    if (const auto declaration = read_declaration(known.json, packs())) judge_it(*declaration, known.unknown_packs);
    return 0;
}
