// `landfall selftest` as a program, over a kiosk's folder made for each test.

#include <sys/wait.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "kiosk/base/file.h"
#include "tests/kiosk/link/test_pki.h"

using namespace landfall;
using nlohmann::json;

namespace {

std::filesystem::path programs() {
    const char* folder = std::getenv("LANDFALL_BIN");
    BOOST_REQUIRE_MESSAGE(folder != nullptr, "LANDFALL_BIN has to name the folder of the programs");
    return folder;
}

struct Outcome {
    int status = -1;
    std::vector<json> lines;

    /// The names of the checks that failed.
    std::string wrong() const {
        std::string names;
        for (const auto& line : lines)
            if (line["ok"] == false) names.append(names.empty() ? "" : " ").append(line["check"].get<std::string>());
        return names;
    }
};

Outcome selftest(const std::string& arguments) {
    auto* const pipe = ::popen((programs() / "landfall selftest ").string().append(arguments).c_str(), "r");
    BOOST_REQUIRE(pipe != nullptr);
    std::string printed;
    for (int character; (character = std::fgetc(pipe)) != EOF;) printed += static_cast<char>(character);
    Outcome outcome;
    outcome.status = WEXITSTATUS(::pclose(pipe));
    std::istringstream lines(printed);
    for (std::string line; std::getline(lines, line);) outcome.lines.push_back(json::parse(line));
    return outcome;
}

/// A configuration with nothing wrong, on simulators.
json good_config() {
    const auto& pki = test_pki();
    return {{"kiosk", "kiosk-1"},
            {"port", "CNPVG"},
            {"backend",
             {{"url", "https://127.0.0.1:9"},
              {"ca", pki / "ca.pem"},
              {"certificate", pki / "kiosks/kiosk-1.pem"},
              {"key", pki / "kiosks/kiosk-1.key"},
              {"signing_key", pki / "kiosks/kiosk-1-signing.key"},
              {"box_key", pki / "box.pem"}}},
            {"outbox", "outbox"},
            {"data", programs().parent_path() / "share/landfall"},
            {"packs", {"health-symptoms.json", "baggage.json"}},
            {"devices",
             {{"document",
               {{"driver", "simulated"}, {"samples", std::filesystem::current_path() / "assets/samples/documents"}}},
              {"printer", {{"driver", "simulated"}}}}}};
}

Outcome after(const std::function<void(json&)>& change, const std::string& options = "--offline") {
    const Scratch scratch;
    auto config = good_config();
    change(config);
    BOOST_REQUIRE(bool(write_file(scratch / "kiosk.json", config.dump())));
    return selftest(options + " --config " + (scratch / "kiosk.json").string());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_kiosk_with_nothing_wrong_passes) {
    const auto outcome = after([](json&) {});
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.wrong() == "");
    std::string checks;
    for (const auto& line : outcome.lines) checks += line["check"].get<std::string>() + " ";
    BOOST_TEST(checks == "configuration link packs catalogues fonts reader printer ");
}

BOOST_AUTO_TEST_CASE(each_part_that_is_wrong_is_named) {
    const auto wrong = [](const std::function<void(json&)>& change) {
        const auto outcome = after(change);
        BOOST_TEST(outcome.status == 1);
        return outcome.wrong();
    };
    BOOST_TEST(wrong([](json& config) { config["backend"]["certificate"] = test_pki() / "wrong/expired.pem"; }) ==
               "link");
    BOOST_TEST(wrong([](json& config) { config["outbox"] = "missing/outbox"; }) == "link");
    BOOST_TEST(wrong([](json& config) { config["packs"].push_back("missing.json"); }) == "packs");
    BOOST_TEST(wrong([](json& config) { config["languages"] = {"en", "tlh"}; }) == "catalogues");
    BOOST_TEST(wrong([](json& config) { config["data"] = "/nowhere"; }) == "packs catalogues");
    BOOST_TEST(wrong([](json& config) { config["devices"]["document"]["samples"] = "/nowhere"; }) == "reader");
    BOOST_TEST(wrong([](json& config) {
                   config["devices"]["document"] = {{"driver", "swipe"}, {"path", "/dev/ttyLandfallNone"}};
               }) == "reader");
    BOOST_TEST(wrong([](json& config) { config["devices"]["printer"]["folder"] = "/nowhere"; }) == "printer");
}

BOOST_AUTO_TEST_CASE(what_is_on_the_network_is_asked_unless_offline) {
    const auto change = [](json& config) {
        config["devices"]["printer"] = {{"driver", "ipp"}, {"uri", "ipp://127.0.0.1:9/ipp/print"}};
    };
    BOOST_TEST(after(change).wrong() == "");
    const auto outcome = after(change, "");
    BOOST_TEST_REQUIRE(!outcome.lines.empty());
    BOOST_TEST(outcome.wrong() == "printer backend");
    BOOST_TEST(outcome.lines.back()["message"] == "https://127.0.0.1:9: unreachable");
}

BOOST_AUTO_TEST_CASE(a_configuration_that_is_wrong_ends_the_test) {
    const auto outcome = after([](json& config) { config["colour"] = "red"; });
    BOOST_TEST(outcome.status == 1);
    BOOST_TEST(outcome.lines.size() == 1u);
    BOOST_TEST(outcome.lines[0]["message"].get<std::string>().find("colour") != std::string::npos);
    BOOST_TEST(selftest("--config /nowhere").status == 1);
}

BOOST_AUTO_TEST_CASE(events_are_listed_for_the_manual) {
    const auto outcome = selftest("--events");
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.lines.size() > 15u);
    BOOST_TEST(outcome.lines[0]["event"] == "kiosk_started");
}

BOOST_AUTO_TEST_CASE(a_wrong_use_of_selftest_is_told) {
    BOOST_TEST(selftest("--fast 2>/dev/null").status == 2);
    BOOST_TEST(selftest("--config 2>/dev/null").status == 2);
}
