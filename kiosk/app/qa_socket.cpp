#include "kiosk/app/qa_socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace landfall::app {
namespace {

constexpr std::size_t longest_line = 64 * 1024;

Failure<std::string> failed(const std::filesystem::path& path, const char* what) {
    return {path.string() + ": " + what + ": " + std::strerror(errno)};
}

/// A control tree is larger than a socket's buffer: the client gets a moment to read on.
bool wait_writable(int socket) {
    constexpr int patience_ms = 1000;
    pollfd wanted{socket, POLLOUT, 0};
    return ::poll(&wanted, 1, patience_ms) > 0;
}

}  // namespace

Result<std::unique_ptr<QaSocket>> QaSocket::open(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path) return Failure{path.string() + ": too long for a socket"};
    path.native().copy(address.sun_path, sizeof address.sun_path - 1);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0) return failed(path, "no socket");
    ::unlink(path.c_str());
    const auto mask = ::umask(0177);
    const bool bound = ::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::umask(mask);
    if (!bound || ::listen(listener, 1) != 0) {
        const auto failure = failed(path, "can't be listened on");
        ::close(listener);
        return failure;
    }
    return std::unique_ptr<QaSocket>(new QaSocket(listener, path));
}

QaSocket::~QaSocket() {
    drop_client();
    ::close(listener_);
    ::unlink(path_.c_str());
}

std::vector<int> QaSocket::descriptors() const {
    return client_ < 0 ? std::vector{listener_} : std::vector{listener_, client_};
}

std::vector<std::string> QaSocket::read_lines() {
    if (const int next = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK); next >= 0) {
        drop_client();  // the newest client counts: an older one may have died without a word
        client_ = next;
    }
    std::vector<std::string> lines;
    if (client_ < 0) return lines;
    std::array<char, 4096> part{};
    for (;;) {
        const auto got = ::read(client_, part.data(), part.size());
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) break;
        if (got <= 0 || begun_.size() > longest_line) {
            drop_client();
            break;
        }
        begun_.append(part.data(), std::size_t(got));
    }
    for (auto end = begun_.find('\n'); end != std::string::npos; end = begun_.find('\n')) {
        lines.push_back(begun_.substr(0, end));
        begun_.erase(0, end + 1);
    }
    return lines;
}

void QaSocket::send(const std::string& line) {
    if (client_ < 0) return;
    const auto whole = line + "\n";
    std::string_view rest = whole;
    while (!rest.empty()) {
        const auto sent = ::send(client_, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN && wait_writable(client_)) continue;
        if (sent <= 0) return drop_client();
        rest.remove_prefix(std::size_t(sent));
    }
}

bool QaSocket::client_changed() { return std::exchange(changed_, false); }

void QaSocket::drop_client() {
    if (client_ >= 0) ::close(client_);
    changed_ = true;
    client_ = -1;
    begun_.clear();
}

}  // namespace landfall::app
