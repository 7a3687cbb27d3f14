#include <boost/test/unit_test.hpp>

#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "backend/store/sqlite_store.h"
#include "kiosk/base/file.h"
#include "kiosk/protocol/wire.h"
#include "tests/backend/border.h"

using namespace landfall;
using namespace landfall::backend;

namespace {

WallTime now() { return SystemClock().wall(); }

/// Exit status and both outputs of `landfall-backend ARGUMENTS`.
std::pair<int, std::string> run(const std::string& arguments) {
    const char* bin = std::getenv("LANDFALL_BIN");
    const auto command = std::string(bin == nullptr ? "build/bin" : bin) + "/landfall-backend " + arguments + " 2>&1";
    std::FILE* pipe = ::popen(command.c_str(), "r");
    std::string output;
    for (int letter = std::fgetc(pipe); letter != EOF; letter = std::fgetc(pipe)) output += static_cast<char>(letter);
    const int status = ::pclose(pipe);
    return {WEXITSTATUS(status), output};
}

/// Opens the gate of who waits at the other end of a FIFO.
bool write_line(const std::string& fifo) {
    std::FILE* gate = std::fopen(fifo.c_str(), "w");
    return gate != nullptr && std::fputs("open\n", gate) >= 0 && std::fclose(gate) == 0;
}

std::size_t kept(const Border& border, unsigned from, unsigned to) {
    const auto store = *open_sqlite_store(border.store());
    std::size_t count = 0;
    for (unsigned number = from; number < to; ++number)
        count += store->find(id_of(number) + ".1").value().has_value() ? 1 : 0;
    return count;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_program_says_how_it_is_used) {
    BOOST_TEST(run("--help").first == 0);
    for (const char* command : {"serve", "check", "manifest"}) {
        BOOST_TEST(run("--help").second.find(command) != std::string::npos);
        const auto [status, text] = run(std::string(command) + " --help");
        BOOST_TEST(status == 0);
        BOOST_TEST(text.find(std::string("usage: landfall-backend ") + command) != std::string::npos);
        BOOST_TEST(run(command).first == 2);
    }
    for (const char* wrong : {"", "nonsense", "serve --config", "serve a b c"})
        BOOST_TEST(run(wrong).first == 2, wrong);
}

BOOST_AUTO_TEST_CASE(a_configuration_that_is_wrong_is_refused_with_file_and_field) {
    const Folder folder;
    const auto file = (folder / "b.json").string();
    BOOST_REQUIRE(bool(write_file(file, R"({"tls":{"certificate":"a"},"threads":0})")));
    for (const char* command : {"check", "serve"}) {
        const auto [status, text] = run(std::string(command) + " --config '" + file + "'");
        BOOST_TEST(status == 1);
        for (const char* field : {": /tls/key: is missing", ": /threads: must be", ": /store: is missing"})
            BOOST_TEST(text.find(file + field) != std::string::npos, field);
    }
    const auto missing = run("serve --config '" + (folder / "none.json").string() + "'");
    BOOST_TEST(missing.first == 1);
    BOOST_TEST(missing.second.find("none.json") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_the_configuration_names_but_can_not_be_used_is_named) {
    Border border(R"(,"log_level":"warning")");
    BOOST_REQUIRE(bool(write_file(border.crl(), "no list")));
    BOOST_CHECK_EXCEPTION(border.start(), std::runtime_error, [](const std::runtime_error& error) {
        return std::string(error.what()).find("crl.pem: holds no revocation list") != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(asked_to_end_it_ends_well_and_what_it_accepted_is_there) {
    Border border;
    border.start();
    BOOST_TEST(Client(border.port()).declare(declaration(1, now())).status == 201);
    border.signal(SIGTERM);
    BOOST_TEST(border.wait().value() == 0);
    BOOST_TEST(border.log().find("\"server_stopping\"") != std::string::npos);
    BOOST_TEST(kept(border, 1, 2) == 1u);
}

BOOST_AUTO_TEST_CASE(whoever_manages_it_is_told_when_it_is_ready) {
    const Folder folder;
    const auto path = (folder / "notify").string();
    const int number = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    BOOST_REQUIRE(::bind(number, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    Border border;
    border.start();
    ::unsetenv("NOTIFY_SOCKET");
    char text[64] = {};
    const timeval most{20, 0};
    ::setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    BOOST_TEST(::recv(number, text, sizeof text - 1, 0) > 0);
    BOOST_TEST(std::string(text) == "READY=1");
    ::close(number);
}

BOOST_AUTO_TEST_CASE(a_hangup_reads_manifests_and_revocations_again) {
    Border border;
    border.start();
    auto one = declaration(1, now());
    one.trip.flight = "CA981";
    one.trip.date = Date{2026, 11, 21};
    Client client(border.port());
    BOOST_TEST(!read_accepted(client.declare(one).body)->verdict.on_manifest);
    Client second(border.port(), "kiosks/kiosk-2");
    BOOST_TEST(second.get("/v1/health").status == 200);

    BOOST_REQUIRE(bool(write_file(border.manifests() / "day.csv",
                                  "flight,arrival_time,surname,given_names,birth_date,nationality,document_number\n"
                                  "CA981,2026-11-21T08:30,ERIKSSON,ANNA MARIA,1974-08-12,UTO,L898902C3\n")));
    BOOST_REQUIRE(bool(write_file(border.manifests() / "garbage.txt", "UNA:+.? 'UNB+garbage")));
    const Folder folder;
    const auto copy = (folder / "pki").string();
    const auto revoke = "cp -r '" + pki().string() + "' '" + copy + "' && cd '" + copy +
                        "' && openssl ca -config authority/openssl.cnf -revoke kiosks/kiosk-2.pem 2>revoke.log && "
                        "openssl ca -config authority/openssl.cnf -gencrl -out crl.pem 2>>revoke.log";
    BOOST_REQUIRE(std::system(revoke.c_str()) == 0);
    BOOST_REQUIRE(bool(write_file(border.crl(), read_file(copy + "/crl.pem").value())));
    border.signal(SIGHUP);
    BOOST_REQUIRE(border.logged("\"server_reloaded\""));
    BOOST_TEST(border.log().find("garbage.txt") != std::string::npos);

    one.revision = 2;
    BOOST_TEST(read_accepted(client.declare(one).body)->verdict.on_manifest);
    BOOST_TEST(second.get("/v1/health").status == 0);
    BOOST_TEST(Client(border.port(), "kiosks/kiosk-2").get("/v1/health").status == 0);
    BOOST_TEST(border.log().find("\"revoked\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_reload_that_fails_leaves_the_earlier_in_force) {
    Border border;
    border.start();
    BOOST_REQUIRE(bool(write_file(border.crl(), "no list")));
    border.signal(SIGHUP);
    BOOST_REQUIRE(border.logged(R"("server_reloaded","failed":1)"));
    BOOST_TEST(Client(border.port()).declare(declaration(1, now())).status == 201);
    BOOST_TEST(Client(border.port(), "wrong/revoked").get("/v1/health").status == 0);
}

BOOST_AUTO_TEST_CASE(the_log_knows_no_passenger_and_the_process_leaves_no_core) {
    Border border(R"(,"log_level":"debug")");
    border.start();
    auto one = declaration(1, now());
    Client client(border.port());
    BOOST_REQUIRE(client.declare(one).status == 201);
    one.language = "fr";
    BOOST_REQUIRE(client.declare(one).status == 409);
    const auto log = border.log();
    BOOST_TEST(log.find("\"request_served\"") != std::string::npos);
    BOOST_TEST(log.find("\"request_refused\"") != std::string::npos);
    for (const char* secret : {"ERIKSSON", "ANNA", "L898902C3", "1974", id_of(1).c_str()})
        BOOST_TEST(log.find(secret) == std::string::npos, secret);
    rlimit limit{};
    BOOST_REQUIRE(::prlimit(border.process(), RLIMIT_CORE, nullptr, &limit) == 0);
    BOOST_TEST(limit.rlim_max == 0u);
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_answered_with_try_later_and_nothing_accepted_is_lost) {
    Border border;
    border.start();
    Client client(border.port());
    BOOST_REQUIRE(client.declare(declaration(0, now())).status == 201);
    rlimit before{};
    BOOST_REQUIRE(::prlimit(border.process(), RLIMIT_FSIZE, nullptr, &before) == 0);
    const rlimit full{150'000, before.rlim_max};
    BOOST_REQUIRE(::prlimit(border.process(), RLIMIT_FSIZE, &full, nullptr) == 0);
    std::vector<unsigned> refused;
    unsigned number = 1;
    for (; number < 200 && refused.size() < 3; ++number) {
        auto reply = client.declare(declaration(number, now()));
        if (reply.status == 201) continue;
        BOOST_TEST(reply.status == 503);
        BOOST_TEST(reply.headers.contains("retry-after"));
        refused.push_back(number);
    }
    BOOST_REQUIRE(refused.size() == 3u);
    BOOST_TEST(client.get("/v1/health").status == 503);
    BOOST_REQUIRE(::prlimit(border.process(), RLIMIT_FSIZE, &before, nullptr) == 0);
    for (const auto one : refused) BOOST_TEST(client.declare(declaration(one, now())).status == 201);
    BOOST_TEST(client.get("/v1/health").status == 200);
    border.kill();
    BOOST_TEST(kept(border, 0, number) == number);
}

// Run by label `drill`: it needs namespaces.
BOOST_AUTO_TEST_CASE(a_small_disk_that_fills_up_for_real_loses_nothing_and_mends, *boost::unit_test::disabled()) {
    Border border("", "small/store.db");
    const auto small = (border.folder() / "small").string(), gate = (border.folder() / "gate").string();
    BOOST_REQUIRE(std::filesystem::create_directory(small));
    BOOST_REQUIRE(::mkfifo(gate.c_str(), 0600) == 0);
    // Another program fills most of the disk, until it is told to make room.
    border.start("mount -t tmpfs -o size=1m tmpfs '" + small + "'; head -c 600000 /dev/zero >'" + small +
                 "/other'; (read -r line <'" + gate + "'; rm '" + small + "/other') >/dev/null 2>&1 &");
    Client client(border.port());
    std::vector<unsigned> refused;
    unsigned number = 0;
    for (; number < 500 && refused.size() < 3; ++number) {
        auto reply = client.declare(declaration(number, now()));
        if (reply.status == 201) continue;
        BOOST_TEST(reply.status == 503);
        BOOST_TEST(reply.headers["retry-after"] == "30");
        refused.push_back(number);
    }
    BOOST_REQUIRE(refused.size() == 3u);
    BOOST_TEST(number > 3u);
    BOOST_TEST(client.get("/v1/health").status == 503);
    BOOST_REQUIRE(write_line(gate));
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (client.get("/v1/health").status != 200 && std::chrono::steady_clock::now() < end) ::poll(nullptr, 0, 20);
    for (const auto one : refused) BOOST_TEST(client.declare(declaration(one, now())).status == 201);
    for (unsigned one = 0; one < number; ++one) BOOST_TEST(client.declare(declaration(one, {})).status == 409);
    BOOST_TEST(border.log().find("\"error\":\"full\"") != std::string::npos);
}
