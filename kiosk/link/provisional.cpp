#include "kiosk/link/provisional.h"

#include <array>
#include <cstdint>

#include "kiosk/receipt/receipt.h"

namespace landfall::link {
namespace {

int value_of(char digit) { return digit >= 'a' ? digit - 'a' + 10 : digit - '0'; }

/// The first 8 bytes of a SHA-256 in hexadecimal, which the pack's loader wrote.
std::array<std::uint8_t, 8> beginning(std::string_view hex) {
    std::array<std::uint8_t, 8> bytes{};
    for (std::size_t at = 0; at < bytes.size() && at * 2 + 1 < hex.size(); ++at)
        bytes[at] = static_cast<std::uint8_t>(value_of(hex[at * 2]) * 16 + value_of(hex[at * 2 + 1]));
    return bytes;
}

}  // namespace

Result<std::string> provisional_receipt(const Declaration& declaration, std::string_view port, const SigningKey& key,
                                        WallTime now) {
    Receipt receipt;
    receipt.port = port;
    receipt.issued = now;
    receipt.expires = now + provisional_validity;
    receipt.declaration = declaration.id;
    receipt.revision = declaration.revision;
    receipt.outcome = ReceiptOutcome::provisional;
    receipt.kiosk = declaration.kiosk;
    for (const auto& person : declaration.people) {
        const auto& document = person.scan.document;
        receipt.people.push_back({document.issuer, document.number, document.surname, document.given_names});
    }
    receipt.flight = declaration.trip.flight;
    if (declaration.trip.date && declaration.trip.date->complete()) receipt.flight_date = declaration.trip.date;
    for (const auto& pack : declaration.packs) receipt.packs.push_back(beginning(pack.sha256));
    return sign_receipt(receipt, key);
}

}  // namespace landfall::link
