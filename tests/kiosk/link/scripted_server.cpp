#include "tests/kiosk/link/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <optional>

#include "kiosk/protocol/wire.h"
#include "tests/kiosk/link/test_pki.h"

using namespace landfall;
using namespace std::chrono_literals;

struct ScriptedServer::Request {
    std::string method, path, key, body;
};

/// One TLS connection. Reads give up when the server stops.
class ScriptedServer::Connection {
public:
    Connection(ssl_ctx_st* context, int socket) : ssl_(SSL_new(context)), socket_(socket) {
        const timeval step{0, 50'000};
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &step, sizeof step);
        SSL_set_fd(ssl_, socket);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
        SSL_free(ssl_);
        ::close(socket_);
    }

    bool shake_hands(const std::stop_token& stop) {
        return retried(stop, [&] { return SSL_accept(ssl_); }) > 0;
    }
    bool resumed() const { return SSL_session_reused(ssl_) == 1; }
    /// Waits for at least one byte. Empty: the other side has gone, or the server stops.
    std::string read(const std::stop_token& stop) {
        std::array<char, 16 * 1024> buffer{};
        const int count = retried(stop, [&] { return SSL_read(ssl_, buffer.data(), static_cast<int>(buffer.size())); });
        return {buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
    }
    bool write(std::string_view text) { return SSL_write(ssl_, text.data(), static_cast<int>(text.size())) > 0; }
    void say_goodbye() { SSL_shutdown(ssl_); }

    std::string unread;  ///< of the next request

private:
    template <typename Call>
    int retried(const std::stop_token& stop, Call call) {
        while (!stop.stop_requested()) {
            const int result = call();
            if (result > 0 || SSL_get_error(ssl_, result) != SSL_ERROR_WANT_READ) return result;
        }
        return -1;
    }
    ssl_st* ssl_;
    int socket_;
};

namespace {

std::string response(int status, std::string_view body, std::string_view headers = {}) {
    return "HTTP/1.1 " + std::to_string(status) + " Scripted\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

std::string header_in(const std::string& head, const std::string& name) {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == head.npos) return {};
    const auto from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
}

void wait_for_stop(const std::stop_token& stop) {
    while (!stop.stop_requested()) std::this_thread::sleep_for(10ms);  // between two looks
}

}  // namespace

ScriptedServer::ScriptedServer() : ScriptedServer(Options{}) {}

ScriptedServer::ScriptedServer(const Options& options)
    : context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free),
      box_(BoxSecretKey::from_pem(read_file(test_pki() / "box.key").value()).value()),
      kiosks_(KeyRing::load(test_pki() / "keys").value()) {
    ::signal(SIGPIPE, SIG_IGN);
    const auto certificate = options.certificate.empty() ? test_pki() / "backend.pem" : options.certificate;
    const auto key = options.key.empty() ? test_pki() / "backend.key" : options.key;
    const auto believed = options.believed.empty() ? test_pki() / "ca.pem" : options.believed;
    if (SSL_CTX_use_certificate_file(context_.get(), certificate.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_use_PrivateKey_file(context_.get(), key.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_load_verify_locations(context_.get(), believed.c_str(), nullptr) != 1)
        std::abort();
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    SSL_CTX_set_session_id_context(context_.get(), reinterpret_cast<const unsigned char*>("test"), 4);
    if (options.only_old_tls) {
        SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
        SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context_.get(), TLS1_1_VERSION);
    }
    listen(options.port);
    accepting_ = std::jthread([this](const std::stop_token& stop) { accept_all(stop); });
}

ScriptedServer::~ScriptedServer() {
    accepting_.request_stop();
    accepting_.join();
    for (auto& thread : threads_) thread.request_stop();
    threads_.clear();
    ::close(listener_);
}

void ScriptedServer::listen(std::uint16_t port) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, any, size) != 0 || ::listen(listener_, 64) != 0 || ::getsockname(listener_, any, &size) != 0)
        std::abort();
    port_ = ntohs(address.sin_port);
}

void ScriptedServer::accept_all(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        pollfd waiting{listener_, POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0) continue;
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        const std::lock_guard lock(mutex_);
        threads_.emplace_back([this, socket](const std::stop_token& own) { serve(socket, own); });
    }
}

