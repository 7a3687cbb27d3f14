#pragma once

/// One kiosk's connection. Private to this folder; names Beast, so only session.cpp and server.cpp include it.

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <memory>
#include <optional>
#include <string>

#include "backend/server/server.h"

namespace landfall::backend {

/// What a session asks of its server. Threads: any.
class SessionHost {
public:
    virtual ~SessionHost() = default;
    virtual std::shared_ptr<const Tls> tls() const = 0;
    virtual void ended(const void* session) = 0;
};

/// Lives as long as an operation is under way. Threads: all but `start`, `finish`, `cut` on its own strand.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& context, std::shared_ptr<const Tls> tls,
            SessionHost& host, Api& api, const Delays& delays);
    ~Session();

    void start();
    /// Ends after the request under way. Threads: any.
    void finish();
    /// Ends now. Threads: any.
    void cut();

private:
    using Error = boost::beast::error_code;
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void on_handshake(Error error);
    void wait();
    void read_head();
    void on_head(Error error);
    bool trusts(const Tls& tls);
    bool still_trusted();
    void invite_body();
    void read_body();
    void on_body(Error error);
    Request head() const;
    void respond(Answer answer, bool keep_alive);
    void on_written(Error error);
    void linger();
    void shut();
    void tell(const Answer& answer) const;

    boost::beast::ssl_stream<boost::beast::tcp_stream> stream_;
    std::shared_ptr<const Tls> tls_;  ///< the generation that checked the peer last
    SessionHost& host_;
    Api& api_;
    const Delays& delays_;
    std::string kiosk_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    boost::beast::http::response<boost::beast::http::string_body> response_;
    Instant began_{};          ///< of the request under way
    Instant checked_{};        ///< when the peer's certificate was
    std::size_t drained_ = 0;  ///< bytes of a refused body
    bool idle_ = true;         ///< between requests
    bool finishing_ = false;
    bool unread_ = false;  ///< bytes of a refused request may still come
};

}  // namespace landfall::backend
