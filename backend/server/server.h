#pragma once

/// HTTPS for kiosks: sockets, TLS, HTTP/1.1, time-outs and limits. What is answered is the Api's affair.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "backend/server/api.h"
#include "backend/server/tls.h"
#include "kiosk/base/result.h"

namespace landfall::backend {

/// Each counts from the start of its phase to its end, so that a peer who drips bytes gains nothing.
struct Delays {
    using ms = std::chrono::milliseconds;

    ms handshake{10'000};  ///< three round trips over a satellite, plus 2 ms of work
    ms idle{150'000};      ///< between requests: above the kiosks' heartbeat of 60 s, twice
    ms head{10'000};       ///< from its first byte
    ms body{20'000};       ///< 256 KiB at 128 kbit/s
    ms write{20'000};      ///< the same
    ms linger{2'000};      ///< to let a refused peer read why, before its unread body resets the connection
    ms drain{10'000};      ///< when asked to end: what is under way by then is cut off
};

struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    unsigned threads = 2;
    unsigned connections = 8192;
    Delays delays;
};

/// Units:   head at most 8 KiB; body at most `most_body()`.
/// Owner:   the caller keeps `api` alive.
/// Threads: all members from one thread; it starts `threads` of its own and joins them.
class Server {
public:
    /// Listens. Errors: a sentence with address and port.
    static Result<std::unique_ptr<Server>> start(const ServerSettings& settings, Api& api,
                                                 std::shared_ptr<const Tls> tls);
    virtual ~Server() = default;

    virtual std::uint16_t port() const = 0;
    /// New connections use it; open ones are checked against it before their next request.
    virtual void adopt(std::shared_ptr<const Tls> tls) = 0;
    /// Stops listening, finishes requests under way, closes everything, joins. The destructor does it too.
    virtual void stop() = 0;
};

}  // namespace landfall::backend