void ScriptedServer::serve(int socket, const std::stop_token& stop) {
    Connection connection(context_.get(), socket);
    if (!connection.shake_hands(stop)) return;
    {
        const std::lock_guard lock(mutex_);
        ++connections_;
        resumed_ += connection.resumed() ? 1 : 0;
    }
    while (!stop.stop_requested()) {
        std::string& text = connection.unread;
        std::size_t end = 0;
        while ((end = text.find("\r\n\r\n")) == text.npos) {
            const auto more = connection.read(stop);
            if (more.empty()) return;
            text += more;
        }
        const auto head = text.substr(0, end + 2);
        const auto length = std::strtoul(header_in(head, "Content-Length").c_str(), nullptr, 10);
        Request request{head.substr(0, head.find(' ')), {}, header_in(head, "Idempotency-Key"), {}};
        request.path = head.substr(request.method.size() + 1,
                                   head.find(' ', request.method.size() + 1) - request.method.size() - 1);
        const auto act = request.method == "POST" ? next_act() : Act{};
        if (act.kind == Act::Kind::cut_short) return note(request);
        while (text.size() < end + 4 + length) {
            const auto more = connection.read(stop);
            if (more.empty()) return;
            text += more;
        }
        request.body = text.substr(end + 4, length);
        text.erase(0, end + 4 + length);
        note(request);
        if (!answer(connection, request, act, stop)) return;
    }
}

void ScriptedServer::note(const Request& request) {
    const std::lock_guard lock(mutex_);
    seen_.push_back({request.path, request.key, SystemClock().now()});
}

bool ScriptedServer::answer(Connection& connection, const Request& request, const Act& act,
                            const std::stop_token& stop) {
    if (request.method == "GET" && request.path == "/v1/health") return connection.write(response(200, "{}"));
    if (request.method != "POST" || request.path != "/v1/declarations") return connection.write(response(404, ""));
    return answer_declaration(connection, request, act, stop);
}

bool ScriptedServer::answer_declaration(Connection& connection, const Request& request, const Act& act,
                                        const std::stop_token& stop) {
    const auto accepted = [](const std::string& key) {
        Accepted answer;
        answer.key = key;
        answer.receipt = "HD1:TEST";
        return response(201, write_accepted(answer));
    };
    switch (act.kind) {
        case Act::Kind::accept:
            take(request);
            return connection.write(accepted(request.key));
        case Act::Kind::status:
            return connection.write(response(act.status, act.body, act.headers));
        case Act::Kind::hang_up:
            take(request);
            return false;
        case Act::Kind::cut_short:
            return false;
        case Act::Kind::hang:
            take(request);
            wait_for_stop(stop);
            return false;
        case Act::Kind::drip:
            connection.write("HTTP/1.1 201 Scripted\r\nContent-Length: 100000\r\n\r\n");
            while (!stop.stop_requested() && connection.write("x")) std::this_thread::sleep_for(10ms);  // the drip
            return false;
        case Act::Kind::wrong_key:
            return connection.write(accepted(std::string(32, '0') + ".1"));
        case Act::Kind::say_goodbye:
            take(request);
            connection.write(accepted(request.key));
            connection.say_goodbye();
            return false;
    }
    std::abort();
}

void ScriptedServer::take(const Request& request) {
    const auto opened = open_envelope(bytes_of(request.body), box_, kiosks_);
    const std::lock_guard lock(mutex_);
    if (taken_.count(request.key) == 0) order_.push_back(request.key);
    taken_[request.key].insert(opened ? to_hex(opened->sha256) : std::string(name_of(opened.error())));
}

Act ScriptedServer::next_act() {
    const std::lock_guard lock(mutex_);
    if (script_.empty()) return otherwise_();
    auto act = script_.front();
    script_.pop_front();
    return act;
}

void ScriptedServer::script(std::vector<Act> acts) {
    const std::lock_guard lock(mutex_);
    script_.assign(acts.begin(), acts.end());
}
void ScriptedServer::otherwise(std::function<Act()> decide) {
    const std::lock_guard lock(mutex_);
    otherwise_ = std::move(decide);
}
std::vector<Seen> ScriptedServer::seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
}
std::map<std::string, std::set<std::string>> ScriptedServer::taken() const {
    const std::lock_guard lock(mutex_);
    return taken_;
}
std::vector<std::string> ScriptedServer::order() const {
    const std::lock_guard lock(mutex_);
    return order_;
}
int ScriptedServer::connections() const {
    const std::lock_guard lock(mutex_);
    return connections_;
}
int ScriptedServer::resumed_sessions() const {
    const std::lock_guard lock(mutex_);
    return resumed_;
}
