#include "kiosk/receipt/cose.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "kiosk/receipt/cbor.h"

using namespace landfall;

namespace {

SigningKey new_key() { return SigningKey::generate().value(); }

KeyRing ring_of(const SigningKey& key) {
    KeyRing ring;
    ring.add({key.public_key(), {}, {}, false});
    return ring;
}

const std::string_view declaration = R"({"id":"7f"})";

std::string fault_of(std::span<const std::uint8_t> bytes, const KeyRing& ring, std::string_view external = {}) {
    const auto message = cose_verify(bytes, ring, external);
    return message ? "none" : std::string(name_of(message.error()));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_signed_payload_comes_back_whole_with_its_key_id) {
    const auto key = new_key();
    const auto bytes = cose_sign(bytes_of(declaration), key, "purpose").value();
    const auto message = cose_verify(bytes, ring_of(key), "purpose");
    BOOST_REQUIRE(bool(message));
    BOOST_TEST(text_of(message->payload) == declaration);
    BOOST_TEST(message->kid.hex() == key.key_id().hex());
}

BOOST_AUTO_TEST_CASE(the_tag_may_be_absent_and_no_other_may_stand_there) {
    const auto key = new_key();
    auto bytes = cose_sign(bytes_of(declaration), key).value();
    BOOST_TEST(bytes.front() == 0xD2);
    BOOST_TEST(fault_of(std::span(bytes).subspan(1), ring_of(key)) == "none");
    bytes.front() = 0xD1;
    BOOST_TEST(fault_of(bytes, ring_of(key)) == "malformed");
}

BOOST_AUTO_TEST_CASE(a_signature_made_for_one_purpose_does_not_pass_for_another) {
    const auto key = new_key();
    const auto bytes = cose_sign(bytes_of(declaration), key, "one").value();
    BOOST_TEST(fault_of(bytes, ring_of(key), "other") == "bad_signature");
    BOOST_TEST(fault_of(bytes, ring_of(key)) == "bad_signature");
}

BOOST_AUTO_TEST_CASE(no_single_changed_bit_goes_unnoticed) {
    const auto key = new_key();
    const auto ring = ring_of(key);
    const auto bytes = cose_sign(bytes_of(declaration), key).value();
    for (std::size_t at = 0; at < bytes.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            auto changed = bytes;
            changed[at] ^= static_cast<std::uint8_t>(1 << bit);
            BOOST_TEST(fault_of(changed, ring) != "none", "byte " << at << " bit " << bit);
        }
}

BOOST_AUTO_TEST_CASE(every_shortened_or_lengthened_message_is_malformed) {
    const auto key = new_key();
    auto bytes = cose_sign(bytes_of(declaration), key).value();
    for (std::size_t length = 0; length < bytes.size(); ++length)
        BOOST_TEST(fault_of(std::span(bytes).first(length), ring_of(key)) == "malformed", length);
    bytes.push_back(0);
    BOOST_TEST(fault_of(bytes, ring_of(key)) == "malformed");
}

BOOST_AUTO_TEST_CASE(an_unknown_and_a_revoked_key_are_told_apart) {
    const auto key = new_key(), other = new_key();
    const auto bytes = cose_sign(bytes_of(declaration), key).value();
    BOOST_TEST(fault_of(bytes, ring_of(other)) == "unknown_key");
    KeyRing revoked;
    revoked.add({key.public_key(), {}, {}, true});
    BOOST_TEST(fault_of(bytes, revoked) == "key_revoked");
}

BOOST_AUTO_TEST_CASE(a_borrowed_key_id_does_not_help_a_forger) {
    const auto key = new_key(), forger = new_key();
    auto forged = cose_sign(bytes_of(declaration), forger).value();
    const auto& own = forger.key_id().bytes;
    const auto at = std::search(forged.begin(), forged.end(), own.begin(), own.end());
    BOOST_REQUIRE(at != forged.end());
    std::copy(key.key_id().bytes.begin(), key.key_id().bytes.end(), at);
    BOOST_TEST(fault_of(forged, ring_of(key)) == "bad_signature");
}

namespace {

/// A message with whatever is asked for in each place and a signature of nothing.
Bytes message_with(const Bytes& header, std::size_t unprotected, bool detached, std::size_t signature) {
    CborWriter writer;
    writer.tag(18);
    writer.array(4);
    writer.bytes(header);
    writer.map(unprotected);
    for (std::size_t pair = 0; pair < unprotected * 2; ++pair) writer.integer(int(pair));
    if (detached) {
        auto bytes = writer.take();
        bytes.push_back(0xF6);
        bytes.push_back(0x40);
        return bytes;
    }
    writer.bytes(bytes_of("x"));
    writer.bytes(Bytes(signature, 1));
    return writer.take();
}

Bytes header_with(std::int64_t algorithm, std::size_t kid_length, std::optional<std::int64_t> more = {}) {
    CborWriter writer;
    writer.map(more ? 3 : 2);
    writer.integer(1);
    writer.integer(algorithm);
    if (more && *more > 1 && *more < 4) writer.integer(*more), writer.array(0);
    writer.integer(4);
    writer.bytes(Bytes(kid_length, 7));
    if (more && (*more > 4 || *more < 0)) writer.integer(*more), writer.array(0);
    return writer.take();
}

std::string read_fault(const Bytes& bytes) {
    const auto message = cose_read(bytes);
    return message ? "none" : std::string(name_of(message.error()));
}

}  // namespace

BOOST_AUTO_TEST_CASE(only_the_one_form_is_read) {
    BOOST_TEST(read_fault(message_with(header_with(-7, 8), 0, false, 64)) == "none");
    BOOST_TEST(read_fault(message_with(header_with(-7, 8, 5), 0, false, 64)) == "none");  // a header we don't need
    BOOST_TEST(read_fault(message_with(header_with(-35, 8), 0, false, 64)) == "unsupported");
    BOOST_TEST(read_fault(message_with(header_with(-7, 8, 2), 0, false, 64)) == "unsupported");
    BOOST_TEST(read_fault(message_with(header_with(-7, 8), 0, true, 64)) == "unsupported");
    BOOST_TEST(read_fault(message_with(header_with(-7, 7), 0, false, 64)) == "malformed");
    BOOST_TEST(read_fault(message_with(header_with(-7, 8), 1, false, 64)) == "malformed");
    BOOST_TEST(read_fault(message_with(header_with(-7, 8), 0, false, 63)) == "malformed");
    BOOST_TEST(read_fault(message_with({}, 0, false, 64)) == "malformed");
    BOOST_TEST(read_fault(message_with({0xA1, 0x01, 0x26}, 0, false, 64)) == "malformed");              // no kid
    BOOST_TEST(read_fault(message_with({0xA2, 0x01, 0x26, 0x01, 0x26}, 0, false, 64)) == "malformed");  // twice
}

BOOST_AUTO_TEST_CASE(an_oversized_message_is_refused_unread) {
    const auto key = new_key();
    BOOST_TEST(!cose_sign(Bytes(most_cose_bytes), key));
    BOOST_TEST(read_fault(Bytes(most_cose_bytes + 1, 0xD2)) == "malformed");
}

namespace {

Bytes from_hex(std::string_view hex) {
    Bytes bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16)));
    return bytes;
}

