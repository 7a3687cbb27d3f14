#include "backend/server/session.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

namespace landfall::backend {

namespace beast = boost::beast;
namespace http = beast::http;
namespace asio = boost::asio;

namespace {

constexpr std::uint32_t most_head = 8u << 10;
constexpr std::size_t most_drained = 4u << 20;
constexpr auto check_again = std::chrono::minutes(10);  // so long may a connection outlive its certificate

std::string text(beast::string_view view) { return {view.data(), view.size()}; }

Answer unreadable(beast::error_code error) {
    if (error == http::error::header_limit)
        return Api::problem(431, "head-too-large", "The head of the request is larger than 8 KiB.");
    if (error == http::error::body_limit)
        return Api::problem(413, "too-large", "The body is larger than any declaration.");
    return Api::problem(400, "no-http", "The request is no HTTP that can be understood.");
}

bool is_http_fault(beast::error_code error) {
    return error.category() == http::make_error_code(http::error::bad_method).category() &&
           error != http::error::end_of_stream && error != http::error::partial_message;
}

}  // namespace

Session::Session(asio::ip::tcp::socket socket, asio::ssl::context& context, std::shared_ptr<const Tls> tls,
                 SessionHost& host, Api& api, const Delays& delays)
    : stream_(std::move(socket), context), tls_(std::move(tls)), host_(host), api_(api), delays_(delays) {
    Error ignored;
    beast::get_lowest_layer(stream_).socket().set_option(asio::ip::tcp::no_delay(true), ignored);
}

Session::~Session() { host_.ended(this); }

void Session::start() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
        beast::get_lowest_layer(self->stream_).expires_after(self->delays_.handshake);
        self->stream_.async_handshake(asio::ssl::stream_base::server,
                                      [self](Error error) { self->on_handshake(error); });
    });
}

void Session::finish() {
    asio::post(stream_.get_executor(), [self = shared_from_this()] {
        self->finishing_ = true;
        if (self->idle_) beast::get_lowest_layer(self->stream_).cancel();
    });
}

void Session::cut() {
    asio::post(stream_.get_executor(), [self = shared_from_this()] { beast::get_lowest_layer(self->stream_).close(); });
}

void Session::on_handshake(Error error) {
    auto* connection = stream_.native_handle();
    if (error) {
        if (error != asio::error::operation_aborted && error != asio::error::eof)
            log(LogEvent::kiosk_refused, {{"why", why_refused(connection)}});
        return;
    }
    kiosk_ = kiosk_of(connection);
    if (kiosk_.empty()) {
        log(LogEvent::kiosk_refused, {{"why", "no_kiosk_id"}});
        return shut();
    }
    if (SSL_session_reused(connection) != 0 && !trusts(*tls_)) return shut();
    checked_ = std::chrono::steady_clock::now();
    wait();
}

/// For the first byte of a request.
void Session::wait() {
    idle_ = true;
    if (finishing_) return shut();
    if (buffer_.size() > 0) return read_head();
    beast::get_lowest_layer(stream_).expires_after(delays_.idle);
    stream_.async_read_some(buffer_.prepare(2048), [self = shared_from_this()](Error error, std::size_t count) {
        if (error) return self->shut();
        self->buffer_.commit(count);
        self->read_head();
    });
}

void Session::read_head() {
    idle_ = false;
    began_ = std::chrono::steady_clock::now();
    unread_ = false;
    parser_.emplace();
    parser_->header_limit(most_head);
    parser_->body_limit(most_body());
    beast::get_lowest_layer(stream_).expires_after(delays_.head);
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = shared_from_this()](Error error, std::size_t) { self->on_head(error); });
}

void Session::on_head(Error error) {
    unread_ = true;
    if (is_http_fault(error)) return respond(unreadable(error), false);
    if (error) return shut();
    if (!still_trusted()) return shut();
    const auto length = parser_->content_length();
    const auto announced = length ? std::optional<std::uint64_t>(*length) : std::nullopt;
    if (auto refused = api_.refuse_early(head(), announced)) {
        unread_ = announced.value_or(0) > 0 || parser_->chunked();
        return respond(std::move(*refused), !unread_ && parser_->keep_alive());
    }
    if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) return invite_body();
    read_body();
}

