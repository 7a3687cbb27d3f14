#include "kiosk/link/certificate.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string.h>

#include <ctime>
#include <memory>
#include <string>

#include "kiosk/base/file.h"

namespace landfall::link {
namespace {

struct Free {
    void operator()(BIO* bio) const { BIO_free_all(bio); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Bio = std::unique_ptr<BIO, Free>;
using Certificate = std::unique_ptr<X509, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;

constexpr std::size_t most_pem = 1u << 20;

/// OpenSSL asks a terminal for the pass phrase of an encrypted key unless it is told that there is none.
int no_pass_phrase(char*, int, int, void*) { return -1; }

Bio bio_of(const std::string& text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

WallTime time_of(const ASN1_TIME* stated) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(stated, &parts) != 1) return {};
    return WallTime(std::chrono::seconds(::timegm(&parts)));
}

Result<Certificate> load(const std::filesystem::path& file) {
    const auto pem = read_file(file, most_pem);
    if (!pem) return Failure{pem.error()};
    Certificate certificate(PEM_read_bio_X509(bio_of(*pem).get(), nullptr, no_pass_phrase, nullptr));
    ERR_clear_error();
    if (!certificate) return Failure{file.string() + ": no certificate in PEM"};
    return certificate;
}

}  // namespace

Result<Validity> certificate_validity(const std::filesystem::path& file) {
    const auto certificate = load(file);
    if (!certificate) return Failure{certificate.error()};
    return Validity{time_of(X509_get0_notBefore(certificate->get())), time_of(X509_get0_notAfter(certificate->get()))};
}

Result<Done> check_key(const std::filesystem::path& certificate_file, const std::filesystem::path& key_file) {
    const auto certificate = load(certificate_file);
    if (!certificate) return Failure{certificate.error()};
    auto pem = read_file(key_file, most_pem);
    if (!pem) return Failure{pem.error()};
    const Key key(PEM_read_bio_PrivateKey(bio_of(*pem).get(), nullptr, no_pass_phrase, nullptr));
    ::explicit_bzero(pem->data(), pem->size());
    const bool match = key && X509_check_private_key(certificate->get(), key.get()) == 1;
    ERR_clear_error();
    if (!key) return Failure{key_file.string() + ": no unencrypted private key in PEM"};
    if (!match) return Failure{key_file.string() + ": not the key of " + certificate_file.string()};
    return Done{};
}

}  // namespace landfall::link
