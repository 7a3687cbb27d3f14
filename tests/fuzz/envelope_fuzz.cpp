// links: kiosk/protocol
// Nobody but the kiosk makes an envelope that opens, and nothing that a sender puts into a box ends the backend: the
// input is opened as it is, and once more sealed for us, as a stranger who knows the public key could do it.
#include <sodium.h>

#include <cstdint>
#include <cstdlib>

#include "kiosk/protocol/envelope.h"

using namespace landfall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto backend = BoxSecretKey::generate();
    static const KeyRing kiosks = [] {
        KeyRing ring;
        ring.add({SigningKey::generate()->public_key(), {}, {}});
        return ring;
    }();
    const std::span input(data, size);
    if (open_envelope(input, backend, kiosks)) std::abort();
    Bytes sealed(size + crypto_box_SEALBYTES);
    crypto_box_seal(sealed.data(), data, size, backend.public_key().bytes.data());
    if (open_envelope(sealed, backend, kiosks)) std::abort();

    if (const auto key = BoxPublicKey::from_pem(text_of(input)))
        if (!(BoxPublicKey::from_pem(key->pem()).value() == *key)) std::abort();
    if (const auto key = BoxSecretKey::from_pem(text_of(input)))
        if (BoxSecretKey::from_pem(key->pem())->bytes() != key->bytes()) std::abort();
    return 0;
}