Bytes operator+(Bytes left, const Bytes& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_example_of_rfc_9052_appendix_c_2_1_verifies) {
    // Key "11" of appendix C.7.1, as SubjectPublicKeyInfo.
    const auto key =
        PublicKey::from_der(from_hex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"
                                     "bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff"
                                     "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e"));
    BOOST_REQUIRE(bool(key));
    const auto encoded = from_hex(
        "8eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e"
        "2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36");
    Signature signature{};
    std::copy(encoded.begin(), encoded.end(), signature.begin());
    const std::string_view content = "This is the content.", context = "Signature1";
    const auto structure = from_hex("846a") + Bytes(context.begin(), context.end()) + from_hex("43a101264054") +
                           Bytes(content.begin(), content.end());
    BOOST_TEST(key->verifies(structure, signature));
    signature[63] ^= 1;
    BOOST_TEST(!key->verifies(structure, signature));
}

BOOST_AUTO_TEST_CASE(the_bytes_are_those_of_rfc_9052_and_openssl_agrees_on_the_signature) {
    const auto key = new_key();
    const auto message = cose_sign(bytes_of("payload"), key, "aad").value();
    const Bytes kid(key.key_id().bytes.begin(), key.key_id().bytes.end());
    const auto header = from_hex("a201260448") + kid;
    const auto expected = from_hex("d2844d") + header +
                          from_hex(
                              "a0477061796c6f6164"
                              "5840");
    BOOST_REQUIRE(message.size() == expected.size() + 64);
    BOOST_TEST(Bytes(message.begin(), message.end() - 64) == expected);

    // The signature as openssl takes it: DER, shortest positive integers.
    std::string folder = (std::filesystem::temp_directory_path() / "landfall-cose-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const auto integer = [&](std::ptrdiff_t at) {
        Bytes digits(message.end() - 64 + at, message.end() - 32 + at);
        while (digits.size() > 1 && digits[0] == 0) digits.erase(digits.begin());
        if (digits[0] >= 0x80) digits.insert(digits.begin(), 0);
        return Bytes{2, static_cast<std::uint8_t>(digits.size())} + digits;
    };
    const auto pair = integer(0) + integer(32);
    const auto der = Bytes{0x30, static_cast<std::uint8_t>(pair.size())} + pair;
    const auto structure = from_hex(
                               "846a"
                               "5369676e617475726531"
                               "4d") +
                           header +
                           from_hex(
                               "43616164"
                               "477061796c6f6164");
    const auto path = std::filesystem::path(folder);
    BOOST_REQUIRE(bool(write_file(path / "key", key.public_key().pem())));
    BOOST_REQUIRE(bool(write_file(path / "signature", text_of(der))));
    BOOST_REQUIRE(bool(write_file(path / "structure", text_of(structure))));
    const auto command =
        "cd " + folder + " && openssl dgst -sha256 -verify key -signature signature structure >out 2>&1";
    BOOST_TEST(std::system(command.c_str()) == 0);
    std::filesystem::remove_all(folder);
}
