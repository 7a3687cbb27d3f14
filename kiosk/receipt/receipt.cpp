#include "kiosk/receipt/receipt.h"

#include <cstdlib>

#include "kiosk/receipt/base45.h"
#include "kiosk/receipt/cose.h"
#include "kiosk/receipt/receipt_claims.h"

namespace landfall {
namespace {

/// Takes the envelope off. Errors: not_a_receipt, damaged.
Result<CoseMessage, ReceiptFault> message_in(std::string_view text) {
    if (!text.starts_with(receipt_prefix) || text.size() > most_receipt_text)
        return Failure{ReceiptFault::not_a_receipt};
    const auto bytes = base45_decode(text.substr(receipt_prefix.size()));
    if (!bytes) return Failure{ReceiptFault::damaged};
    auto message = cose_read(*bytes);
    if (!message) return Failure{ReceiptFault::damaged};
    return *std::move(message);
}

/// The tag is left out: the prefix says already what follows, and each byte costs one and a half characters.
Bytes without_tag(Bytes message) {
    message.erase(message.begin());
    return message;
}

std::optional<ReceiptFault> fault_in(const CoseMessage& message, const Receipt& receipt, const KeyRing& keys,
                                     WallTime now) {
    const auto* key = keys.find(message.kid);
    if (!key) return ReceiptFault::unknown_key;
    if (!message.verified_by(key->key)) return ReceiptFault::bad_signature;
    if (key->revoked) return ReceiptFault::key_revoked;
    if (!key->covers(receipt.issued)) return ReceiptFault::key_not_valid;
    if (receipt.issued > now + receipt_clock_tolerance) return ReceiptFault::not_yet_valid;
    if (receipt.expires < now) return ReceiptFault::expired;
    return std::nullopt;
}

}  // namespace

std::string_view name_of(ReceiptOutcome outcome) {
    switch (outcome) {
        case ReceiptOutcome::clear:
            return "clear";
        case ReceiptOutcome::officer:
            return "officer";
        case ReceiptOutcome::provisional:
            return "provisional";
    }
    std::abort();
}

std::string_view name_of(ReceiptFault fault) {
    switch (fault) {
        case ReceiptFault::not_a_receipt:
            return "not_a_receipt";
        case ReceiptFault::damaged:
            return "damaged";
        case ReceiptFault::unknown_key:
            return "unknown_key";
        case ReceiptFault::bad_signature:
            return "bad_signature";
        case ReceiptFault::key_revoked:
            return "key_revoked";
        case ReceiptFault::key_not_valid:
            return "key_not_valid";
        case ReceiptFault::not_yet_valid:
            return "not_yet_valid";
        case ReceiptFault::expired:
            return "expired";
    }
    std::abort();
}

Result<std::string> sign_receipt(const Receipt& receipt, const SigningKey& key) {
    if (const auto reason = why_unwritable(receipt)) return Failure{*reason};
    auto message = cose_sign(write_claims(receipt), key);
    if (!message) return Failure{message.error()};
    auto text = std::string(receipt_prefix) + base45_encode(without_tag(*std::move(message)));
    if (text.size() > most_receipt_text) return Failure{"a receipt would be too long"};
    return text;
}

Result<ReceiptClaims, ReceiptFault> read_receipt(std::string_view text) {
    const auto message = message_in(text);
    if (!message) return Failure{message.error()};
    auto receipt = read_claims(message->payload);
    if (!receipt) return Failure{ReceiptFault::damaged};
    return ReceiptClaims{message->kid, *std::move(receipt)};
}

Result<VerifiedReceipt, ReceiptFault> verify_receipt(std::string_view text, const KeyRing& keys, WallTime now) {
    const auto message = message_in(text);
    if (!message) return Failure{message.error()};
    auto receipt = read_claims(message->payload);
    if (!receipt) return Failure{ReceiptFault::damaged};
    if (const auto fault = fault_in(*message, *receipt, keys, now)) return Failure{*fault};
    return VerifiedReceipt({message->kid, *std::move(receipt)});
}

}  // namespace landfall
