#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "backend/config/config.h"
#include "kiosk/base/file.h"
#include "tests/backend/folder.h"

using namespace landfall;
using namespace landfall::backend;

namespace {

const std::string whole = R"({
  "listen": {"address": "127.0.0.1", "port": 0},
  "tls": {"certificate": "server.pem", "key": "server.key", "kiosk_ca": "ca.pem", "crl": "/etc/crl.pem"},
  "keys": {"receipt": "receipt.pem", "sealing": "sealing.pem", "kiosks": "kiosks", "published": "published"},
  "store": "store.db", "packs": "packs", "manifests": "manifests", "port_of_entry": "CNPEK",
  "threads": 3, "connections": 10, "skew_warning_seconds": 60, "log_level": "debug"})";

Result<Config, std::vector<std::string>> read(const std::string& text) { return read_config(text, "/etc/l/b.json"); }

std::string with(std::string from, std::string to) {
    auto text = whole;
    const auto at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_whole_configuration_is_read_with_paths_from_its_own_folder) {
    const auto config = read(whole);
    BOOST_REQUIRE(bool(config));
    BOOST_TEST(config->listen.address == "127.0.0.1");
    BOOST_TEST(config->listen.port == 0);
    BOOST_TEST(config->tls.certificate == "/etc/l/server.pem");
    BOOST_TEST(config->tls.crl == "/etc/crl.pem");
    BOOST_TEST(config->keys.published == "/etc/l/published");
    BOOST_TEST(config->threads == 3u);
    BOOST_TEST(config->skew_warning.count() == 60);
    BOOST_TEST((config->log_level == LogLevel::debug));
}

BOOST_AUTO_TEST_CASE(every_mistake_is_named_with_file_and_field_at_once) {
    const auto config = read(R"({"listen":{"port":70000,"adress":"x"},"tls":{"certificate":"","key":3},"keys":[],
        "store":"s","port_of_entry":"Pek","threads":0,"log_level":"loud"})");
    BOOST_REQUIRE(!config);
    for (const char* expected :
         {"/listen/port: must be a whole number from 0 to 65535", "/listen/adress: is not known",
          "/tls/certificate: must be a text that is not empty", "/tls/key: must be a text that is not empty",
          "/tls/kiosk_ca: is missing", "/tls/crl: is missing", "/keys: must be an object", "/packs: is missing",
          "/port_of_entry: must be a UN/LOCODE such as CNPEK", "/threads: must be a whole number from 1 to 64",
          "/log_level: must be debug, info, warning or error"})
        BOOST_TEST(std::ranges::count(config.error(), "/etc/l/b.json: " + std::string(expected)) == 1, expected);
    BOOST_TEST(config.error().size() == 11u);
}

BOOST_AUTO_TEST_CASE(a_configuration_that_means_two_things_is_refused) {
    const auto twice = read(with(R"("store": "store.db")", R"("store": "store.db", "store": "other.db")"));
    BOOST_REQUIRE(!twice);
    BOOST_TEST(twice.error().at(0) == R"(/etc/l/b.json: the key "store" stands twice)");
    BOOST_TEST(bool(read(with("\"port\": 0", "\"port\": 65535"))));
}

BOOST_AUTO_TEST_CASE(hostile_configurations_end_in_a_sentence) {
    std::string deep(30'000, '[');
    for (const auto& text :
         {std::string(), std::string("null"), std::string("[]"), deep, R"({"a":)" + deep, whole.substr(0, 100),
          whole + "x", std::string("\xff\xfe{}"), with("server.pem", "\xc3\x28"), std::string(70'000, ' ') + whole,
          with("\"threads\": 3", "\"threads\": 18446744073709551615"),
          with("\"threads\": 3", "\"threads\": -9223372036854775808"), with("\"threads\": 3", "\"threads\": 3.0")}) {
        const auto config = read(text);
        BOOST_REQUIRE(!config);
        BOOST_TEST(config.error().at(0).starts_with("/etc/l/b.json: "));
    }
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_named) {
    const Folder folder;
    const auto config = load_config(folder / "none.json");
    BOOST_REQUIRE(!config);
    BOOST_TEST(config.error().at(0).find("none.json") != std::string::npos);
    BOOST_REQUIRE(bool(write_file(folder / "b.json", whole)));
    BOOST_TEST(load_config(folder / "b.json").value().store == folder / "store.db");
}
