// Speaks to a running backend in every way that its OpenAPI document promises, and prints each exchange as one JSON
// line for openapi_agreement.py to judge. Further requests, {"method":"","path":""} a line, come on standard input.

#include <sys/resource.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "kiosk/protocol/wire.h"
#include "tests/backend/border.h"

using namespace landfall;
using namespace landfall::backend;

namespace {

void tell(const std::string& method, const std::string& path, const Reply& reply) {
    std::cout << nlohmann::json{{"method", method},
                                {"path", path},
                                {"status", reply.status},
                                {"headers", reply.headers},
                                {"body", reply.body}}
                     .dump()
              << std::endl;
}

void declare(Client& client, const std::string& key, const std::string& body) {
    tell("POST", "/v1/declarations", client.declare(key, body));
}

void declare(Client& client, const Declaration& one) { declare(client, idempotency_key(one), sealed(one)); }

/// Each status that a declaration can get while the disk has room.
void declarations(Client& client) {
    const auto now = SystemClock().wall();
    auto one = declaration(1, now);
    declare(client, one);
    declare(client, one);
    one.language = "fr";
    declare(client, one);
    auto ill = declaration(2, now);
    ill.packs[0].answers.values["ill"] = {true};
    ill.packs[0].answers.values["since"] = {Date{2199, 1, 1}};
    declare(client, ill);
    auto on_no_flight = declaration(3, now);
    on_no_flight.trip.flight = "CA981";
    on_no_flight.trip.date = Date{2026, 11, 21};
    declare(client, on_no_flight);
    const auto json = write_declaration(declaration(4, now), packs()).value();
    declare(client, id_of(4) + ".1", sealed(json, "kiosk-2"));
    declare(client, id_of(4) + ".1", sealed("{"));
    declare(client, id_of(4) + ".1", "garbage");
    declare(client, "none", "garbage");
    declare(client, id_of(4) + ".1", std::string(300'000, 'x'));
    tell("POST", "/v1/declarations", client.send("POST", "/v1/declarations", "{}", {"Content-Type: application/json"}));
}

void full_disk(Border& border, Client& client) {
    rlimit before{};
    ::prlimit(border.process(), RLIMIT_FSIZE, nullptr, &before);
    const rlimit full{1, before.rlim_max};
    ::prlimit(border.process(), RLIMIT_FSIZE, &full, nullptr);
    declare(client, declaration(5, SystemClock().wall()));
    tell("GET", "/v1/health", client.get("/v1/health"));
    ::prlimit(border.process(), RLIMIT_FSIZE, &before, nullptr);
}

}  // namespace

int main() {
    Border border;
    if (!write_file(border.manifests() / "day.csv",
                    "flight,arrival_time,surname,birth_date\nCA981,2026-11-21,STEVENSON,1950-01-01\n"))
        return 1;
    border.start();
    Client client(border.port());
    declarations(client);
    for (std::string line; std::getline(std::cin, line);) {
        const auto asked = nlohmann::json::parse(line);
        const auto method = asked.at("method").get<std::string>(), path = asked.at("path").get<std::string>();
        tell(method, path, client.send(method, path, "", {}));
    }
    full_disk(border, client);
    return 0;
}
