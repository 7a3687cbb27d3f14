#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <map>
#include <random>
#include <sstream>

#include "tests/kiosk/link/kiosk_side.h"
#include "tests/kiosk/link/scripted_server.h"
#include "tests/kiosk/link/test_pki.h"

using namespace landfall;

namespace {

/// link_child, whose output lines are the keys that it was told are stored.
class Child {
public:
    Child(const std::filesystem::path& outbox, int port, int declarations) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) std::abort();
        const auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "link_child";
        const auto number = std::to_string(port), count = std::to_string(declarations);
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::execl(program.c_str(), program.c_str(), outbox.c_str(), number.c_str(), test_pki().folder().c_str(),
                    count.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(ends[1]);
        output_ = ends[0];
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        kill();
        ::close(output_);
    }

    void kill() {
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }
    /// Waits for the first output, at most ten seconds.
    bool has_spoken() const {
        pollfd waiting{output_, POLLIN, 0};
        return ::poll(&waiting, 1, 10'000) == 1 && (waiting.revents & POLLIN) != 0;
    }
    /// All that it has said, after it was killed.
    std::vector<std::string> keys() const {
        std::string text;
        std::array<char, 4096> buffer{};
        for (ssize_t count = 1; (count = ::read(output_, buffer.data(), buffer.size())) > 0;)
            text.append(buffer.data(), static_cast<std::size_t>(count));
        std::vector<std::string> keys;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) keys.push_back(line);
        return keys;
    }

private:
    pid_t process_ = 0;
    int output_ = -1;
};

/// A server that fails as often as it works.
void misbehave(ScriptedServer& server, unsigned seed) {
    server.otherwise([dice = std::mt19937(seed)]() mutable {
        constexpr std::array acts{Act::Kind::accept, Act::Kind::accept, Act::Kind::hang_up, Act::Kind::cut_short};
        const auto choice = dice() % 5;
        return choice < acts.size() ? Act{acts[choice]} : Act{Act::Kind::status, 500};
    });
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_stored_declaration_arrives_once_in_effect_however_often_the_kiosk_is_killed) {
    const auto seed = std::random_device{}();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 dice(seed);
    const Scratch scratch;
    ScriptedServer server;
    misbehave(server, seed);

    std::vector<std::string> stored;
    for (int life = 0; life < 12; ++life) {
        Child child(scratch / "outbox", server.port(), 30);
        BOOST_TEST_REQUIRE(child.has_spoken(), "seed " << seed);
        ::usleep(static_cast<useconds_t>(dice() % 80'000));  // any instant
        child.kill();
        const auto keys = child.keys();
        stored.insert(stored.end(), keys.begin(), keys.end());
    }
    BOOST_TEST(stored.size() >= 12u);

    const Child last(scratch / "outbox", server.port(), 0);
    const auto missing = [&] {
        const auto taken = server.taken();
        return std::count_if(stored.begin(), stored.end(), [&](const auto& key) { return taken.count(key) == 0; });
    };
    BOOST_TEST(soon([&] { return missing() == 0; }), missing() << " of " << stored.size() << " missing, seed " << seed);
    for (const auto& [key, contents] : server.taken())
        BOOST_TEST(contents.size() == 1u, key << " has two contents, seed " << seed);

    std::map<std::string, std::size_t> place;
    for (const auto& key : server.order()) place.emplace(key, place.size());
    for (const auto& [key, at] : place)
        if (key.ends_with(".2"))
            BOOST_TEST(place.at(key.substr(0, 33) + "1") < at, key << " came first, seed " << seed);
}
