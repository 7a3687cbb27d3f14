#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "kiosk/link/check.h"
#include "tests/kiosk/link/kiosk_side.h"
#include "tests/kiosk/link/scripted_server.h"
#include "tests/kiosk/link/test_pki.h"

using namespace landfall;
using namespace landfall::link;

namespace {

/// Starts a link with `settings`, declares, and expects the fault; nothing arrives and nothing is lost.
void fails_with(BackendFault fault, const ScriptedServer& server, Settings settings) {
    const SettableClock clock;
    const std::vector<Pack> packs;
    Reports reports;
    const auto link = Link::start(std::move(settings), clock, packs, reports.sink(), test_delays()).value();
    const auto declaration = test_declaration();
    link->submit(declaration);
    BOOST_TEST(reports.stored(idempotency_key(declaration)));
    BOOST_TEST(reports.state(fault), "expected " << name_of(fault));
    BOOST_TEST(link->backlog().waiting == 1u);
    BOOST_TEST(server.taken().empty());
    BOOST_TEST(server.seen().empty());
}

ScriptedServer::Options with_certificate(const std::string& name) {
    return {test_pki() / (name + ".pem"), test_pki() / (name + ".key"), {}, false, 0};
}

/// The names of the faults, in order.
std::string faults_of(const Settings& settings, const Clock& clock) {
    std::string names;
    for (const auto& problem : check_settings(settings, clock)) {
        names.append(names.empty() ? "" : " ").append(name_of(problem.fault));
        BOOST_TEST(!problem.message.empty());
    }
    return names;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_server_of_another_authority_is_not_believed) {
    const Scratch scratch;
    const ScriptedServer server(with_certificate("wrong/stranger"));
    fails_with(BackendFault::untrusted_server, server, test_settings(server.port(), scratch / "outbox"));
}

BOOST_AUTO_TEST_CASE(a_server_with_an_expired_certificate_is_not_believed) {
    const Scratch scratch;
    const ScriptedServer server(with_certificate("wrong/backend-expired"));
    fails_with(BackendFault::untrusted_server, server, test_settings(server.port(), scratch / "outbox"));
}

BOOST_AUTO_TEST_CASE(a_server_with_another_name_is_not_believed) {
    const Scratch scratch;
    const ScriptedServer server(with_certificate("wrong/backend-elsewhere"));
    fails_with(BackendFault::untrusted_server, server, test_settings(server.port(), scratch / "outbox"));
}

BOOST_AUTO_TEST_CASE(a_kiosk_s_certificate_does_not_make_a_server) {
    const Scratch scratch;
    const ScriptedServer server(with_certificate("kiosks/kiosk-1"));
    fails_with(BackendFault::untrusted_server, server, test_settings(server.port(), scratch / "outbox"));
}

BOOST_AUTO_TEST_CASE(a_certificate_that_the_backend_refuses_is_told) {
    const Scratch scratch;
    const ScriptedServer server;
    auto settings = test_settings(server.port(), scratch / "outbox");
    settings.certificate = test_pki() / "wrong/stranger.pem";
    settings.key = test_pki() / "wrong/stranger.key";
    fails_with(BackendFault::certificate_refused, server, settings);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_has_expired_is_told) {
    const Scratch scratch;
    const ScriptedServer server;
    auto settings = test_settings(server.port(), scratch / "outbox");
    settings.certificate = test_pki() / "wrong/expired.pem";
    settings.key = test_pki() / "wrong/expired.key";
    fails_with(BackendFault::certificate_expired, server, settings);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_is_missing_at_run_time_is_told) {
    const Scratch scratch;
    const ScriptedServer server;
    auto settings = test_settings(server.port(), scratch / "outbox");
    settings.key = test_pki() / "kiosks/none.key";
    fails_with(BackendFault::certificate_refused, server, settings);
}

BOOST_AUTO_TEST_CASE(old_tls_is_not_spoken) {
    const Scratch scratch;
    auto options = with_certificate("backend");
    options.only_old_tls = true;
    const ScriptedServer server(options);
    fails_with(BackendFault::unreachable, server, test_settings(server.port(), scratch / "outbox"));
}

BOOST_AUTO_TEST_CASE(a_server_that_speaks_no_tls_gets_nothing) {
    const Scratch scratch;
    const ScriptedServer server;
    auto settings = test_settings(server.port(), scratch / "outbox");
    settings.backend.replace(0, 5, "http");
    fails_with(BackendFault::server_fault, server, settings);
}

BOOST_AUTO_TEST_CASE(good_settings_have_no_problem) {
    const Scratch scratch;
    BOOST_TEST(faults_of(test_settings(1, scratch / "outbox"), SystemClock()) == "");
}

BOOST_AUTO_TEST_CASE(a_running_link_is_no_problem) {
    const Scratch scratch;
    const SettableClock clock;
    const std::vector<Pack> packs;
    Reports reports;
    const auto settings = test_settings(1, scratch / "outbox");
    const auto link = Link::start(settings, clock, packs, reports.sink(), test_delays()).value();
    BOOST_TEST(faults_of(settings, clock) == "");
}

BOOST_AUTO_TEST_CASE(each_wrong_setting_is_named) {
    const Scratch scratch;
    const auto good = test_settings(1, scratch / "outbox");
    const SystemClock clock;
    const auto faults = [&](auto change) {
        auto settings = good;
        change(settings);
        return faults_of(settings, clock);
    };
    for (const char* address : {"", "https://", "http://border.example", "https://border.example/path",
                                "border.example", "https://kiosk@border.example"})
        BOOST_TEST(faults([&](Settings& settings) { settings.backend = address; }) == "address", address);
    BOOST_TEST(faults([](Settings& settings) { settings.ca = "/nowhere"; }) == "authority");
    BOOST_TEST(faults([](Settings& settings) { settings.certificate = "/nowhere"; }) == "certificate");
    BOOST_TEST(faults([](Settings& settings) { settings.certificate = settings.key; }) == "certificate");
    BOOST_TEST(faults([](Settings& settings) { settings.key = "/nowhere"; }) == "certificate");
    BOOST_TEST(faults([](Settings& settings) { settings.key = settings.signing_key; }) == "certificate");
    BOOST_TEST(faults([](Settings& settings) { settings.signing_key = "/nowhere"; }) == "signing_key");
    BOOST_TEST(faults([](Settings& settings) { settings.signing_key = settings.box_key; }) == "signing_key");
    BOOST_TEST(faults([](Settings& settings) { settings.box_key = settings.ca; }) == "box_key");
    BOOST_TEST(faults([](Settings& settings) { settings.outbox = "/nowhere/outbox"; }) == "outbox");
    BOOST_TEST(faults([&](Settings& settings) { settings.outbox = scratch.folder(); }) == "outbox");
}

BOOST_AUTO_TEST_CASE(certificates_out_of_their_time_are_told_with_both_times) {
    const Scratch scratch;
    auto settings = test_settings(1, scratch / "outbox");
    for (const char* name : {"expired", "future"}) {
        settings.certificate = test_pki() / ("wrong/" + std::string(name) + ".pem");
        settings.key = test_pki() / ("wrong/" + std::string(name) + ".key");
        BOOST_TEST(faults_of(settings, SystemClock()) == "certificate_expired", name);
    }
    BOOST_TEST(check_settings(settings, SystemClock())[0].message.find("not valid before 2099-01-01T00:00:00Z") !=
               std::string::npos);
    const ManualClock wrong(from_rfc3339("1970-01-01T00:00:00Z").value());
    BOOST_TEST(faults_of(test_settings(1, scratch / "outbox"), wrong) == "certificate_expired certificate_expired");
}

BOOST_AUTO_TEST_CASE(a_link_without_its_keys_does_not_start) {
    const Scratch scratch;
    const SystemClock clock;
    const std::vector<Pack> packs;
    auto settings = test_settings(1, scratch / "outbox");
    settings.signing_key = "/nowhere";
    BOOST_TEST(!Link::start(settings, clock, packs, [](const Report&) {}));
    settings = test_settings(1, "/nowhere/outbox");
    BOOST_TEST(!Link::start(settings, clock, packs, [](const Report&) {}));
}
