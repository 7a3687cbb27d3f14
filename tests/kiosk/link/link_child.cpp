// A kiosk's link in a process of its own, to be killed at any instant by kill_test.cpp.
//
//   link_child OUTBOX PORT PKI COUNT     declares COUNT times; writes the key of each declaration once it is stored
#include <unistd.h>

#include <cstdlib>

#include "kiosk/base/match.h"
#include "tests/kiosk/link/kiosk_side.h"

using namespace landfall;
using namespace landfall::link;

namespace {

Settings settings_of(char** words) {
    const std::filesystem::path pki = words[3];
    return {"https://127.0.0.1:" + std::string(words[2]),
            pki / "ca.pem",
            pki / "kiosks/kiosk-1.pem",
            pki / "kiosks/kiosk-1.key",
            pki / "kiosks/kiosk-1-signing.key",
            pki / "box.pem",
            words[1],
            "kiosk-1",
            "CNPVG"};
}

/// One write: a line is there as a whole or not at all.
void tell(const std::string& line) {
    if (::write(STDOUT_FILENO, (line + "\n").data(), line.size() + 1) < 0) std::exit(1);
}

}  // namespace

int main(int count, char** words) {
    if (count != 5) return 2;
    const SystemClock clock;
    const std::vector<Pack> packs;
    const Sink sink = [](const Report& report) {
        if (const auto* stored = std::get_if<Stored>(&report)) tell(stored->key);
    };
    auto link = Link::start(settings_of(words), clock, packs, sink, test_delays());
    if (!link) return 1;
    for (int left = std::atoi(words[4]); left > 0; --left) {
        auto declaration = test_declaration();
        (*link)->submit(declaration);
        declaration.revision = 2;
        (*link)->submit(declaration);
        ::usleep(1'000);  // spreads the writes over the time in which it is killed
    }
    while (true) ::pause();
}
