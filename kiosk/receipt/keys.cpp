#include "kiosk/receipt/keys.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>

namespace landfall {
namespace {

template <auto release>
struct Release {
    template <typename Thing>
    void operator()(Thing* thing) const {
        release(thing);
    }
};
using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG_free>>;
using Key = std::shared_ptr<EVP_PKEY>;

Key shared(EVP_PKEY* key) { return {key, EVP_PKEY_free}; }

Bio bio_of(std::string_view text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

std::string text_in(const Bio& bio) {
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &data);
    return length > 0 ? std::string(data, static_cast<std::size_t>(length)) : std::string();
}

/// OpenSSL asks a terminal for the pass phrase of an encrypted key unless it is told that there is none.
int no_pass_phrase(char*, int, int, void*) { return -1; }

bool is_p256(const Key& key) {
    std::array<char, 32> group{};
    return key && EVP_PKEY_is_a(key.get(), "EC") &&
           EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), nullptr) == 1 &&
           std::string_view(group.data()) == "prime256v1";
}

Bytes der_of(const Key& key) {
    unsigned char* der = nullptr;
    const int length = i2d_PUBKEY(key.get(), &der);
    Bytes bytes(der, der + std::max(length, 0));
    OPENSSL_free(der);
    return bytes;
}

KeyId id_of(const Key& key) {
    KeyId id;
    std::copy_n(sha256(der_of(key)).begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

Certificate certificate_in(std::string_view pem) {
    Certificate certificate(PEM_read_bio_X509(bio_of(pem).get(), nullptr, no_pass_phrase, nullptr));
    ERR_clear_error();
    return certificate;
}

}  // namespace

std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes) {
    std::array<std::uint8_t, 32> digest{};
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) std::abort();
    return digest;
}

std::string KeyId::hex() const { return to_hex(bytes); }

std::optional<KeyId> KeyId::from_hex(std::string_view text) {
    KeyId id;
    if (text.size() != id.bytes.size() * 2) return std::nullopt;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char digit = text[at];
        const int value = digit >= '0' && digit <= '9'   ? digit - '0'
                          : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
                          : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
                                                         : -1;
        if (value < 0) return std::nullopt;
        auto& byte = id.bytes[at / 2];
        byte = static_cast<std::uint8_t>(byte << 4 | value);
    }
    return id;
}

PublicKey::PublicKey(Key key) : key_(std::move(key)), id_(id_of(key_)) {}

Result<PublicKey> PublicKey::from_pem(std::string_view pem) {
    Key key = shared(PEM_read_bio_PUBKEY(bio_of(pem).get(), nullptr, no_pass_phrase, nullptr));
    if (!key)
        if (const auto certificate = certificate_in(pem)) key = shared(X509_get_pubkey(certificate.get()));
    ERR_clear_error();
    if (!is_p256(key)) return Failure{"no P-256 public key or certificate of one in PEM"};
    return PublicKey(std::move(key));
}

Result<PublicKey> PublicKey::from_der(std::span<const std::uint8_t> spki) {
    const unsigned char* at = spki.data();
    Key key = shared(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    ERR_clear_error();
    if (!is_p256(key) || at != spki.data() + spki.size()) return Failure{"no P-256 public key"};
    return PublicKey(std::move(key));
}

std::string PublicKey::pem() const {
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(bio.get(), key_.get());
    return text_in(bio);
}

bool PublicKey::verifies(std::span<const std::uint8_t> message, const Signature& signature) const {
    const EcdsaSignature pair(ECDSA_SIG_new());
    ECDSA_SIG_set0(pair.get(), BN_bin2bn(signature.data(), 32, nullptr), BN_bin2bn(signature.data() + 32, 32, nullptr));
    unsigned char* der = nullptr;
    const int length = i2d_ECDSA_SIG(pair.get(), &der);
    const DigestContext context(EVP_MD_CTX_new());
    const bool good =
        length > 0 && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
        EVP_DigestVerify(context.get(), der, static_cast<std::size_t>(length), message.data(), message.size()) == 1;
    OPENSSL_free(der);
    ERR_clear_error();
    return good;
}

SigningKey::SigningKey(Key key) : key_(std::move(key)), public_(key_) {}

Result<SigningKey> SigningKey::generate() {
    Key key = shared(EVP_EC_gen("P-256"));
    ERR_clear_error();
    if (!key) return Failure{"no key can be generated"};
    return SigningKey(std::move(key));
}

Result<SigningKey> SigningKey::from_pem(std::string_view pem) {
    Key key = shared(PEM_read_bio_PrivateKey(bio_of(pem).get(), nullptr, no_pass_phrase, nullptr));
    ERR_clear_error();
    if (!is_p256(key)) return Failure{"no unencrypted P-256 private key in PEM"};
    return SigningKey(std::move(key));
}

Result<SigningKey> SigningKey::load(const std::filesystem::path& file) {
    auto pem = read_file(file, 64 * 1024);
    if (!pem) return Failure{pem.error()};
    auto key = from_pem(*pem);
    std::fill(pem->begin(), pem->end(), '\0');
    if (!key) return Failure{file.string() + ": " + key.error()};
    return key;
}

Result<Done> SigningKey::save(const std::filesystem::path& file) const {
    const Bio bio(BIO_new(BIO_s_secmem()));
    if (PEM_write_bio_PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return Failure{file.string() + ": the key can't be written as PEM"};
    return write_file(file, text_in(bio), 0600);
}

Result<Signature> SigningKey::sign(std::span<const std::uint8_t> message) const {
    const Failure failed{std::string("OpenSSL can't sign")};
    std::array<unsigned char, 80> der{};  // two integers of at most 33 bytes, each with a head, in a sequence
    std::size_t length = der.size();
    const DigestContext context(EVP_MD_CTX_new());
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), der.data(), &length, message.data(), message.size()) != 1)
        return failed;
    const unsigned char* at = der.data();
    const EcdsaSignature pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(length)));
    Signature signature{};
    if (!pair || BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), signature.data(), 32) != 32 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), signature.data() + 32, 32) != 32)
        return failed;
    return signature;
}

}  // namespace landfall
