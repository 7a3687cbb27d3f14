#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <thread>

#include "backend/server/server.h"
#include "backend/store/sqlite_store.h"
#include "kiosk/protocol/wire.h"
#include "tests/backend/border.h"
#include "tests/backend/raw_tls.h"
#include "tests/backend/scripted_store.h"

using namespace landfall;
using namespace landfall::backend;
using namespace std::chrono_literals;

namespace {

Config config() {
    Config made;
    made.tls = {pki() / "backend.pem", pki() / "backend.key", pki() / "ca.pem", pki() / "crl.pem"};
    made.keys = {pki() / "receipt.key", pki() / "box.key", pki() / "enrolled", ""};
    made.packs = packs_folder();
    return made;
}

ServerSettings impatient() {
    ServerSettings settings;
    settings.delays = {2s, 60s, 1s, 1s, 5s, 500ms, 10s};
    return settings;
}

/// A server in this process, over a store that the test chooses.
template <typename Keeping = ScriptedStore>
struct Served {
    Keeping store;
    SystemClock clock;
    Api api{store, clock, {"CNPEK", 120s}, load_material(config()).value()};
    std::unique_ptr<Server> server;

    explicit Served(const ServerSettings& settings = impatient())
        : server(*Server::start(settings, api, Tls::load(config().tls).value())) {}
    std::uint16_t port() const { return server->port(); }
};

const std::string health = "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n";

std::string post(const std::string& headers) {
    return "POST /v1/declarations HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n" + headers + "\r\n";
}

bool is_status(const std::string& answer, int status) {
    return answer.starts_with("HTTP/1.1 " + std::to_string(status) + " ");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_kiosk_with_a_good_certificate_is_served_again_and_again_on_one_connection) {
    Served<> served;
    Client client(served.port());
    for (int again = 0; again < 3; ++again) {
        const auto reply = client.get("/v1/health");
        BOOST_TEST(reply.status == 200);
        BOOST_TEST(reply.headers.at("content-type") == "application/json");
        BOOST_TEST(reply.headers.at("cache-control") == "no-store");
    }
    BOOST_TEST(client.connections() == 1);
}

BOOST_AUTO_TEST_CASE(whoever_has_no_good_certificate_gets_no_word_of_http) {
    Served<> served;
    for (const char* certificate :
         {"wrong/revoked", "wrong/expired", "wrong/future", "wrong/stranger", "backend", ""}) {
        BOOST_TEST(Client(served.port(), certificate).get("/v1/health").status == 0, certificate);
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            RawTls raw(served.port(), {certificate, version, nullptr});
            raw.send(health);
            BOOST_TEST(raw.read_all().empty(), certificate);
            BOOST_TEST(raw.closed(), certificate);
        }
    }
    BOOST_TEST(Client(served.port()).get("/v1/health").status == 200);
}

BOOST_AUTO_TEST_CASE(nothing_older_than_tls_1_2_is_spoken) {
    Served<> served;
    BOOST_TEST(!RawTls(served.port(), {"kiosks/kiosk-1", TLS1_1_VERSION, nullptr}).shaken());
    BOOST_TEST(RawTls(served.port(), {"kiosks/kiosk-1", TLS1_2_VERSION, nullptr}).shaken());
}

BOOST_AUTO_TEST_CASE(a_session_is_resumed_until_certificates_are_read_again) {
    Served<> served;
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        RawTls first(served.port(), {"kiosks/kiosk-1", version, nullptr});
        first.send(health);
        BOOST_TEST(is_status(first.read_until("}"), 200));
        const std::unique_ptr<SSL_SESSION, void (*)(SSL_SESSION*)> session(first.session(), SSL_SESSION_free);
        RawTls second(served.port(), {"kiosks/kiosk-1", version, session.get()});
        second.send(health);
        BOOST_TEST(is_status(second.read_until("}"), 200));
        BOOST_TEST(second.resumed());
        served.server->adopt(Tls::load(config().tls).value());
        RawTls third(served.port(), {"kiosks/kiosk-1", version, session.get()});
        third.send(health);
        BOOST_TEST(is_status(third.read_until("}"), 200));
        BOOST_TEST(!third.resumed());
    }
}

BOOST_AUTO_TEST_CASE(an_open_connection_ends_when_its_kiosk_is_no_longer_trusted) {
    Served<> served;
    RawTls raw(served.port());
    raw.send(health);
    BOOST_TEST(is_status(raw.read_until("}"), 200));
    auto others = config().tls;
    others.kiosk_ca = pki() / "wrong" / "stranger-ca.pem";
    served.server->adopt(Tls::load(others).value());
    raw.send(health);
    BOOST_TEST(raw.read_all().empty());
    BOOST_TEST(raw.closed());
}

