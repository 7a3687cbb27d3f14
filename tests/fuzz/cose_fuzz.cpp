// links: kiosk/receipt
// A message that is read has its parts where they lay, and no key of ours has signed it.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kiosk/receipt/cbor.h"
#include "kiosk/receipt/cose.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto key = landfall::SigningKey::generate().value();
    landfall::CborReader item({data, size});
    (void)item.skip();
    const auto message = landfall::cose_read({data, size});
    if (!message) return 0;
    const auto whole = landfall::text_of({data, size});
    if (whole.find(landfall::text_of(message->payload)) == std::string_view::npos) std::abort();
    if (!whole.ends_with(landfall::text_of(message->signature))) std::abort();
    if (message->verified_by(key.public_key())) std::abort();
    return 0;
}
