#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "kiosk/link/outbox.h"
#include "kiosk/receipt/receipt.h"
#include "tests/kiosk/link/disk_full.h"
#include "tests/kiosk/link/kiosk_side.h"
#include "tests/kiosk/link/scripted_server.h"
#include "tests/kiosk/link/test_pki.h"

using namespace landfall;
using namespace landfall::link;
using namespace std::chrono_literals;

namespace {

using Kind = Act::Kind;

Act status(int number, std::string headers = {}, std::string body = {}) {
    return {Kind::status, number, std::move(body), std::move(headers)};
}

/// A kiosk's link with an outbox of its own.
struct Kiosk {
    Scratch scratch;
    SettableClock clock;
    std::vector<Pack> packs;
    Reports reports;
    Settings settings;
    Delays delays = test_delays();
    std::unique_ptr<Link> link;

    explicit Kiosk(int port) : settings(test_settings(port, scratch / "outbox")) { start(); }
    void start() { link = Link::start(settings, clock, packs, reports.sink(), delays).value(); }
    void stop() { link.reset(); }
    std::string submit(const Declaration& declaration) {
        link->submit(declaration);
        return idempotency_key(declaration);
    }
    std::string outbox_bytes() const {
        std::string bytes;
        for (const auto& file : std::filesystem::directory_iterator(scratch.folder()))
            bytes += read_file(file.path()).value();
        return bytes;
    }
};

/// Declares once while the server behaves as `acts` say, and expects that it arrives with one content.
void arrives_despite(std::vector<Act> acts, std::optional<BackendFault> reported) {
    ScriptedServer server;
    const auto misdeeds = acts.size();
    server.script(std::move(acts));
    Kiosk kiosk(server.port());
    const auto key = kiosk.submit(test_declaration());
    BOOST_TEST(kiosk.reports.stored(key));
    BOOST_TEST(kiosk.reports.answered(key));
    BOOST_TEST(server.taken()[key].size() == 1u);
    BOOST_TEST(kiosk.reports.count<Answered>() == 1u);
    if (reported) BOOST_TEST(kiosk.reports.state(*reported));
    BOOST_TEST(soon([&] { return kiosk.link->backlog().waiting == 0; }));
    const auto seen = server.seen();
    const auto tries = std::count_if(seen.begin(), seen.end(), [&](const Seen& request) { return request.key == key; });
    BOOST_TEST(static_cast<std::size_t>(tries) == misdeeds + 1);
}

std::uint16_t unused_port() { return static_cast<std::uint16_t>(ScriptedServer().port()); }

}  // namespace

BOOST_AUTO_TEST_CASE(a_declaration_is_stored_sent_answered_and_gone) {
    ScriptedServer server;
    Kiosk kiosk(server.port());
    const auto declaration = test_declaration();
    const auto key = kiosk.submit(declaration);
    const auto answer =
        kiosk.reports.wait<Answered>([&](const Answered& report) { return report.accepted.key == key; });
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->accepted.receipt == "HD1:TEST");
    BOOST_TEST(kiosk.reports.stored(key));
    const auto json = write_declaration(declaration, kiosk.packs).value();
    BOOST_TEST((server.taken()[key] == std::set{to_hex(sha256(bytes_of(json)))}));
    BOOST_TEST(kiosk.link->backlog().waiting == 0u);
    kiosk.stop();
    BOOST_TEST(Outbox::open(kiosk.settings.outbox)->outbox.rows()->empty());
}