BOOST_AUTO_TEST_CASE(whoever_is_slow_is_hung_up_on_while_others_are_served) {
    Served<> served;
    std::vector<std::unique_ptr<RawTls>> slow;
    for (int index = 0; index < 20; ++index) slow.push_back(std::make_unique<RawTls>(served.port()));
    for (auto& raw : slow) raw->send("GET /v1/hea");
    RawTls body(served.port());
    body.send(post("Content-Length: 100\r\nIdempotency-Key: x\r\n") + "half");
    auto silent = std::async(std::launch::async, [&] { return silence_is_closed(served.port()); });
    BOOST_TEST(Client(served.port()).get("/v1/health").status == 200);
    for (auto& raw : slow) {
        BOOST_TEST(raw->read_all().empty());
        BOOST_TEST(raw->closed());
    }
    body.read_all();
    BOOST_TEST(body.closed());
    BOOST_TEST(silent.get());
}

BOOST_AUTO_TEST_CASE(dripping_bytes_buys_no_time) {
    Served<> served;
    RawTls raw(served.port());
    const auto began = std::chrono::steady_clock::now();
    // Each byte waits for a whole request of another client, so the drip never stops and never is a busy loop.
    Client other(served.port());
    while (raw.send("G") && std::chrono::steady_clock::now() - began < 20s) other.get("/v1/health");
    BOOST_TEST((std::chrono::steady_clock::now() - began < 10s));
}

BOOST_AUTO_TEST_CASE(half_requests_leave_nothing_behind) {
    Served<> served;
    for (const auto& half :
         {std::string("P"), health.substr(0, 20), post("Content-Length: 100\r\n"),
          post("Content-Length: 100\r\n") + "abc", post("Transfer-Encoding: chunked\r\n") + "5\r\nab"}) {
        RawTls raw(served.port());
        raw.send(half);
        raw.drop();
    }
    BOOST_TEST(Client(served.port()).get("/v1/health").status == 200);
    served.server->stop();
}

