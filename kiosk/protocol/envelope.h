#pragma once

/// How a declaration travels and waits: signed by the kiosk, then sealed for the backend alone. The body of
/// POST /v1/declarations and each row of the outbox are such envelopes:
///
///     crypto_box_seal( COSE_Sign1( declaration's JSON ) )
///
/// libsodium's sealed box hides even from its sender what is inside; the signature inside says who wrote it. Both ends
/// use this one file.

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/base/file.h"
#include "kiosk/base/result.h"
#include "kiosk/protocol/wire.h"
#include "kiosk/receipt/keys.h"

namespace landfall {

/// Units: bytes. Seal 48, COSE headers and signature below 100.
constexpr std::size_t most_envelope_bytes = most_wire_bytes + 1024;
/// Content-Type of the request.
constexpr std::string_view envelope_media_type = "application/octet-stream";
/// COSE's external_aad: keeps a signature made for a receipt from passing as a declaration.
constexpr std::string_view declaration_purpose = "landfall declaration 1";

/// The backend's X25519 key for sealed boxes; every kiosk has a copy. Written as RFC 8410 PEM, which
/// `openssl genpkey -algorithm X25519` makes.
struct BoxPublicKey {
    std::array<std::uint8_t, 32> bytes{};

    /// Reads `BEGIN PUBLIC KEY`; text around it is skipped. Errors: a sentence.
    static Result<BoxPublicKey> from_pem(std::string_view pem);
    std::string pem() const;
    bool operator==(const BoxPublicKey&) const = default;
};

/// Its other half, at the backend alone. Wiped when it goes.
class BoxSecretKey {
public:
    /// Reads `BEGIN PRIVATE KEY` (unencrypted PKCS #8). Errors: a sentence.
    static Result<BoxSecretKey> from_pem(std::string_view pem);
    static BoxSecretKey generate();
    BoxSecretKey(const BoxSecretKey&) = default;
    BoxSecretKey& operator=(const BoxSecretKey&) = default;
    ~BoxSecretKey();

    std::string pem() const;
    const BoxPublicKey& public_key() const { return public_; }
    const std::array<std::uint8_t, 32>& bytes() const { return secret_; }

private:
    BoxSecretKey() = default;
    std::array<std::uint8_t, 32> secret_{};
    BoxPublicKey public_;
};

/// Signs and seals. Two calls give two different envelopes of the same content.
///
/// Errors: a sentence; `json` too large, or out of memory or randomness.
Result<Bytes> seal_declaration(std::string_view json, const SigningKey& kiosk, const BoxPublicKey& backend);

enum class EnvelopeFault {
    too_large,
    not_for_us,  ///< sealed for another key, cut short, or changed on its way
    malformed,   ///< no COSE_Sign1 in kiosk/receipt/cose.h's form
    unsupported,
    unknown_key,  ///< no kiosk of ours
    bad_signature,
    key_revoked
};
/// "too_large", "not_for_us" ...
std::string_view name_of(EnvelopeFault fault);

struct OpenedEnvelope {
    std::string json;  ///< for read_declaration
    KeyId signer;
    std::array<std::uint8_t, 32> sha256{};  ///< over `json`: tells two contents under one idempotency key apart
};

/// Opens and verifies. That the signer is the kiosk named in the JSON, and that its key counted when the declaration
/// was made, is the caller's to compare.
Result<OpenedEnvelope, EnvelopeFault> open_envelope(std::span<const std::uint8_t> body, const BoxSecretKey& backend,
                                                    const KeyRing& kiosks);

}  // namespace landfall
