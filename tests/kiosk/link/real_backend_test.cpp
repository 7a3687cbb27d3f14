#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <random>

#include "kiosk/receipt/receipt.h"
#include "tests/kiosk/declaration/small_packs.h"
#include "tests/kiosk/link/kiosk_side.h"
#include "tests/kiosk/link/test_pki.h"

using namespace landfall;
using namespace landfall::link;
namespace unit = boost::unit_test;

namespace {

std::filesystem::path program() {
    const char* folder = std::getenv("LANDFALL_BIN");
    return std::filesystem::path(folder == nullptr ? "build/bin" : folder) / "landfall-backend";
}

/// A kiosk builds without the backend; then these tests have nothing to talk to.
boost::test_tools::assertion_result backend_is_built(unit::test_unit_id) { return std::filesystem::exists(program()); }

/// landfall-backend in a folder of its own, started and killed at will.
class Backend {
public:
    Backend() {
        std::filesystem::create_directory(scratch_ / "packs");
        if (!write_file(scratch_ / "packs" / "test.json", test::questionnaire_of(test::travel_items))) std::abort();
        start();
    }
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;
    ~Backend() { end(SIGKILL); }

    void start() {
        configure();
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) std::abort();
        const auto config = scratch_ / "backend.json", log = scratch_ / "log";
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::dup2(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
            ::execl(program().c_str(), "landfall-backend", "serve", "--config", config.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(ends[1]);
        pollfd waiting{ends[0], POLLIN, 0};
        std::array<char, 64> line{};
        if (::poll(&waiting, 1, 20'000) == 1 && ::read(ends[0], line.data(), line.size() - 1) > 0)
            port_ = std::atoi(std::string_view(line.data()).substr(13).data());  // {"listening":PORT}
        ::close(ends[0]);
        BOOST_TEST_REQUIRE(port_ > 0, read_file(log).value());
    }
    void end(int signal) {
        if (process_ <= 0) return;
        ::kill(process_, signal);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }
    int port() const { return port_; }

    /// One number out of its store, while it does not run.
    int asked(const char* sql) const {
        sqlite3* database = nullptr;
        sqlite3_stmt* statement = nullptr;
        sqlite3_open((scratch_ / "store").c_str(), &database);
        int number = -1;
        if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) == SQLITE_OK &&
            sqlite3_step(statement) == SQLITE_ROW)
            number = sqlite3_column_int(statement, 0);
        sqlite3_finalize(statement);
        sqlite3_close(database);
        return number;
    }

private:
    void configure() const {
        const auto& pki = test_pki();
        const auto at = [&](const char* name) { return "\"" + (pki / name).string() + "\""; };
        const auto text = R"({"listen":{"address":"127.0.0.1","port":)" + std::to_string(port_) +
                          R"(},"tls":{"certificate":)" + at("backend.pem") + R"(,"key":)" + at("backend.key") +
                          R"(,"kiosk_ca":)" + at("ca.pem") + R"(,"crl":)" + at("crl.pem") + R"(},"keys":{"receipt":)" +
                          at("receipt.key") + R"(,"sealing":)" + at("box.key") + R"(,"kiosks":)" + at("enrolled") +
                          R"(},"store":"store","packs":"packs","port_of_entry":"CNPVG"})";
        if (!write_file(scratch_ / "backend.json", text)) std::abort();
    }

    const Scratch scratch_;
    pid_t process_ = 0;
    int port_ = 0;
};

const std::vector<Pack>& packs() {
    static const std::vector<Pack> all{test::pack_of(test::travel_items)};
    return all;
}

Declaration complete_declaration() {
    auto declaration = test_declaration();
    declaration.made = SystemClock().wall();
    declaration.trip.date = date_of(declaration.made);
    PackAnswers answered{packs()[0].id, packs()[0].version, packs()[0].sha256, {}};
    answered.answers.values["ill"] = {false};
    answered.answers.occurrences["bags"] = 0;
    declaration.packs = {answered};
    return declaration;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_backend_answers_with_a_receipt_that_its_key_proves, *unit::precondition(backend_is_built)) {
    const Backend backend;
    const Scratch scratch;
    const SystemClock clock;
    Reports reports;
    const auto link =
        Link::start(test_settings(backend.port(), scratch / "outbox"), clock, packs(), reports.sink(), test_delays())
            .value();
    const auto declaration = complete_declaration();
    link->submit(declaration);
    const auto answer = reports.wait<Answered>([](const Answered&) { return true; });
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->accepted.key == idempotency_key(declaration));
    BOOST_TEST(answer->accepted.verdict.problems.empty());
    const auto keys = KeyRing::load(test_pki() / "keys").value();
    const auto receipt = verify_receipt(answer->accepted.receipt, keys, clock.wall());
    BOOST_TEST_REQUIRE(bool(receipt), answer->accepted.receipt);
    BOOST_TEST(receipt->receipt().declaration == declaration.id);
    BOOST_TEST(reports.state(BackendFault::none));
}

BOOST_AUTO_TEST_CASE(a_revoked_kiosk_is_told_that_its_certificate_is_refused, *unit::precondition(backend_is_built)) {
    const Backend backend;
    const Scratch scratch;
    const SystemClock clock;
    Reports reports;
    auto settings = test_settings(backend.port(), scratch / "outbox");
    settings.certificate = test_pki() / "wrong/revoked.pem";
    settings.key = test_pki() / "wrong/revoked.key";
    const auto link = Link::start(settings, clock, packs(), reports.sink(), test_delays()).value();
    link->submit(complete_declaration());
    BOOST_TEST(reports.state(BackendFault::certificate_refused));
    BOOST_TEST(link->backlog().waiting == 1u);
}

BOOST_AUTO_TEST_CASE(every_declaration_is_there_once_however_often_the_backend_is_killed,
                     *unit::precondition(backend_is_built)) {
    const auto seed = std::random_device{}();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 dice(seed);
    Backend backend;
    const Scratch scratch;
    const SystemClock clock;
    Reports reports;
    const auto link =
        Link::start(test_settings(backend.port(), scratch / "outbox"), clock, packs(), reports.sink(), test_delays())
            .value();
    std::vector<std::string> keys;
    for (int life = 0; life < 6; ++life) {
        for (int passenger = 0; passenger < 20; ++passenger) {
            const auto declaration = complete_declaration();
            keys.push_back(idempotency_key(declaration));
            link->submit(declaration);
        }
        const auto enough = reports.count<Answered>() + dice() % 10;
        BOOST_TEST(soon([&] { return reports.count<Answered>() > enough; }), "seed " << seed);
        backend.end(SIGKILL);
        backend.start();
    }
    for (const auto& key : keys) BOOST_TEST(reports.answered(key), "seed " << seed);
    BOOST_TEST(reports.count<Answered>() == keys.size());
    BOOST_TEST(reports.count<Refused>() == 0u);
    backend.end(SIGTERM);
    BOOST_TEST(backend.asked("SELECT count(*) FROM declarations") == static_cast<int>(keys.size()));
    BOOST_TEST(backend.asked("SELECT count(DISTINCT key) FROM declarations") == static_cast<int>(keys.size()));
}
