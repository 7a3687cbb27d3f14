#include "backend/server/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include "kiosk/base/file.h"

namespace landfall::backend {
namespace {

constexpr long session_seconds = 3600;  // a kiosk that was away longer pays the 2 ms of a full handshake
constexpr int deepest_chain = 4;

template <auto Free>
struct Freeing {
    void operator()(auto* thing) const { Free(thing); }
};
using StoreContext = std::unique_ptr<X509_STORE_CTX, Freeing<X509_STORE_CTX_free>>;
using Bio = std::unique_ptr<BIO, Freeing<BIO_free_all>>;
using Crl = std::unique_ptr<X509_CRL, Freeing<X509_CRL_free>>;

/// The reason that OpenSSL gave last, and an empty error queue.
std::string reason() {
    const auto code = ERR_peek_last_error();
    const char* text = ERR_reason_error_string(code);
    ERR_clear_error();
    return text == nullptr ? "unknown reason" : text;
}

Failure<std::string> unusable(const std::filesystem::path& file) {
    return {file.string() + ": can't be used: " + reason()};
}

int on_verify(int fine, X509_STORE_CTX* context) {
    if (fine == 0 && X509_STORE_CTX_get_error(context) == X509_V_ERR_CRL_HAS_EXPIRED) {
        X509_STORE_CTX_set_error(context, X509_V_OK);
        return 1;
    }
    return fine;
}

void set_rules(SSL_CTX* context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, on_verify);
    SSL_CTX_set_verify_depth(context, deepest_chain);
    constexpr unsigned char name[] = "landfall-backend";
    SSL_CTX_set_session_id_context(context, name, sizeof name - 1);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_SERVER);
    SSL_CTX_set_timeout(context, session_seconds);
    SSL_CTX_set_num_tickets(context, 1);
}

/// Adds every list of the file. Gives whether one of them is out of date.
Result<bool> add_revocations(X509_STORE* store, const std::filesystem::path& file) {
    const auto text = read_file(file);
    if (!text) return Failure{text.error()};
    const Bio bio(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())));
    int found = 0;
    bool stale = false;
    while (Crl crl{PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr)}) {
        if (X509_STORE_add_crl(store, crl.get()) != 1) return unusable(file);
        const auto* next = X509_CRL_get0_nextUpdate(crl.get());
        stale = stale || (next != nullptr && X509_cmp_current_time(next) < 0);
        ++found;
    }
    if (found == 0) return Failure{file.string() + ": holds no revocation list"};
    ERR_clear_error();
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK);
    return stale;
}

}  // namespace

Result<std::shared_ptr<const Tls>> Tls::load(const Config::Tls& files) {
    ERR_clear_error();
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    if (!context) return Failure{"TLS can't be set up: " + reason()};
    set_rules(context.get());
    if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1)
        return unusable(files.certificate);
    if (SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(context.get()) != 1)
        return unusable(files.key);
    if (SSL_CTX_load_verify_locations(context.get(), files.kiosk_ca.c_str(), nullptr) != 1)
        return unusable(files.kiosk_ca);
    auto* names = SSL_load_client_CA_file(files.kiosk_ca.c_str());
    if (names == nullptr) return unusable(files.kiosk_ca);
    SSL_CTX_set_client_CA_list(context.get(), names);
    const auto stale = add_revocations(SSL_CTX_get_cert_store(context.get()), files.crl);
    if (!stale) return Failure{stale.error()};
    const std::shared_ptr<Tls> made(new Tls(std::move(context)));
    made->stale_ = *stale;
    return std::shared_ptr<const Tls>(made);
}

bool Tls::trusts(const ssl_st* connection) const {
    auto* certificate = SSL_get0_peer_certificate(connection);
    const StoreContext checking(X509_STORE_CTX_new());
    if (certificate == nullptr || !checking) return false;
    if (X509_STORE_CTX_init(checking.get(), SSL_CTX_get_cert_store(context_.get()), certificate,
                            SSL_get_peer_cert_chain(connection)) != 1)
        return false;
    X509_STORE_CTX_set_default(checking.get(), "ssl_client");
    X509_STORE_CTX_set_verify_cb(checking.get(), on_verify);
    const bool trusted = X509_verify_cert(checking.get()) == 1;
    ERR_clear_error();
    return trusted;
}

std::string kiosk_of(const ssl_st* connection) {
    const auto* certificate = SSL_get0_peer_certificate(connection);
    if (certificate == nullptr) return {};
    const auto* name = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (at < 0) return {};
    const auto* value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
    const std::string id(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                         static_cast<std::size_t>(ASN1_STRING_length(value)));
    constexpr const char* symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    const bool fine = !id.empty() && id.size() <= 64 && id.find_first_not_of(symbols) == std::string::npos;
    return fine ? id : std::string();
}

Word why_refused(const ssl_st* connection) {
    switch (SSL_get_verify_result(connection)) {
        case X509_V_ERR_CERT_REVOKED:
            return "revoked";
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "expired";
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "not_yet_valid";
        case X509_V_ERR_UNABLE_TO_GET_CRL:
            return "no_revocation_list";
        case X509_V_OK:
            return SSL_get0_peer_certificate(connection) == nullptr ? Word("no_certificate") : Word("broken");
        default:
            return "foreign";
    }
}

}  // namespace landfall::backend
