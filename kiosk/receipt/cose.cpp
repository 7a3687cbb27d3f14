#include "kiosk/receipt/cose.h"

#include <algorithm>

#include "kiosk/receipt/cbor.h"

namespace landfall {
namespace {

constexpr std::uint64_t cose_sign1_tag = 18;                                    // RFC 9052, table 1
constexpr std::int64_t label_algorithm = 1, label_critical = 2, label_kid = 4;  // RFC 9052, table 3
constexpr std::int64_t es256 = -7;                                              // RFC 9053, table 1

Bytes header_of(const KeyId& kid) {
    CborWriter header;
    header.map(2);
    header.integer(label_algorithm);
    header.integer(es256);
    header.integer(label_kid);
    header.bytes(kid.bytes);
    return header.take();
}

/// RFC 9052, 4.4: Sig_structure.
Bytes what_is_signed(std::span<const std::uint8_t> header, std::string_view external,
                     std::span<const std::uint8_t> payload) {
    CborWriter structure;
    structure.array(4);
    structure.text("Signature1");
    structure.bytes(header);
    structure.bytes(bytes_of(external));
    structure.bytes(payload);
    return structure.take();
}

Result<KeyId, CoseFault> read_header(std::span<const std::uint8_t> bytes) {
    CborReader reader(bytes);
    CborMapReader header(reader);
    std::optional<std::int64_t> algorithm;
    std::optional<KeyId> kid;
    while (const auto label = header.next()) {
        if (*label == label_algorithm) {
            algorithm = reader.integer();
            if (!algorithm) return Failure{CoseFault::unsupported};  // a name where we know numbers only
        } else if (*label == label_critical) {
            return Failure{CoseFault::unsupported};
        } else if (*label == label_kid) {
            const auto id = reader.bytes();
            if (!id || id->size() != KeyId{}.bytes.size()) return Failure{CoseFault::malformed};
            std::copy(id->begin(), id->end(), kid.emplace().bytes.begin());
        } else if (!reader.skip()) {
            return Failure{CoseFault::malformed};
        }
    }
    if (header.failed() || !reader.at_end() || !algorithm || !kid) return Failure{CoseFault::malformed};
    if (*algorithm != es256) return Failure{CoseFault::unsupported};
    return *kid;
}

}  // namespace

std::string_view name_of(CoseFault fault) {
    switch (fault) {
        case CoseFault::malformed:
            return "malformed";
        case CoseFault::unsupported:
            return "unsupported";
        case CoseFault::unknown_key:
            return "unknown_key";
        case CoseFault::bad_signature:
            return "bad_signature";
        case CoseFault::key_revoked:
            return "key_revoked";
    }
    std::abort();
}

bool CoseMessage::verified_by(const PublicKey& key, std::string_view external) const {
    return key.key_id() == kid && key.verifies(what_is_signed(protected_header, external, payload), signature);
}

Result<Bytes> cose_sign(std::span<const std::uint8_t> payload, const SigningKey& key, std::string_view external) {
    const auto header = header_of(key.key_id());
    const auto signature = key.sign(what_is_signed(header, external, payload));
    if (!signature) return Failure{signature.error()};
    CborWriter message;
    message.tag(cose_sign1_tag);
    message.array(4);
    message.bytes(header);
    message.map(0);
    message.bytes(payload);
    message.bytes(*signature);
    auto bytes = message.take();
    if (bytes.size() > most_cose_bytes) return Failure{"a signed message would be too large"};
    return bytes;
}

Result<CoseMessage, CoseFault> cose_read(std::span<const std::uint8_t> bytes) {
    const Failure malformed{CoseFault::malformed};
    if (bytes.size() > most_cose_bytes) return malformed;
    CborReader reader(bytes);
    if (const auto tag = CborReader(bytes).tag()) {
        if (*tag != cose_sign1_tag) return malformed;
        (void)reader.tag();
    }
    if (reader.array() != 4u) return malformed;
    const auto header = reader.bytes();
    if (!header || reader.map() != 0u) return malformed;
    const auto payload = reader.bytes();
    if (!payload) return reader.skip() ? Failure{CoseFault::unsupported} : malformed;  // null: detached
    const auto signature = reader.bytes();
    if (!signature || signature->size() != Signature{}.size() || !reader.at_end()) return malformed;
    const auto kid = read_header(*header);
    if (!kid) return Failure{kid.error()};
    CoseMessage message{*kid, {payload->begin(), payload->end()}, {header->begin(), header->end()}, {}};
    std::copy(signature->begin(), signature->end(), message.signature.begin());
    return message;
}

Result<CoseMessage, CoseFault> cose_verify(std::span<const std::uint8_t> bytes, const KeyRing& keys,
                                           std::string_view external) {
    auto message = cose_read(bytes);
    if (!message) return message;
    const auto* key = keys.find(message->kid);
    if (!key) return Failure{CoseFault::unknown_key};
    if (!message->verified_by(key->key, external)) return Failure{CoseFault::bad_signature};
    if (key->revoked) return Failure{CoseFault::key_revoked};
    return message;
}

}  // namespace landfall
