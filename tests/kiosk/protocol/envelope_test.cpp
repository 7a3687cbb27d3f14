#include "kiosk/protocol/envelope.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <memory>

#include "kiosk/receipt/cose.h"

using namespace landfall;

namespace {

struct Parties {
    SigningKey kiosk = SigningKey::generate().value();
    BoxSecretKey backend = BoxSecretKey::generate();
    KeyRing kiosks;
    Parties() { kiosks.add({kiosk.public_key(), {}, {}}); }

    Bytes sealed(std::string_view json) const { return seal_declaration(json, kiosk, backend.public_key()).value(); }
    std::string_view fault_in(std::span<const std::uint8_t> body) const {
        return name_of(open_envelope(body, backend, kiosks).error());
    }
};

std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::array<char, 4096> buffer{};
    const auto length = std::fread(buffer.data(), 1, buffer.size(), pipe.get());
    return {buffer.data(), length};
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_the_kiosk_sealed_the_backend_reads_and_knows_who_wrote_it) {
    const Parties parties;
    const auto opened = open_envelope(parties.sealed(R"({"id":"x"})"), parties.backend, parties.kiosks).value();
    BOOST_TEST(opened.json == R"({"id":"x"})");
    BOOST_TEST((opened.signer == parties.kiosk.key_id()));
    BOOST_TEST((opened.sha256 == sha256(bytes_of(R"({"id":"x"})"))));
}

BOOST_AUTO_TEST_CASE(sealing_twice_gives_two_envelopes_with_one_digest) {
    const Parties parties;
    const auto first = parties.sealed("same"), second = parties.sealed("same");
    BOOST_TEST((first != second));
    BOOST_TEST((open_envelope(first, parties.backend, parties.kiosks)->sha256 ==
                open_envelope(second, parties.backend, parties.kiosks)->sha256));
}

BOOST_AUTO_TEST_CASE(nothing_of_the_content_can_be_seen_from_outside) {
    const Parties parties;
    const auto sealed = parties.sealed(R"({"surname":"ERIKSSON"})");
    BOOST_TEST(text_of(sealed).find("ERIKSSON") == std::string_view::npos);
    BOOST_TEST(text_of(sealed).find(text_of(parties.kiosk.key_id().bytes)) == std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(a_change_or_a_cut_anywhere_is_refused) {
    const Parties parties;
    const auto sealed = parties.sealed("content");
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        auto changed = sealed;
        changed[at] ^= 1;
        BOOST_TEST(parties.fault_in(changed) == "not_for_us");
        BOOST_TEST(parties.fault_in(std::span(sealed).first(at)) == "not_for_us");
    }
}

BOOST_AUTO_TEST_CASE(only_the_backend_it_was_sealed_for_opens_it) {
    const Parties here, there;
    BOOST_TEST(there.fault_in(here.sealed("content")) == "not_for_us");
}

BOOST_AUTO_TEST_CASE(kiosks_that_are_unknown_or_revoked_are_told_apart) {
    Parties parties;
    const auto stranger = SigningKey::generate().value();
    BOOST_TEST(parties.fault_in(seal_declaration("x", stranger, parties.backend.public_key()).value()) ==
               "unknown_key");
    parties.kiosks.add({parties.kiosk.public_key(), {}, {}, true});
    BOOST_TEST(parties.fault_in(parties.sealed("x")) == "key_revoked");
}

BOOST_AUTO_TEST_CASE(too_much_is_refused_at_both_ends) {
    const Parties parties;
    BOOST_TEST(bool(seal_declaration(std::string(most_wire_bytes, 'x'), parties.kiosk, parties.backend.public_key())));
    BOOST_TEST(parties.sealed(std::string(most_wire_bytes, 'x')).size() <= most_envelope_bytes);
    BOOST_TEST(!seal_declaration(std::string(most_wire_bytes + 1, 'x'), parties.kiosk, parties.backend.public_key()));
    BOOST_TEST(parties.fault_in(Bytes(most_envelope_bytes + 1)) == "too_large");
}

BOOST_AUTO_TEST_CASE(keys_survive_their_text) {
    const auto secret = BoxSecretKey::generate();
    const auto again = BoxSecretKey::from_pem(secret.pem()).value();
    BOOST_TEST((again.bytes() == secret.bytes()));
    BOOST_TEST((again.public_key() == secret.public_key()));
    BOOST_TEST((BoxPublicKey::from_pem(secret.public_key().pem()).value() == secret.public_key()));
}

BOOST_AUTO_TEST_CASE(keys_that_openssl_makes_are_the_same_keys) {
    const auto pem = output_of("openssl genpkey -algorithm X25519");
    const auto secret = BoxSecretKey::from_pem(pem).value();
    BOOST_TEST(output_of("printf '%s' '" + secret.pem() + "' | openssl pkey -pubout") == secret.public_key().pem());
}

BOOST_AUTO_TEST_CASE(what_is_no_box_key_is_not_taken_for_one) {
    const auto pem = BoxSecretKey::generate().public_key().pem();
    BOOST_TEST(!BoxPublicKey::from_pem(""));
    BOOST_TEST(!BoxPublicKey::from_pem(pem.substr(0, 40)));
    BOOST_TEST(!BoxPublicKey::from_pem("-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----\n"));
    BOOST_TEST(!BoxPublicKey::from_pem(SigningKey::generate()->public_key().pem()));
    BOOST_TEST(!BoxPublicKey::from_pem(BoxSecretKey::generate().pem()));
    BOOST_TEST(!BoxSecretKey::from_pem(pem));
}
