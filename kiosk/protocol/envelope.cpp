#include "kiosk/protocol/envelope.h"

#include <sodium.h>

#include <algorithm>
#include <cstdlib>

#include "kiosk/receipt/cose.h"

namespace landfall {
namespace {

// RFC 8410, 7 and 10: what stands before the 32 bytes of an X25519 key in DER.
constexpr std::array<std::uint8_t, 12> public_prefix{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                                     0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00};
constexpr std::array<std::uint8_t, 16> secret_prefix{0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06,
                                                     0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20};
using Key = std::array<std::uint8_t, 32>;
static_assert(sizeof(Key) == crypto_box_PUBLICKEYBYTES && sizeof(Key) == crypto_box_SECRETKEYBYTES);

/// libsodium wants to be asked once; more often is harmless.
void begin_sodium() {
    if (sodium_init() < 0) std::abort();
}

/// A PEM block (RFC 7468) of the one length that `prefix` and a key have together.
template <std::size_t size>
std::string pem_of(const char* label, const std::array<std::uint8_t, size>& prefix, const Key& key) {
    std::array<std::uint8_t, size + 32> der;
    std::copy(key.begin(), key.end(), std::copy(prefix.begin(), prefix.end(), der.begin()));
    std::array<char, sodium_base64_ENCODED_LEN(size + 32, sodium_base64_VARIANT_ORIGINAL)> text;
    sodium_bin2base64(text.data(), text.size(), der.data(), der.size(), sodium_base64_VARIANT_ORIGINAL);
    std::string pem = std::string("-----BEGIN ") + label + "-----\n" + text.data() + "\n-----END " + label + "-----\n";
    sodium_memzero(der.data(), der.size());
    sodium_memzero(text.data(), text.size());
    return pem;
}

template <std::size_t size>
std::optional<Key> key_in(std::string_view pem, const std::string& label,
                          const std::array<std::uint8_t, size>& prefix) {
    const std::string begin = "-----BEGIN " + label + "-----", end = "-----END " + label + "-----";
    const auto from = pem.find(begin);
    if (from == pem.npos) return std::nullopt;
    pem.remove_prefix(from + begin.size());
    pem = pem.substr(0, pem.find(end));

    std::array<std::uint8_t, size + 32> der{};
    std::size_t length = 0;
    const char* rest = nullptr;
    std::optional<Key> key;
    if (sodium_base642bin(der.data(), der.size(), pem.data(), pem.size(), " \t\r\n", &length, &rest,
                          sodium_base64_VARIANT_ORIGINAL) == 0 &&
        length == der.size() && rest == pem.data() + pem.size() &&
        std::equal(prefix.begin(), prefix.end(), der.begin())) {
        key.emplace();
        std::copy(der.begin() + size, der.end(), key->begin());
    }
    sodium_memzero(der.data(), der.size());
    return key;
}

EnvelopeFault fault_of(CoseFault fault) {
    switch (fault) {
        case CoseFault::malformed:
            return EnvelopeFault::malformed;
        case CoseFault::unsupported:
            return EnvelopeFault::unsupported;
        case CoseFault::unknown_key:
            return EnvelopeFault::unknown_key;
        case CoseFault::bad_signature:
            return EnvelopeFault::bad_signature;
        case CoseFault::key_revoked:
            return EnvelopeFault::key_revoked;
    }
    std::abort();
}

/// Opened bytes hold a passenger's data: they are gone when the reader returns, on every way.
struct WipedBytes {
    Bytes bytes;
    ~WipedBytes() { sodium_memzero(bytes.data(), bytes.size()); }
};

}  // namespace

Result<BoxPublicKey> BoxPublicKey::from_pem(std::string_view pem) {
    const auto key = key_in(pem, "PUBLIC KEY", public_prefix);
    if (!key) return Failure{"no X25519 public key in PEM"};
    return BoxPublicKey{*key};
}

std::string BoxPublicKey::pem() const { return pem_of("PUBLIC KEY", public_prefix, bytes); }

Result<BoxSecretKey> BoxSecretKey::from_pem(std::string_view pem) {
    begin_sodium();
    const auto key = key_in(pem, "PRIVATE KEY", secret_prefix);
    if (!key) return Failure{"no unencrypted X25519 private key in PEM"};
    BoxSecretKey secret;
    secret.secret_ = *key;
    crypto_scalarmult_base(secret.public_.bytes.data(), secret.secret_.data());
    return secret;
}

BoxSecretKey BoxSecretKey::generate() {
    begin_sodium();
    BoxSecretKey secret;
    crypto_box_keypair(secret.public_.bytes.data(), secret.secret_.data());
    return secret;
}

BoxSecretKey::~BoxSecretKey() { sodium_memzero(secret_.data(), secret_.size()); }

std::string BoxSecretKey::pem() const { return pem_of("PRIVATE KEY", secret_prefix, secret_); }

Result<Bytes> seal_declaration(std::string_view json, const SigningKey& kiosk, const BoxPublicKey& backend) {
    begin_sodium();
    if (json.size() > most_wire_bytes) return Failure{"the declaration is too large to send"};
    auto cose = cose_sign(bytes_of(json), kiosk, declaration_purpose);
    if (!cose) return Failure{cose.error()};
    const WipedBytes signed_bytes{std::move(*cose)};
    Bytes sealed(signed_bytes.bytes.size() + crypto_box_SEALBYTES);
    if (crypto_box_seal(sealed.data(), signed_bytes.bytes.data(), signed_bytes.bytes.size(), backend.bytes.data()) != 0)
        return Failure{"the backend's box key is no usable key"};
    return sealed;
}

std::string_view name_of(EnvelopeFault fault) {
    switch (fault) {
        case EnvelopeFault::too_large:
            return "too_large";
        case EnvelopeFault::not_for_us:
            return "not_for_us";
        case EnvelopeFault::malformed:
            return "malformed";
        case EnvelopeFault::unsupported:
            return "unsupported";
        case EnvelopeFault::unknown_key:
            return "unknown_key";
        case EnvelopeFault::bad_signature:
            return "bad_signature";
        case EnvelopeFault::key_revoked:
            return "key_revoked";
    }
    std::abort();
}

Result<OpenedEnvelope, EnvelopeFault> open_envelope(std::span<const std::uint8_t> body, const BoxSecretKey& backend,
                                                    const KeyRing& kiosks) {
    begin_sodium();
    if (body.size() > most_envelope_bytes) return Failure{EnvelopeFault::too_large};
    if (body.size() < crypto_box_SEALBYTES) return Failure{EnvelopeFault::not_for_us};
    WipedBytes opened{Bytes(body.size() - crypto_box_SEALBYTES)};
    if (crypto_box_seal_open(opened.bytes.data(), body.data(), body.size(), backend.public_key().bytes.data(),
                             backend.bytes().data()) != 0)
        return Failure{EnvelopeFault::not_for_us};
    auto message = cose_verify(opened.bytes, kiosks, declaration_purpose);
    if (!message) return Failure{fault_of(message.error())};
    const WipedBytes payload{std::move(message->payload)};
    if (payload.bytes.size() > most_wire_bytes) return Failure{EnvelopeFault::too_large};
    return OpenedEnvelope{std::string(text_of(payload.bytes)), message->kid, sha256(payload.bytes)};
}

}  // namespace landfall
