#pragma once

/// A client that says exactly the bytes it is told to, over TLS: for half requests, slow ones and garbage.

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace landfall::backend {

/// Threads: one.
class RawTls {
public:
    struct Options {
        std::string certificate = "kiosks/kiosk-1";  ///< as Client
        int most_version = TLS1_3_VERSION;
        SSL_SESSION* resume = nullptr;
    };
    explicit RawTls(std::uint16_t port) : RawTls(port, Options()) {}
    RawTls(std::uint16_t port, const Options& options);
    RawTls(const RawTls&) = delete;
    RawTls& operator=(const RawTls&) = delete;
    ~RawTls();

    /// The handshake came to an end on this side. With TLS 1.3 a refusal shows only at the next read.
    bool shaken() const { return shaken_; }
    bool resumed() const { return SSL_session_reused(connection_.get()) != 0; }
    /// For `resume`; owned by the caller. Read an answer first: TLS 1.3 sends its tickets with it.
    SSL_SESSION* session() { return SSL_get1_session(connection_.get()); }

    bool send(const std::string& bytes);
    /// Reads until `end` stands in what was read since the last call, or the other side closes, or time is over.
    std::string read_until(const std::string& end);
    /// Reads until the other side closes. `closed()` tells whether it did.
    std::string read_all() { return read_until(""); }
    bool closed() const { return closed_; }
    /// Closes without a word.
    void drop();

private:
    struct Free {
        void operator()(SSL* connection) const { SSL_free(connection); }
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    };
    int socket_ = -1;
    std::unique_ptr<SSL_CTX, Free> context_;
    std::unique_ptr<SSL, Free> connection_;
    bool shaken_ = false;
    bool closed_ = false;
};

/// A TCP connection that says nothing. True when the other side closes it within 20 s.
bool silence_is_closed(std::uint16_t port);

}  // namespace landfall::backend