bool Session::trusts(const Tls& tls) {
    const bool trusted = tls.trusts(stream_.native_handle());
    if (!trusted) log(LogEvent::kiosk_refused, {{"why", "not_trusted"}});
    return trusted;
}

/// After a reload the peer has to stand up to the new revocations; and its time may be over meanwhile.
bool Session::still_trusted() {
    auto newest = host_.tls();
    if (newest == tls_ && began_ - checked_ < check_again) return true;
    if (!trusts(*newest)) return false;
    tls_ = std::move(newest);
    checked_ = began_;
    return true;
}

void Session::invite_body() {
    static constexpr std::string_view invitation = "HTTP/1.1 100 Continue\r\n\r\n";
    beast::get_lowest_layer(stream_).expires_after(delays_.write);
    asio::async_write(stream_, asio::buffer(invitation.data(), invitation.size()),
                      [self = shared_from_this()](Error error, std::size_t) {
                          if (error) return self->shut();
                          self->read_body();
                      });
}

void Session::read_body() {
    beast::get_lowest_layer(stream_).expires_after(delays_.body);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](Error error, std::size_t) { self->on_body(error); });
}

void Session::on_body(Error error) {
    if (is_http_fault(error)) return respond(unreadable(error), false);
    if (error) return shut();
    unread_ = false;
    beast::get_lowest_layer(stream_).expires_never();  // the store answers each request, however slow the disk
    auto request = head();
    request.body = std::move(parser_->get().body());
    api_.answer(std::move(request), [self = shared_from_this()](Answer answer) {
        asio::dispatch(self->stream_.get_executor(), [self, answer = std::move(answer)]() mutable {
            self->respond(std::move(answer), self->parser_->keep_alive());
        });
    });
}

Request Session::head() const {
    const auto& message = parser_->get();
    Request request;
    request.method = text(message.method_string());
    request.target = text(message.target());
    request.content_type = text(message[http::field::content_type]);
    request.idempotency_key = text(message["Idempotency-Key"]);
    request.date = text(message[http::field::date]);
    request.kiosk = kiosk_;
    return request;
}

void Session::tell(const Answer& answer) const {
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began_);
    log(answer.status < 400 ? LogEvent::request_served : LogEvent::request_refused,
        {{"route", answer.route}, {"status", static_cast<int>(answer.status)}, {"took", took}});
}

void Session::respond(Answer answer, bool keep_alive) {
    tell(answer);
    response_ = {};
    response_.version(11);
    response_.result(answer.status);
    response_.set(http::field::content_type, beast::string_view(answer.media_type.data(), answer.media_type.size()));
    response_.set(http::field::cache_control, "no-store");
    if (!answer.allow.empty())
        response_.set(http::field::allow, beast::string_view(answer.allow.data(), answer.allow.size()));
    if (answer.retry_after > 0) response_.set(http::field::retry_after, std::to_string(answer.retry_after));
    const bool bodiless = parser_->is_header_done() && parser_->get().method() == http::verb::head;
    response_.keep_alive(keep_alive && !finishing_ && !bodiless);
    response_.body() = std::move(answer.body);
    response_.prepare_payload();
    if (bodiless) response_.body().clear();
    beast::get_lowest_layer(stream_).expires_after(delays_.write);
    http::async_write(stream_, response_,
                      [self = shared_from_this()](Error error, std::size_t) { self->on_written(error); });
}

void Session::on_written(Error error) {
    if (error) return shut();
    if (!response_.need_eof()) return wait();
    if (!unread_) return shut();
    beast::get_lowest_layer(stream_).expires_after(delays_.linger);
    linger();
}

/// Reads on for a while and forgets: closing on unread bytes would reset the connection under the answer.
void Session::linger() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(16u << 10), [self = shared_from_this()](Error error, std::size_t count) {
        self->drained_ += count;
        if (error || self->drained_ > most_drained) return self->shut();
        self->linger();
    });
}

void Session::shut() {
    idle_ = false;
    auto& lowest = beast::get_lowest_layer(stream_);
    if (!lowest.socket().is_open()) return;
    lowest.expires_after(delays_.linger);
    stream_.async_shutdown([self = shared_from_this()](Error) { beast::get_lowest_layer(self->stream_).close(); });
}

}  // namespace landfall::backend
