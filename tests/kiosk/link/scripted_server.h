#pragma once

/// An HTTPS server that behaves as badly as a test asks, and keeps account of what it has taken.

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/protocol/envelope.h"

struct ssl_ctx_st;
struct ssl_st;

/// What to do with one request for a declaration.
struct Act {
    enum class Kind {
        accept,      ///< take it and answer 201 as the backend does
        status,      ///< answer with `status`, `headers` and `body`; not taken
        hang_up,     ///< take it, but close without an answer: the acknowledgement is lost
        cut_short,   ///< close as soon as the request's head was read
        hang,        ///< take it and say nothing for ever
        drip,        ///< answer for ever, one byte at a time
        wrong_key,   ///< answer for another key
        say_goodbye  ///< accept, then close the connection in order
    };
    Kind kind = Kind::accept;
    int status = 0;
    std::string body{};
    std::string headers{};  ///< each with its CRLF
};

/// One request, in the order in which they came.
struct Seen {
    std::string path;
    std::string key;
    landfall::Instant at{};
};

/// Threads: every member from any. Owner: joins its threads when it goes.
class ScriptedServer {
public:
    struct Options {
        std::filesystem::path certificate, key;  ///< empty: backend.pem of the test PKI
        std::filesystem::path believed;          ///< authority of the kiosks; empty: ca.pem of the test PKI
        bool only_old_tls = false;               ///< TLS 1.1 at most
        std::uint16_t port = 0;                  ///< 0: any
    };
    ScriptedServer();
    explicit ScriptedServer(const Options& options);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    int port() const { return port_; }
    /// The next declarations are treated so, in this order; afterwards accepted.
    void script(std::vector<Act> acts);
    /// Asked for each declaration when the script is at its end.
    void otherwise(std::function<Act()> decide);

    std::vector<Seen> seen() const;
    /// SHA-256 of each content that was taken, in hex, by idempotency key.
    std::map<std::string, std::set<std::string>> taken() const;
    /// The keys in the order in which they were first taken.
    std::vector<std::string> order() const;
    int connections() const;
    int resumed_sessions() const;

private:
    struct Request;
    class Connection;
    void listen(std::uint16_t port);
    void accept_all(const std::stop_token& stop);
    void serve(int socket, const std::stop_token& stop);
    void note(const Request& request);
    bool answer(Connection& connection, const Request& request, const Act& act, const std::stop_token& stop);
    bool answer_declaration(Connection& connection, const Request& request, const Act& act,
                            const std::stop_token& stop);
    Act next_act();
    void take(const Request& request);

    std::shared_ptr<ssl_ctx_st> context_;
    landfall::BoxSecretKey box_;
    landfall::KeyRing kiosks_;
    int listener_ = -1;
    int port_ = 0;

    mutable std::mutex mutex_;
    std::deque<Act> script_;
    std::function<Act()> otherwise_ = [] { return Act{}; };
    std::vector<Seen> seen_;
    std::map<std::string, std::set<std::string>> taken_;
    std::vector<std::string> order_;
    int connections_ = 0;
    int resumed_ = 0;
    std::vector<std::jthread> threads_;
    std::jthread accepting_;
};
