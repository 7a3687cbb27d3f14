#include "kiosk/receipt/receipt.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>

#include "kiosk/receipt/base45.h"
#include "kiosk/receipt/cose.h"
#include "kiosk/receipt/receipt_claims.h"

using namespace landfall;
using namespace std::chrono_literals;

namespace {

const WallTime noon = from_rfc3339("2026-11-21T12:00:00Z").value();

Receipt specimen() {
    Receipt receipt;
    receipt.port = "CNPVG";
    receipt.issued = noon;
    receipt.expires = noon + 24h;
    receipt.declaration = "00112233445566778899aabbccddeeff";
    receipt.revision = 2;
    receipt.outcome = ReceiptOutcome::clear;
    receipt.kiosk = "T2-07";
    receipt.people = {{"UTO", "L898902C3", "ERIKSSON", "ANNA MARIA"}};
    receipt.flight = "CA934";
    receipt.flight_date = Date{2026, 11, 21};
    receipt.packs = {{1, 2, 3, 4, 5, 6, 7, 8}, {9, 10, 11, 12, 13, 14, 15, 16}};
    return receipt;
}

/// One key, made for the whole run, and the ring that publishes it.
const SigningKey& issuer() {
    static const auto key = SigningKey::generate().value();
    return key;
}

KeyRing ring(PublishedKey key = {issuer().public_key(), {}, {}, false}) {
    KeyRing keys;
    keys.add(std::move(key));
    return keys;
}

std::string fault_of(std::string_view text, const KeyRing& keys = ring(), WallTime now = noon) {
    const auto verified = verify_receipt(text, keys, now);
    return verified ? "none" : std::string(name_of(verified.error()));
}

/// Any payload in a genuine envelope.
std::string signed_claims(const Bytes& claims) {
    return std::string(receipt_prefix) + base45_encode(cose_sign(claims, issuer()).value());
}

/// QR version at level M in alphanumeric mode; ISO/IEC 18004, table 7.
int qr_version(std::size_t characters) {
    constexpr std::array<std::size_t, 20> capacity = {20,  38,  61,  90,  122, 154, 178, 221, 262, 311,
                                                      366, 419, 483, 528, 600, 656, 734, 816, 909, 970};
    return int(std::lower_bound(capacity.begin(), capacity.end(), characters) - capacity.begin()) + 1;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_receipt_tells_an_officer_what_was_signed) {
    const auto text = sign_receipt(specimen(), issuer()).value();
    const auto verified = verify_receipt(text, ring(), noon);
    BOOST_REQUIRE(bool(verified));
    BOOST_TEST((verified->receipt() == specimen()));
    BOOST_TEST(verified->kid().hex() == issuer().key_id().hex());
}

BOOST_AUTO_TEST_CASE(a_receipt_fits_a_small_code) {
    auto receipt = specimen();
    const auto typical = sign_receipt(receipt, issuer()).value();
    BOOST_TEST_MESSAGE("typical receipt: " << typical.size() << " characters, QR version "
                                           << qr_version(typical.size()));
    BOOST_TEST(qr_version(typical.size()) <= 11);
    BOOST_TEST(typical.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:") == std::string::npos);

    receipt.flight.clear();
    receipt.flight_date.reset();
    receipt.packs.resize(1);
    receipt.people[0] = {"UTO", "C11", "LI", "NA"};
    const auto least = sign_receipt(receipt, issuer()).value();
    BOOST_TEST_MESSAGE("least receipt: " << least.size() << " characters, QR version " << qr_version(least.size()));
    BOOST_TEST(qr_version(least.size()) <= 10);

    receipt = specimen();
    receipt.people.assign(9, {"UTO", "D23145890", "ERIKSSON", "ANNA MARIA"});
    const auto group = sign_receipt(receipt, issuer()).value();
    BOOST_TEST_MESSAGE("group of nine: " << group.size() << " characters, QR version " << qr_version(group.size()));
    BOOST_TEST(qr_version(group.size()) <= 20);
    BOOST_TEST(fault_of(group) == "none");
}

BOOST_AUTO_TEST_CASE(no_changed_character_goes_unnoticed) {
    const auto text = sign_receipt(specimen(), issuer()).value();
    const auto keys = ring();
    constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:a";
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto changed = text;
        changed[at] = alphabet[(alphabet.find(text[at]) + 1 + at % (alphabet.size() - 1)) % alphabet.size()];
        BOOST_REQUIRE(changed != text);
        BOOST_TEST(fault_of(changed, keys) != "none", "character " << at);
    }
}

BOOST_AUTO_TEST_CASE(no_changed_byte_of_the_message_goes_unnoticed) {
    const auto text = sign_receipt(specimen(), issuer()).value();
    const auto bytes = base45_decode(text.substr(receipt_prefix.size())).value();
    const auto keys = ring();
    for (std::size_t at = 0; at < bytes.size(); ++at)
        for (const int change : {1, 0x80, 0xFF}) {
            auto changed = bytes;
            changed[at] ^= static_cast<std::uint8_t>(change);
            BOOST_TEST(fault_of(std::string(receipt_prefix) + base45_encode(changed), keys) != "none", "byte " << at);
        }
}

BOOST_AUTO_TEST_CASE(every_shortened_receipt_is_damaged_or_none) {
    const auto text = sign_receipt(specimen(), issuer()).value();
    for (std::size_t length = 0; length < text.size(); ++length) {
        const auto expected = length < receipt_prefix.size() ? "not_a_receipt" : "damaged";
        BOOST_TEST(fault_of(text.substr(0, length)) == expected, length);
    }
    BOOST_TEST(fault_of(text + "00") == "damaged");
    BOOST_TEST(fault_of(" " + text) == "not_a_receipt");
}

BOOST_AUTO_TEST_CASE(another_code_is_not_a_receipt) {
    for (const char* text : {"", "HD1", "hd1:", "HC1:NCFOXN", "https://example.org/", "HD2:BB8"})
        BOOST_TEST(fault_of(text) == "not_a_receipt", text);
    BOOST_TEST(fault_of("HD1:") == "damaged");
    BOOST_TEST(fault_of("HD1:" + std::string(most_receipt_text, '0')) == "not_a_receipt");
    BOOST_TEST(fault_of("HD1:" + std::string(most_receipt_text - 5, '0')) == "damaged");
}

BOOST_AUTO_TEST_CASE(keys_that_do_not_count_are_named) {
    const auto text = sign_receipt(specimen(), issuer()).value();
    const auto key = issuer().public_key();
    BOOST_TEST(fault_of(text, KeyRing{}) == "unknown_key");
    BOOST_TEST(fault_of(text, ring({SigningKey::generate().value().public_key(), {}, {}, false})) == "unknown_key");
    BOOST_TEST(fault_of(text, ring({key, {}, {}, true})) == "key_revoked");
    BOOST_TEST(fault_of(text, ring({key, noon + 1s, {}, false})) == "key_not_valid");
    BOOST_TEST(fault_of(text, ring({key, {}, noon - 1s, false})) == "key_not_valid");
    BOOST_TEST(fault_of(text, ring({key, noon, noon, false})) == "none");
}

BOOST_AUTO_TEST_CASE(a_receipt_counts_from_its_issue_to_its_end) {
    const auto text = sign_receipt(specimen(), issuer()).value();
    BOOST_TEST(fault_of(text, ring(), noon - receipt_clock_tolerance - 1s) == "not_yet_valid");
    BOOST_TEST(fault_of(text, ring(), noon - receipt_clock_tolerance) == "none");
    BOOST_TEST(fault_of(text, ring(), noon + 24h) == "none");
    BOOST_TEST(fault_of(text, ring(), noon + 24h + 1s) == "expired");
    BOOST_TEST(fault_of(text, ring(), WallTime{}) == "not_yet_valid");
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_left_out) {
    auto receipt = specimen();
    receipt.outcome = ReceiptOutcome::provisional;
    receipt.flight.clear();
    receipt.flight_date.reset();
    receipt.packs.clear();
    receipt.people[0].given_names.clear();
    const auto claims = read_receipt(sign_receipt(receipt, issuer()).value());
    BOOST_REQUIRE(bool(claims));
    BOOST_TEST((claims->receipt == receipt));
}

BOOST_AUTO_TEST_CASE(names_are_put_into_the_form_of_the_mrz) {
    auto receipt = specimen();
    receipt.people[0].surname = " VAN  DER<<BERG ";
    receipt.people[0].given_names = "ANNA   MARIA";
    auto claims = read_receipt(sign_receipt(receipt, issuer()).value());
    BOOST_TEST(claims->receipt.people[0].surname == "VAN DER BERG");
    BOOST_TEST(claims->receipt.people[0].given_names == "ANNA MARIA");
    receipt.people[0].surname = std::string(30, 'A');
    receipt.people[0].given_names = "BBBBBB \xC3\x84\xC3\x84\xC3\x84";
    claims = read_receipt(sign_receipt(receipt, issuer()).value());
    BOOST_TEST(claims->receipt.people[0].surname == std::string(30, 'A'));
    BOOST_TEST(claims->receipt.people[0].given_names == "BBBBBB");
}

BOOST_AUTO_TEST_CASE(claims_out_of_bounds_are_not_signed) {
    const auto unsignable = [](auto change) {
        auto receipt = specimen();
        change(receipt);
        return !sign_receipt(receipt, issuer());
    };
    BOOST_TEST(!unsignable([](Receipt&) {}));
    BOOST_TEST(unsignable([](Receipt& r) { r.declaration = "00112233445566778899AABBCCDDEEFF"; }));
    BOOST_TEST(unsignable([](Receipt& r) { r.declaration.clear(); }));
    BOOST_TEST(unsignable([](Receipt& r) { r.declaration += "00"; }));
    BOOST_TEST(unsignable([](Receipt& r) { r.revision = 0; }));
    BOOST_TEST(unsignable([](Receipt& r) { r.expires = r.issued; }));
    BOOST_TEST(unsignable([](Receipt& r) { r.issued = WallTime(-1s); }));
    BOOST_TEST(unsignable([](Receipt& r) { r.people.clear(); }));
    BOOST_TEST(unsignable([](Receipt& r) { r.people.resize(10, r.people[0]); }));
    BOOST_TEST(unsignable([](Receipt& r) { r.flight_date = Date{2026, 11, 0}; }));
    BOOST_TEST(unsignable([](Receipt& r) { r.kiosk = std::string(65, 'K'); }));
    BOOST_TEST(unsignable([](Receipt& r) { r.port = "\xFF"; }));
    BOOST_TEST(unsignable([](Receipt& r) { r.packs.resize(17); }));
}

BOOST_AUTO_TEST_CASE(signed_claims_of_another_form_are_damaged) {
    const auto good = write_claims(specimen());
    BOOST_TEST(fault_of(signed_claims(good)) == "none");
    BOOST_TEST(fault_of(signed_claims({})) == "damaged");
    BOOST_TEST(fault_of(signed_claims({0xA0})) == "damaged");
    for (std::size_t length = 0; length < good.size(); ++length)
        BOOST_TEST(fault_of(signed_claims({good.begin(), good.begin() + std::ptrdiff_t(length)})) == "damaged", length);
    auto longer = good;
    longer.push_back(0xF6);
    BOOST_TEST(fault_of(signed_claims(longer)) == "damaged");
}

BOOST_AUTO_TEST_CASE(a_receipt_may_grow_by_labels_that_are_not_known_yet) {
    auto grown = write_claims(specimen());
    grown[0] = 0xA6;                                    // one pair more in the outer map,
    const Bytes nonce = {0x0A, 0x82, 0x01, 0x61, 'x'};  // 10: [1, "x"], in its place before the negative label
    const Bytes own = {0x3A, 0x00, 0x01, 0x00, 0x00};
    const auto at = std::search(grown.begin(), grown.end(), own.begin(), own.end());
    BOOST_REQUIRE(at != grown.end());
    const auto place = at - grown.begin();
    grown.insert(at, nonce.begin(), nonce.end());
    BOOST_TEST(fault_of(signed_claims(grown)) == "none");
    // The same pair behind it is out of order.
    grown.erase(grown.begin() + place, grown.begin() + place + 5);
    grown.insert(grown.end(), nonce.begin(), nonce.end());
    BOOST_TEST(fault_of(signed_claims(grown)) == "damaged");
}
