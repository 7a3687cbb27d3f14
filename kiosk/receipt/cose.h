#pragma once

/// COSE_Sign1 (RFC 9052, 4.2) with ES256 (RFC 9053, 2.1): what receipts and the kiosk's declarations are signed with.
///
/// Written form: tag 18, protected header {1: -7, 4: kid} in deterministic CBOR (RFC 8949, 4.2.1), empty unprotected
/// header, payload, 64 bytes of signature. Read form: the same, with or without the tag; nothing looser is accepted,
/// so that one message has one spelling.

#include <cstdint>
#include <span>
#include <string_view>

#include "kiosk/base/file.h"
#include "kiosk/base/result.h"
#include "kiosk/receipt/keys.h"

namespace landfall {

/// A COSE message of more bytes is refused unread. Declarations of nine people with their answers stay far below.
constexpr std::size_t most_cose_bytes = 1u << 20;

enum class CoseFault {
    malformed,    ///< not a COSE_Sign1 in the form above
    unsupported,  ///< another algorithm, critical headers, or a detached payload
    unknown_key,  ///< the ring has no key of this id
    bad_signature,
    key_revoked,
};
/// "malformed", "unsupported" ...
std::string_view name_of(CoseFault fault);

/// What a message says. Who says it is known only after `verified_by`.
struct CoseMessage {
    KeyId kid;
    Bytes payload;
    Bytes protected_header;  ///< encoded, as it was signed
    Signature signature{};

    /// `external` is RFC 9052's external_aad: bytes that both sides know and that are signed without being sent. A
    /// purpose, such as "landfall declaration 1", keeps a signature made for one thing from passing as another.
    bool verified_by(const PublicKey& key, std::string_view external = {}) const;
};

/// Errors: a sentence when signing fails (SigningKey::sign) or the payload is too large.
Result<Bytes> cose_sign(std::span<const std::uint8_t> payload, const SigningKey& key, std::string_view external = {});

/// Takes a message apart without believing it; use it to learn the kid. Errors: malformed, unsupported.
Result<CoseMessage, CoseFault> cose_read(std::span<const std::uint8_t> bytes);

/// Reads, finds the key, checks the signature. The key's validity in time is the caller's to compare, since only the
/// payload knows when it was signed.
Result<CoseMessage, CoseFault> cose_verify(std::span<const std::uint8_t> bytes, const KeyRing& keys,
                                           std::string_view external = {});

}  // namespace landfall