BOOST_AUTO_TEST_CASE(it_arrives_despite_a_failing_server) {
    arrives_despite({status(500), status(502), status(404)}, BackendFault::server_fault);
}
BOOST_AUTO_TEST_CASE(it_arrives_despite_a_lost_acknowledgement) { arrives_despite({{Kind::hang_up}}, {}); }
BOOST_AUTO_TEST_CASE(it_arrives_despite_a_cut_connection) { arrives_despite({{Kind::cut_short}}, {}); }
BOOST_AUTO_TEST_CASE(it_arrives_despite_a_hanging_server) {
    arrives_despite({{Kind::hang}}, BackendFault::unreachable);
}
BOOST_AUTO_TEST_CASE(it_arrives_despite_a_dripping_server) {
    arrives_despite({{Kind::drip}}, BackendFault::unreachable);
}
BOOST_AUTO_TEST_CASE(it_arrives_despite_garbage) {
    arrives_despite({status(200, "", "garbage"), status(201, "", "{}"), status(200), {Kind::wrong_key}},
                    BackendFault::server_fault);
}
BOOST_AUTO_TEST_CASE(it_arrives_despite_a_flood_of_bytes) {
    arrives_despite({status(200, "", std::string(5'000'000, 'x')),
                     status(200, "X-Flood: " + std::string(60'000, 'x') + "\r\n", "")},
                    BackendFault::server_fault);
}

BOOST_AUTO_TEST_CASE(a_redirect_is_not_followed) {
    ScriptedServer elsewhere;
    ScriptedServer server;
    server.script(
        {status(307, "Location: https://127.0.0.1:" + std::to_string(elsewhere.port()) + "/v1/declarations\r\n")});
    Kiosk kiosk(server.port());
    BOOST_TEST(kiosk.reports.answered(kiosk.submit(test_declaration())));
    BOOST_TEST(elsewhere.connections() == 0);
}

BOOST_AUTO_TEST_CASE(a_busy_backend_is_given_the_time_it_asks_for) {
    ScriptedServer server;
    server.script({status(503, "Retry-After: 86400\r\n")});
    Kiosk kiosk(server.port());
    const auto key = kiosk.submit(test_declaration());
    BOOST_TEST(kiosk.reports.answered(key));
    std::vector<Instant> tries;
    for (const auto& request : server.seen())
        if (request.key == key) tries.push_back(request.at);
    BOOST_TEST_REQUIRE(tries.size() == 2u);
    BOOST_TEST((tries[1] - tries[0] >= kiosk.delays.longest_retry_after));
}

BOOST_AUTO_TEST_CASE(what_the_backend_refuses_for_good_is_kept_for_the_technician) {
    for (const int refusal : {400, 403, 409, 413}) {
        ScriptedServer server;
        server.script({status(refusal)});
        Kiosk kiosk(server.port());
        const auto key = kiosk.submit(test_declaration());
        const auto refused = kiosk.reports.wait<Refused>([&](const Refused& report) { return report.key == key; });
        BOOST_TEST_REQUIRE(refused.has_value());
        BOOST_TEST(refused->status == refusal);
        BOOST_TEST(kiosk.link->backlog().refused == 1u);
        BOOST_TEST(kiosk.link->backlog().waiting == 0u);

        kiosk.stop();
        kiosk.start();
        BOOST_TEST(kiosk.link->backlog().refused == 1u);
        BOOST_TEST(server.taken().empty());
        kiosk.link->retry_refused();
        BOOST_TEST(soon([&] { return server.taken().count(key) == 1; }));
        BOOST_TEST(soon([&] { return kiosk.link->backlog().waiting + kiosk.link->backlog().refused == 0; }));
    }
}

BOOST_AUTO_TEST_CASE(revisions_of_one_declaration_arrive_in_their_order) {
    ScriptedServer server;
    std::vector<Act> acts;
    for (int fault = 0; fault < 8; ++fault) acts.push_back(fault % 2 == 0 ? status(500) : Act{Kind::hang_up});
    server.script(acts);
    Kiosk kiosk(server.port());
    auto declaration = test_declaration();
    std::vector<std::string> keys;
    for (declaration.revision = 1; declaration.revision <= 12; ++declaration.revision)
        keys.push_back(kiosk.submit(declaration));
    for (const auto& key : keys) BOOST_TEST(kiosk.reports.answered(key));
    BOOST_TEST(server.order() == keys, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_was_stored_without_a_backend_arrives_after_a_restart) {
    const auto port = unused_port();
    Kiosk kiosk(port);
    std::vector<std::string> keys;
    for (int passenger = 0; passenger < 30; ++passenger) keys.push_back(kiosk.submit(test_declaration()));
    for (const auto& key : keys) BOOST_TEST(kiosk.reports.stored(key));
    BOOST_TEST(kiosk.reports.state(BackendFault::unreachable));
    BOOST_TEST(kiosk.link->backlog().waiting == 30u);
    kiosk.stop();

    ScriptedServer server({{}, {}, {}, false, port});
    kiosk.start();
    BOOST_TEST(kiosk.link->backlog().waiting == 30u);
    BOOST_TEST(soon([&] { return kiosk.link->backlog().waiting == 0; }));
    for (const auto& key : keys) BOOST_TEST(server.taken()[key].size() == 1u);
    BOOST_TEST(kiosk.reports.count<Answered>() == 0u);
}

BOOST_AUTO_TEST_CASE(the_backlog_is_sent_when_the_backend_comes_back) {
    const auto port = unused_port();
    Kiosk kiosk(port);
    const auto key = kiosk.submit(test_declaration());
    BOOST_TEST(kiosk.reports.state(BackendFault::unreachable));
    ScriptedServer server({{}, {}, {}, false, port});
    BOOST_TEST(kiosk.reports.answered(key));
    BOOST_TEST(kiosk.reports.state(BackendFault::none));
}

BOOST_AUTO_TEST_CASE(an_idle_kiosk_notices_that_the_backend_went_and_came_back) {
    auto server = std::make_unique<ScriptedServer>();
    const auto port = static_cast<std::uint16_t>(server->port());
    Kiosk kiosk(port);
    BOOST_TEST(kiosk.reports.state(BackendFault::none));
    server.reset();
    BOOST_TEST(kiosk.reports.state(BackendFault::unreachable));
    server = std::make_unique<ScriptedServer>(ScriptedServer::Options{{}, {}, {}, false, port});
    BOOST_TEST(soon([&] { return kiosk.reports.count<BackendState>() == 3; }));
}

BOOST_AUTO_TEST_CASE(without_the_backend_the_kiosk_signs_a_provisional_receipt) {
    Kiosk kiosk(unused_port());
    const auto declaration = test_declaration();
    const auto key = kiosk.submit(declaration);
    kiosk.link->issue_provisional(key);
    const auto issued =
        kiosk.reports.wait<ProvisionalIssued>([&](const ProvisionalIssued& report) { return report.key == key; });
    BOOST_TEST_REQUIRE(issued.has_value());
    const auto keys = KeyRing::load(test_pki() / "keys").value();
    const auto receipt = verify_receipt(issued->receipt, keys, kiosk.clock.wall()).value().receipt();
    BOOST_TEST((receipt.outcome == ReceiptOutcome::provisional));
    BOOST_TEST(receipt.declaration == declaration.id);
    BOOST_TEST(receipt.port == "CNPVG");
    BOOST_TEST(receipt.people.at(0).surname == "ERIKSSON");
    BOOST_TEST((receipt.flight_date == declaration.trip.date));
    BOOST_TEST(kiosk.link->backlog().waiting == 1u);
}

BOOST_AUTO_TEST_CASE(a_late_answer_still_comes_after_a_provisional_receipt) {
    ScriptedServer server;
    server.script({{Kind::hang}});
    Kiosk kiosk(server.port());
    const auto key = kiosk.submit(test_declaration());
    kiosk.link->issue_provisional(key);
    BOOST_TEST(kiosk.reports.wait<ProvisionalIssued>([](const auto&) { return true; }).has_value());
    BOOST_TEST(kiosk.reports.answered(key));
    kiosk.link->issue_provisional(key);
    kiosk.stop();
    BOOST_TEST(kiosk.reports.count<ProvisionalIssued>() == 1u);
}

BOOST_AUTO_TEST_CASE(nothing_more_is_said_of_a_passenger_who_left) {
    ScriptedServer server;
    server.script({status(500), status(500), status(500)});
    Kiosk kiosk(server.port());
    const auto declaration = test_declaration();
    const auto key = kiosk.submit(declaration);
    kiosk.link->forget(declaration.id);
    kiosk.link->issue_provisional(key);
    BOOST_TEST(soon([&] { return server.taken().count(key) == 1; }));
    kiosk.stop();
    BOOST_TEST(kiosk.reports.count<Stored>() == 1u);
    BOOST_TEST(kiosk.reports.count<Answered>() == 0u);
    BOOST_TEST(kiosk.reports.count<ProvisionalIssued>() == 0u);
}

BOOST_AUTO_TEST_CASE(the_same_declaration_again_is_one_and_another_under_its_key_is_refused) {
    Kiosk kiosk(unused_port());
    auto declaration = test_declaration();
    const auto key = kiosk.submit(declaration);
    kiosk.submit(declaration);
    BOOST_TEST(soon([&] { return kiosk.reports.count<Stored>() == 2; }));
    declaration.trip.seat = "99Z";
    kiosk.submit(declaration);
    BOOST_TEST(kiosk.reports.wait<NotStored>([&](const NotStored& report) { return report.key == key; }).has_value());
    BOOST_TEST(kiosk.link->backlog().waiting == 1u);
}

BOOST_AUTO_TEST_CASE(many_declarations_share_one_connection) {
    ScriptedServer server;
    Kiosk kiosk(server.port());
    for (int passenger = 0; passenger < 20; ++passenger)
        BOOST_TEST(kiosk.reports.answered(kiosk.submit(test_declaration())));
    BOOST_TEST(server.connections() <= 2);
}

BOOST_AUTO_TEST_CASE(a_new_connection_resumes_the_session) {
    ScriptedServer server;
    server.otherwise([] { return Act{Kind::say_goodbye}; });
    Kiosk kiosk(server.port());
    for (int passenger = 0; passenger < 5; ++passenger)
        BOOST_TEST(kiosk.reports.answered(kiosk.submit(test_declaration())));
    BOOST_TEST(server.connections() >= 5);
    BOOST_TEST(server.resumed_sessions() >= 3);
}

BOOST_AUTO_TEST_CASE(a_jumping_wall_clock_holds_up_nothing) {
    ScriptedServer server;
    server.otherwise([flip = false]() mutable { return (flip = !flip) ? status(500) : Act{}; });
    Kiosk kiosk(server.port());
    for (const char* wall : {"1970-01-01T00:00:00Z", "2100-01-01T00:00:00Z", "2026-11-21T08:30:00Z"}) {
        kiosk.clock.set(from_rfc3339(wall).value());
        BOOST_TEST(kiosk.reports.answered(kiosk.submit(test_declaration())), wall);
    }
}

BOOST_AUTO_TEST_CASE(no_file_of_the_kiosk_can_be_read_back) {
    const std::string canary = "CANARYSURNAMEXYZZYCANARY";
    const auto port = unused_port();
    Kiosk kiosk(port);
    const auto key = kiosk.submit(test_declaration(canary));
    BOOST_TEST(kiosk.reports.stored(key));
    BOOST_TEST(kiosk.outbox_bytes().find(canary) == std::string::npos);
    Bytes envelope;
    {
        kiosk.stop();
        auto outbox = std::move(Outbox::open(kiosk.settings.outbox)->outbox);
        envelope = outbox.envelope(1).value();
    }
    const auto mark = text_of(std::span(envelope).subspan(100, 48));
    BOOST_TEST(kiosk.outbox_bytes().find(mark) != std::string::npos);
    ScriptedServer server({{}, {}, {}, false, port});
    kiosk.start();
    BOOST_TEST(soon([&] { return kiosk.link->backlog().waiting == 0; }));
    BOOST_TEST(soon([&] { return kiosk.outbox_bytes().find(mark) == std::string::npos; }));
}

BOOST_AUTO_TEST_CASE(on_a_full_disk_nothing_is_accepted_until_there_is_room_again) {
    Kiosk kiosk(unused_port());
    const auto declaration = test_declaration();
    const auto key = idempotency_key(declaration);
    {
        const DiskFull full(1);
        kiosk.submit(declaration);
        BOOST_TEST(
            kiosk.reports.wait<NotStored>([&](const NotStored& report) { return report.key == key; }).has_value());
        BOOST_TEST(kiosk.link->backlog().waiting == 0u);
        BOOST_TEST(kiosk.reports.wait<OutboxState>([](const auto& outbox) { return !outbox.writable; }).has_value());
    }
    BOOST_TEST(kiosk.reports.wait<OutboxState>([](const auto& outbox) { return outbox.writable; }).has_value());
    kiosk.submit(declaration);
    BOOST_TEST(kiosk.reports.stored(key));
    BOOST_TEST(kiosk.link->backlog().waiting == 1u);
}

BOOST_AUTO_TEST_CASE(a_full_disk_holds_up_no_answer_and_the_row_goes_when_there_is_room) {
    const auto port = unused_port();
    Kiosk kiosk(port);
    const auto key = kiosk.submit(test_declaration());
    BOOST_TEST(kiosk.reports.state(BackendFault::unreachable));
    std::unique_ptr<ScriptedServer> server;
    {
        const DiskFull full(1);
        server = std::make_unique<ScriptedServer>(ScriptedServer::Options{{}, {}, {}, false, port});
        BOOST_TEST(kiosk.reports.answered(key));
        BOOST_TEST(kiosk.outbox_bytes().find(key.substr(0, 32)) != std::string::npos);
    }
    BOOST_TEST(soon([&] { return kiosk.outbox_bytes().find(key.substr(0, 32)) == std::string::npos; }));
    kiosk.stop();
    BOOST_TEST(Outbox::open(kiosk.settings.outbox)->outbox.rows()->empty());
    BOOST_TEST(server->taken()[key].size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_damaged_outbox_is_reported_and_the_lane_goes_on) {
    ScriptedServer server;
    Kiosk kiosk(server.port());
    kiosk.stop();
    BOOST_TEST(bool(write_file(kiosk.settings.outbox, "this is no database")));
    kiosk.start();
    const auto replaced = kiosk.reports.wait<OutboxReplaced>([](const auto&) { return true; });
    BOOST_TEST_REQUIRE(replaced.has_value());
    BOOST_TEST(read_file(replaced->moved_to).value() == "this is no database");
    BOOST_TEST(kiosk.reports.answered(kiosk.submit(test_declaration())));
}