BOOST_AUTO_TEST_CASE(what_is_too_large_is_told_so_before_it_is_taken) {
    Served<> served;
    const auto ask = [&](const std::string& bytes) {
        RawTls raw(served.port());
        raw.send(bytes);
        return raw.read_all();
    };
    BOOST_TEST(is_status(ask("GET /v1/health HTTP/1.1\r\nX: " + std::string(9000, 'x') + "\r\n\r\n"), 431));
    BOOST_TEST(is_status(ask(post("Content-Length: 1000000\r\n")), 413));
    BOOST_TEST(is_status(ask(post("Content-Length: 1000000\r\n") + std::string(500'000, 'x')), 413));
    BOOST_TEST(is_status(ask(post("Content-Length: 99999999999999999999\r\n")), 400));
    BOOST_TEST(is_status(ask(post("Transfer-Encoding: chunked\r\n") + "F0000\r\n" + std::string(0xF0000, 'x')), 413));
}

BOOST_AUTO_TEST_CASE(what_is_no_http_is_told_so) {
    Served<> served;
    for (const auto& bytes :
         {std::string("garbage\r\n\r\n"), std::string("GET /v1/health HTTP/9.9\r\n\r\n"),
          std::string("GET /v1/health HTTP/1.1\r\nA b: c\r\n\r\n"),
          std::string("GET /v1/health HTTP/1.1\r\nContent-Length: -1\r\n\r\n"), std::string(100, '\0'),
          std::string("\x16\x03\x01\r\n\r\n"), post("Content-Length: 3\r\nContent-Length: 4\r\n") + "abc",
          post("Transfer-Encoding: chunked\r\n") + "zz\r\n"}) {
        RawTls raw(served.port());
        raw.send(bytes);
        const auto answer = raw.read_all();
        BOOST_TEST(is_status(answer, 400), answer);
        BOOST_TEST(answer.find("application/problem+json") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(requests_in_one_breath_are_answered_in_turn) {
    Served<> served;
    RawTls raw(served.port());
    raw.send(health + "GET /v1/packs HTTP/1.1\r\nHost: x\r\n\r\nGET /no HTTP/1.1\r\nConnection: close\r\n\r\n");
    const auto answers = raw.read_all();
    const auto first = answers.find("\"status\":\"ok\""), second = answers.find("\"packs\""),
               third = answers.find("no-such-route");
    BOOST_TEST((first < second && second < third && third != std::string::npos));
}

BOOST_AUTO_TEST_CASE(head_gets_no_body_and_expect_gets_an_invitation) {
    Served<> served;
    RawTls head(served.port());
    head.send("HEAD /v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto answer = head.read_all();
    BOOST_TEST(is_status(answer, 405));
    BOOST_TEST(answer.ends_with("\r\n\r\n"));
    RawTls expecting(served.port());
    expecting.send(post("Content-Length: 3\r\nExpect: 100-continue\r\n"));
    BOOST_TEST(expecting.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    expecting.send("abc");
    BOOST_TEST(is_status(expecting.read_until("}"), 400));
}

BOOST_AUTO_TEST_CASE(connections_beyond_the_limit_are_closed_at_the_door) {
    auto settings = impatient();
    settings.connections = 2;
    Served<> served(settings);
    std::optional<RawTls> first(std::in_place, served.port()), second(std::in_place, served.port());
    BOOST_TEST(first->shaken());
    BOOST_TEST(second->shaken());
    BOOST_TEST(!RawTls(served.port()).shaken());
    second->send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    second->read_all();
    second.reset();
    const auto end = std::chrono::steady_clock::now() + 10s;
    bool again = false;
    while (!again && std::chrono::steady_clock::now() < end) again = RawTls(served.port()).shaken();
    BOOST_TEST(again);
}

BOOST_AUTO_TEST_CASE(stopping_finishes_what_is_under_way_and_takes_nothing_more) {
    Served<> served;
    const auto port = served.port();
    auto reply =
        std::async(std::launch::async, [&] { return Client(port).declare(declaration(1, served.clock.wall())); });
    RawTls idle(port);
    served.store.wait();
    auto stopping = std::async(std::launch::async, [&] { served.server->stop(); });
    BOOST_TEST(idle.read_all().empty());
    BOOST_TEST(idle.closed());
    BOOST_TEST((stopping.wait_for(0s) == std::future_status::timeout));
    served.store.let_go();
    BOOST_TEST(reply.get().status == 201);
    stopping.get();
    BOOST_TEST(!RawTls(port).shaken());
}

BOOST_AUTO_TEST_CASE(a_client_that_leaves_before_its_answer_harms_nobody) {
    Served<> served;
    const auto one = declaration(1, served.clock.wall());
    const auto body = sealed(one);
    RawTls raw(served.port());
    raw.send(post("Content-Length: " + std::to_string(body.size()) + "\r\nIdempotency-Key: " + idempotency_key(one) +
                  "\r\n") +
             body);
    served.store.wait();
    raw.drop();
    served.store.let_go();
    BOOST_TEST(Client(served.port()).get("/v1/health").status == 200);
}

BOOST_AUTO_TEST_CASE(a_store_that_fails_is_answered_with_try_later) {
    Served<> served;
    served.store.fault = StoreFault::full;
    Client client(served.port());
    const auto reply = client.declare(declaration(1, served.clock.wall()));
    BOOST_TEST(reply.status == 503);
    BOOST_TEST(reply.headers.at("retry-after") == "30");
    BOOST_TEST(reply.headers.at("content-type") == "application/problem+json");
    BOOST_TEST(client.get("/v1/health").status == 503);
}

BOOST_AUTO_TEST_CASE(many_kiosks_at_once_are_all_answered) {
    struct Real {
        Folder folder;
        std::unique_ptr<Store> store = *open_sqlite_store(folder / "store.db");
    } real;
    const SystemClock clock;
    Api api(*real.store, clock, {"CNPEK", 120s}, load_material(config()).value());
    auto server = *Server::start(ServerSettings(), api, Tls::load(config().tls).value());
    std::atomic<int> kept = 0;
    {
        std::vector<std::jthread> kiosks;
        for (unsigned kiosk = 0; kiosk < 16; ++kiosk)
            kiosks.emplace_back([&, kiosk] {
                Client client(server->port());
                for (unsigned number = 0; number < 10; ++number)
                    if (client.declare(declaration(kiosk * 100 + number, clock.wall())).status == 201) ++kept;
            });
    }
    BOOST_TEST(kept == 160);
    for (const unsigned number : {0u, 1509u}) BOOST_TEST(real.store->find(id_of(number) + ".1").value().has_value());
    server->stop();
}
