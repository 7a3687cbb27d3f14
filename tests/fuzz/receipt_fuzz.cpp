// links: kiosk/receipt
// Three ways in: as a receipt's text, as claims, and as claims inside a genuine envelope. What is read can be written
// again and then reads the same.
#include <cstdint>
#include <cstdlib>

#include "kiosk/receipt/receipt.h"
#include "kiosk/receipt/receipt_claims.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto key = landfall::SigningKey::generate().value();
    static const auto keys = [] {
        landfall::KeyRing ring;
        ring.add({key.public_key(), {}, {}, false});
        return ring;
    }();
    const auto text = landfall::text_of({data, size});
    (void)landfall::read_receipt(text);
    if (landfall::verify_receipt(text, keys, {})) std::abort();
    const auto receipt = landfall::read_claims({data, size});
    if (!receipt) return 0;
    if (landfall::read_claims(landfall::write_claims(*receipt)) != receipt) std::abort();
    const auto signed_text = landfall::sign_receipt(*receipt, key);
    if (!signed_text) return 0;
    if (!landfall::verify_receipt(*signed_text, keys, receipt->issued)) std::abort();
    return 0;
}
