#pragma once

/// The receipt that a passenger leaves with: "HD1:" + base45(COSE_Sign1(CBOR claims)), printed as a QR code and
/// verified by any officer who holds the published keys, with or without a network.
///
/// The claims are a CBOR map, deterministic (RFC 8949, 4.2.1). Labels above zero are those of CWT (RFC 8392, 4):
///
/// | label  | name | value                                                                                     |
/// |--------|------|-------------------------------------------------------------------------------------------|
/// | 1      | iss  | text: the port that issues, UN/LOCODE without space ("CNPVG")                             |
/// | 4      | exp  | integer: seconds since 1970, UTC; the receipt counts up to and including it               |
/// | 6      | iat  | integer: seconds since 1970, UTC                                                          |
/// | 7      | cti  | 16 bytes: the declaration's id                                                            |
/// | -65537 | -    | map: Landfall's own claims (RFC 8392, 9.1.1: private use), below                          |
///
/// | label  | value                                                                                            |
/// |--------|--------------------------------------------------------------------------------------------------|
/// | 1      | integer: the declaration's revision, from 1                                                      |
/// | 2      | integer: outcome; 0 clear, 1 see an officer, 2 provisional                                       |
/// | 3      | text: kiosk id                                                                                   |
/// | 4      | array of people, each [text: issuer of the document, text: its number, text: name as in the MRZ] |
/// | 5      | text: flight, "CA981"; absent when not known                                                     |
/// | 6      | integer: local date of arrival, in days since 1970-01-01; absent when not known                  |
/// | 7      | array of 8 bytes each: the packs answered, by the beginning of their SHA-256                     |
///
/// Labels that are not in these tables are passed over, so that receipts may grow. For one person and one or two packs
/// the whole text has 256 to 325 characters: QR version 9 to 11 at level M. tests/kiosk/receipt measures it.

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.h"
#include "kiosk/base/result.h"
#include "kiosk/receipt/keys.h"

namespace landfall {

constexpr std::string_view receipt_prefix = "HD1:";
/// Units: characters. Nine people with long names stay below two thirds of it; a longer text is refused unread.
constexpr std::size_t most_receipt_text = 2048;
/// A verifier's clock may be this much behind the issuer's.
constexpr std::chrono::seconds receipt_clock_tolerance{300};

enum class ReceiptOutcome {
    clear,
    officer,      ///< the passenger was told to see an officer
    provisional,  ///< signed by the kiosk without the backend's verdict
};
/// "clear", "officer", "provisional".
std::string_view name_of(ReceiptOutcome outcome);

/// So much of a travel document that an officer can match person and receipt.
struct ReceiptPerson {
    std::string document_issuer;  ///< "UTO", "D"
    std::string document_number;
    std::string surname;  ///< capital letters of the MRZ, one space between parts; cut together after 39 characters
    std::string given_names;
    bool operator==(const ReceiptPerson&) const = default;
};

struct Receipt {
    std::string port;
    WallTime issued{};
    WallTime expires{};
    std::string declaration;  ///< 32 lower-case hexadecimal digits
    std::uint32_t revision = 1;
    ReceiptOutcome outcome = ReceiptOutcome::provisional;
    std::string kiosk;
    std::vector<ReceiptPerson> people;  ///< one to nine
    std::string flight;                 ///< empty: not known
    std::optional<Date> flight_date;    ///< complete, or empty
    std::vector<std::array<std::uint8_t, 8>> packs;

    bool operator==(const Receipt&) const = default;
};

/// Errors: a sentence when a claim is out of bounds (no declaration id, nobody, expires before issued, texts above 64
///         bytes or not UTF-8), or signing fails.
Result<std::string> sign_receipt(const Receipt& receipt, const SigningKey& key);

enum class ReceiptFault {
    not_a_receipt,  ///< no "HD1:" in front, or far too long: another code
    damaged,        ///< it begins like one, but text, COSE or claims are not in their one form
    unknown_key,
    bad_signature,
    key_revoked,
    key_not_valid,  ///< the key was not, or no longer, valid when the receipt was issued
    not_yet_valid,  ///< issued in the future by the verifier's clock
    expired,
};
/// "not_a_receipt", "damaged" ...
std::string_view name_of(ReceiptFault fault);

/// What a receipt says, and the key that it names. Nothing is proven yet.
struct ReceiptClaims {
    KeyId kid;
    Receipt receipt;
};
/// Errors: not_a_receipt, damaged.
Result<ReceiptClaims, ReceiptFault> read_receipt(std::string_view text);

/// A receipt whose signature, key and times hold. Only `verify_receipt` makes one.
class VerifiedReceipt {
public:
    const KeyId& kid() const { return claims_.kid; }
    const Receipt& receipt() const { return claims_.receipt; }

private:
    friend Result<VerifiedReceipt, ReceiptFault> verify_receipt(std::string_view, const KeyRing&, WallTime);
    explicit VerifiedReceipt(ReceiptClaims claims) : claims_(std::move(claims)) {}
    ReceiptClaims claims_;
};

/// Errors: the first fault in the order of `ReceiptFault`.
Result<VerifiedReceipt, ReceiptFault> verify_receipt(std::string_view text, const KeyRing& keys, WallTime now);

}  // namespace landfall
