#pragma once

/// One generation of TLS: the server's certificate, the kiosks' authority and its revocations. A reload makes the next
/// generation, with new ticket keys, so that no session of a kiosk revoked meanwhile can be resumed.

#include <memory>
#include <string>

#include "backend/config/config.h"
#include "kiosk/base/log.h"
#include "kiosk/base/result.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX
struct ssl_st;      // and SSL

namespace landfall::backend {

/// Threads: any.
class Tls {
public:
    /// Errors: a sentence with the path of what can't be used.
    static Result<std::shared_ptr<const Tls>> load(const Config::Tls& files);

    /// TLS 1.2 or later, a client certificate required. Owner: this object.
    ssl_ctx_st* context() const { return context_.get(); }

    /// Checks the peer's certificate anew: a resumed session brings it along unchecked, and an open connection outlives
    /// a revocation.
    bool trusts(const ssl_st* connection) const;

    /// The time for the next revocation list has passed. The last one goes on counting: a lane doesn't close because
    /// an office forgot to publish.
    bool revocations_are_stale() const { return stale_; }

private:
    explicit Tls(std::shared_ptr<ssl_ctx_st> context) : context_(std::move(context)) {}
    std::shared_ptr<ssl_ctx_st> context_;
    bool stale_ = false;
};

/// The CN of the peer's certificate. Errors: empty when there is none, or it is no kiosk id (1 to 64 letters, digits,
/// '-', '_', '.').
std::string kiosk_of(const ssl_st* connection);

/// Why a handshake came to nothing, for the log.
Word why_refused(const ssl_st* connection);

}  // namespace landfall::backend
