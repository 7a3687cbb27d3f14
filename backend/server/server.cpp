#include "backend/server/server.h"

#include <openssl/ssl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "backend/server/session.h"

namespace landfall::backend {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Error = boost::system::error_code;

constexpr auto accept_again = std::chrono::milliseconds(100);  // out of descriptors: some connection will end

/// A generation of TLS as Asio wants it.
struct Generation {
    explicit Generation(std::shared_ptr<const Tls> given) : tls(std::move(given)), context(shared(tls->context())) {}
    static SSL_CTX* shared(SSL_CTX* context) {
        SSL_CTX_up_ref(context);
        return context;
    }
    std::shared_ptr<const Tls> tls;
    asio::ssl::context context;
};

class BeastServer final : public Server, public SessionHost {
public:
    BeastServer(const ServerSettings& settings, Api& api, std::shared_ptr<const Tls> tls)
        : settings_(settings),
          api_(api),
          generation_(std::make_shared<Generation>(std::move(tls))),
          io_(static_cast<int>(settings.threads)),
          strand_(asio::make_strand(io_)),
          acceptor_(strand_),
          pause_(strand_) {}
    ~BeastServer() override { stop_all(); }

    Error listen() {
        Error error;
        const auto address = asio::ip::make_address(settings_.address, error);
        if (error) return error;
        const Tcp::endpoint endpoint(address, settings_.port);
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(1024, error);
        if (!error) port_ = acceptor_.local_endpoint(error).port();
        return error;
    }

    void run() {
        accept();
        for (unsigned index = 0; index < settings_.threads; ++index) threads_.emplace_back([this] { io_.run(); });
    }

    std::uint16_t port() const override { return port_; }

    void adopt(std::shared_ptr<const Tls> tls) override {
        auto next = std::make_shared<Generation>(std::move(tls));
        std::lock_guard lock(mutex_);
        generation_ = std::move(next);
    }

    void stop() override { stop_all(); }

private:
    void accept() {
        acceptor_.async_accept(asio::make_strand(io_), [this](Error error, Tcp::socket socket) {
            if (error == asio::error::operation_aborted || !acceptor_.is_open()) return;
            if (!error) {
                welcome(std::move(socket));
                return accept();
            }
            pause_.expires_after(accept_again);
            pause_.async_wait([this](Error cancelled) {
                if (!cancelled) accept();
            });
        });
    }

    void welcome(Tcp::socket socket) {
        std::shared_ptr<Session> session;
        {
            std::lock_guard lock(mutex_);
            if (stopping_) return;
            if (sessions_.size() < settings_.connections) {
                session = std::make_shared<Session>(std::move(socket), generation_->context, generation_->tls, *this,
                                                    api_, settings_.delays);
                sessions_.emplace(session.get(), session);
            }
        }
        if (session)
            session->start();
        else
            log(LogEvent::kiosk_refused, {{"why", "too_many"}});
    }

    std::shared_ptr<const Tls> tls() const override {
        std::lock_guard lock(mutex_);
        return generation_->tls;
    }

    void ended(const void* session) override {
        std::lock_guard lock(mutex_);
        sessions_.erase(session);
        nobody_.notify_all();
    }

    void for_each_session(void (Session::*act)()) {
        std::vector<std::shared_ptr<Session>> all;
        {
            std::lock_guard lock(mutex_);
            for (const auto& [key, session] : sessions_)
                if (auto alive = session.lock()) all.push_back(std::move(alive));
        }
        for (const auto& session : all) std::invoke(act, *session);
    }

    void stop_all() {
        if (threads_.empty()) return;
        {
            std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        asio::post(strand_, [this] {
            Error ignored;
            acceptor_.close(ignored);
            pause_.cancel();
        });
        for_each_session(&Session::finish);
        {
            std::unique_lock lock(mutex_);
            nobody_.wait_for(lock, settings_.delays.drain, [this] { return sessions_.empty(); });
        }
        for_each_session(&Session::cut);
        {
            // A session still waits for the store at most; the store answers everything.
            std::unique_lock lock(mutex_);
            nobody_.wait(lock, [this] { return sessions_.empty(); });
        }
        io_.stop();
        threads_.clear();
    }

    const ServerSettings settings_;
    Api& api_;
    mutable std::mutex mutex_;
    std::condition_variable nobody_;
    std::shared_ptr<Generation> generation_;
    std::map<const void*, std::weak_ptr<Session>> sessions_;
    bool stopping_ = false;
    asio::io_context io_;
    asio::strand<asio::io_context::executor_type> strand_;
    Tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    std::uint16_t port_ = 0;
    std::vector<std::jthread> threads_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(const ServerSettings& settings, Api& api,
                                              std::shared_ptr<const Tls> tls) {
    auto server = std::make_unique<BeastServer>(settings, api, std::move(tls));
    if (const auto error = server->listen())
        return Failure{settings.address + " port " + std::to_string(settings.port) +
                       ": can't listen: " + error.message()};
    server->run();
    return std::unique_ptr<Server>(std::move(server));
}

}  // namespace landfall::backend
