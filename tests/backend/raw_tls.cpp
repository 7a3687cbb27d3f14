#include "tests/backend/raw_tls.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "tests/backend/border.h"

namespace landfall::backend {
namespace {

int connected(std::uint16_t port) {
    const int number = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval most{20, 0};  // no test waits longer for one read
    ::setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    if (::connect(number, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(number);
        return -1;
    }
    return number;
}

}  // namespace

RawTls::RawTls(std::uint16_t port, const Options& options)
    : socket_(connected(port)), context_(SSL_CTX_new(TLS_client_method())) {
    std::signal(SIGPIPE, SIG_IGN);
    SSL_CTX_set_max_proto_version(context_.get(), options.most_version);
    if (options.most_version < TLS1_2_VERSION) SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
    if (!options.certificate.empty()) {
        const auto path = (pki() / options.certificate).string();
        SSL_CTX_use_certificate_file(context_.get(), (path + ".pem").c_str(), SSL_FILETYPE_PEM);
        SSL_CTX_use_PrivateKey_file(context_.get(), (path + ".key").c_str(), SSL_FILETYPE_PEM);
    }
    SSL_CTX_load_verify_locations(context_.get(), (pki() / "ca.pem").c_str(), nullptr);
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    connection_.reset(SSL_new(context_.get()));
    SSL_set_fd(connection_.get(), socket_);
    if (options.resume != nullptr) SSL_set_session(connection_.get(), options.resume);
    shaken_ = SSL_connect(connection_.get()) == 1;
}

RawTls::~RawTls() { drop(); }

void RawTls::drop() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

bool RawTls::send(const std::string& bytes) {
    return SSL_write(connection_.get(), bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size());
}

std::string RawTls::read_until(const std::string& end) {
    std::string text;
    std::array<char, 4096> part{};
    while (end.empty() || text.find(end) == std::string::npos) {
        const int count = SSL_read(connection_.get(), part.data(), static_cast<int>(part.size()));
        if (count <= 0) {
            closed_ = SSL_get_error(connection_.get(), count) != SSL_ERROR_WANT_READ;
            return text;
        }
        text.append(part.data(), static_cast<std::size_t>(count));
    }
    return text;
}

bool silence_is_closed(std::uint16_t port) {
    const int number = connected(port);
    char nothing = 0;
    const bool closed = number >= 0 && ::recv(number, &nothing, 1, 0) == 0;
    ::close(number);
    return closed;
}

}  // namespace landfall::backend
