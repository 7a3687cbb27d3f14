#include "kiosk/receipt/keys.h"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include "kiosk/base/date.h"

using namespace landfall;
namespace fs = std::filesystem;

namespace {

/// A folder that goes with the test.
struct Folder {
    Folder() { BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr); }
    ~Folder() { fs::remove_all(name); }
    fs::path operator/(const std::string& file) const { return fs::path(name) / file; }
    std::string name = (fs::temp_directory_path() / "landfall-keys-XXXXXX").string();
};

SigningKey new_key() { return SigningKey::generate().value(); }

/// Runs a command line, without its output.
bool runs(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

}  // namespace

BOOST_AUTO_TEST_CASE(a_signature_holds_for_its_message_and_key_alone) {
    const auto key = new_key(), other = new_key();
    const auto signature = key.sign(bytes_of("message")).value();
    BOOST_TEST(key.public_key().verifies(bytes_of("message"), signature));
    BOOST_TEST(!key.public_key().verifies(bytes_of("massage"), signature));
    BOOST_TEST(!other.public_key().verifies(bytes_of("message"), signature));
    BOOST_TEST(!key.public_key().verifies(bytes_of("message"), Signature{}));
    Signature high;
    high.fill(0xFF);
    BOOST_TEST(!key.public_key().verifies(bytes_of("message"), high));
}

BOOST_AUTO_TEST_CASE(a_saved_key_is_read_back_and_nobody_else_may_read_it) {
    const Folder folder;
    const auto key = new_key();
    BOOST_REQUIRE(bool(key.save(folder / "signing.pem")));
    struct stat status {};
    BOOST_REQUIRE(::stat((folder / "signing.pem").c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 0777) == 0600u);
    const auto again = SigningKey::load(folder / "signing.pem").value();
    BOOST_TEST(again.key_id().hex() == key.key_id().hex());
    BOOST_TEST(key.public_key().verifies(bytes_of("m"), again.sign(bytes_of("m")).value()));
}

BOOST_AUTO_TEST_CASE(a_public_key_survives_its_pem_and_has_one_id) {
    const auto key = new_key().public_key();
    const auto again = PublicKey::from_pem("some words before it\n" + key.pem()).value();
    BOOST_TEST(again.key_id().hex() == key.key_id().hex());
    BOOST_TEST(KeyId::from_hex(key.key_id().hex()).value().hex() == key.key_id().hex());
    for (const char* text : {"", "00", "0011223344556677 ", "001122334455667g", "00112233445566778"})
        BOOST_TEST(!KeyId::from_hex(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(what_is_no_p256_key_is_refused_with_a_sentence) {
    for (const char* text : {"", "x", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n",
                             "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
        BOOST_TEST(!PublicKey::from_pem(text), text);
        BOOST_TEST(!SigningKey::from_pem(text), text);
    }
    BOOST_TEST(!PublicKey::from_der(Bytes(91)));
    BOOST_TEST(!SigningKey::from_pem(new_key().public_key().pem()));
    BOOST_TEST(SigningKey::load("/nonexistent/key.pem").error().find("/nonexistent/key.pem") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(keys_of_other_kinds_made_by_openssl_are_refused) {
    const Folder folder;
    for (const char* options : {"ec -pkeyopt ec_paramgen_curve:P-384", "ed25519"}) {
        const auto file = (folder / "other.pem").string();
        BOOST_REQUIRE(runs("openssl genpkey -algorithm " + std::string(options) + " -out " + file));
        BOOST_TEST(!SigningKey::load(file), options);
        BOOST_REQUIRE(runs("openssl pkey -in " + file + " -pubout -out " + file + ".pub"));
        BOOST_TEST(!PublicKey::from_pem(read_file(file + ".pub").value()), options);
    }
}

BOOST_AUTO_TEST_CASE(a_certificate_publishes_its_key_with_its_validity) {
    const Folder folder;
    const auto key = new_key();
    BOOST_REQUIRE(bool(key.save(folder / "key")));
    BOOST_REQUIRE(runs("openssl req -x509 -new -key " + (folder / "key").string() + " -subj /CN=kiosk -days 10 -out " +
                       (folder / "certificate").string()));
    const auto published = published_key_from(read_file(folder / "certificate").value()).value();
    BOOST_TEST(published.key.key_id().hex() == key.key_id().hex());
    BOOST_REQUIRE(published.not_before.has_value());
    BOOST_TEST((*published.not_after - *published.not_before == std::chrono::days(10)));
}

BOOST_AUTO_TEST_CASE(a_ring_is_a_folder_of_keys_with_their_validity) {
    const Folder folder;
    const auto from = from_rfc3339("2026-01-01T00:00:00Z"), until = from_rfc3339("2026-12-31T23:59:59Z");
    const auto first = new_key().public_key(), second = new_key().public_key();
    KeyRing ring;
    ring.add({first, from, until, false});
    ring.add({second, {}, {}, true});
    BOOST_REQUIRE(bool(ring.save(folder.name)));
    BOOST_REQUIRE(bool(write_file(folder / "notes.txt", "not a key")));
    const auto again = KeyRing::load(folder.name).value();
    BOOST_TEST(again.size() == 2u);
    const auto* found = again.find(first.key_id());
    BOOST_REQUIRE(found != nullptr);
    BOOST_TEST(!found->revoked);
    BOOST_TEST(found->covers(*from));
    BOOST_TEST(found->covers(*until));
    BOOST_TEST(!found->covers(*from - std::chrono::seconds(1)));
    BOOST_TEST(!found->covers(*until + std::chrono::seconds(1)));
    BOOST_TEST(again.find(second.key_id())->revoked);
    BOOST_TEST(again.find(KeyId{}) == nullptr);
}

BOOST_AUTO_TEST_CASE(a_ring_with_a_file_that_is_wrong_is_refused_by_name) {
    const auto refused = [](const std::string& name, const std::string& text) {
        const Folder folder;
        BOOST_REQUIRE(bool(write_file(folder / name, text)));
        const auto ring = KeyRing::load(folder.name);
        return !ring && ring.error().find(name) != std::string::npos;
    };
    const auto key = new_key().public_key();
    const auto own = key.key_id().hex() + ".pem";
    BOOST_TEST(!refused(own, key.pem()));
    BOOST_TEST(refused("0011223344556677.pem", key.pem()));
    BOOST_TEST(refused(own, "nothing"));
    BOOST_TEST(refused(own, "Valid-From: yesterday\n" + key.pem()));
    BOOST_TEST(refused(own, "Valid-Until: 2026-13-01T00:00:00Z\n" + key.pem()));
    BOOST_TEST(!KeyRing::load("/nonexistent"));
}
