#include <boost/test/unit_test.hpp>

#include "kiosk/app/config.h"

using namespace landfall;
using namespace landfall::app;

namespace {

std::string whole(
    const std::string& reader = R"({"driver":"swipe","path":"/dev/ttyUSB0","framing":"cr_lines","trigger":"16540d"})",
    const std::string& extra = "") {
    return R"({"kiosk":"kiosk-1","port":"CNPEK","backend":{"url":"https://b:1","ca":"ca.pem","certificate":"k.pem","key":"k.key",)"
           R"("signing_key":"s.key","box_key":"box.pem"},"outbox":"outbox.db","data":"/usr/share/landfall","packs":["a.json"],)" +
           extra + R"("devices":{"document":)" + reader + R"(,"printer":{"driver":"ipp","uri":"ipp://p/ipp/print"}}})";
}

std::string error_of(const std::string& json) {
    const auto read = parse_config(json, "/etc/landfall/kiosk.json");
    return read ? std::string() : read.error();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_whole_configuration_is_read) {
    const auto config = parse_config(whole(), "/etc/landfall/kiosk.json");
    BOOST_REQUIRE_MESSAGE(bool(config), error_of(whole()));
    BOOST_TEST(config->backend.ca == "/etc/landfall/ca.pem");
    const auto& swipe = std::get<devices::SwipeConfig>(config->reader);
    BOOST_TEST(swipe.trigger == "\x16T\r");
    BOOST_TEST((swipe.framing == devices::SwipeFraming::cr_lines));
    BOOST_TEST(std::get<IppConfig>(config->printer).uri == "ipp://p/ipp/print");
}

BOOST_AUTO_TEST_CASE(every_fault_is_named_with_file_and_field) {
    BOOST_TEST(error_of(whole(R"({"driver":"swipe","path":"/dev/x","baud":3})"))
                   .find("kiosk.json: devices.document.baud: must be a number") != std::string::npos);
    BOOST_TEST(
        error_of(whole(R"({"driver":"swipe","path":"/dev/x","trigger":"16x"})")).find("devices.document.trigger") !=
        std::string::npos);
    BOOST_TEST(error_of(whole(R"({"driver":"magic"})")).find("devices.document.driver") != std::string::npos);
    BOOST_TEST(error_of(whole(R"({"driver":"simulated"})")).find("devices.document.samples: is missing") !=
               std::string::npos);
    BOOST_TEST(
        error_of(whole(R"({"driver":"swipe","path":"/dev/x"})", R"("colour":"blue",)")).find("colour: is not known") !=
        std::string::npos);
    BOOST_TEST(error_of(whole(R"({"driver":"swipe","path":"/dev/x"})", R"("screen":{"width":"wide"},)"))
                   .find("screen.width") != std::string::npos);
    const auto several = error_of("{}");
    for (const char* field : {"kiosk", "port", "backend", "outbox", "data", "packs", "devices"})
        BOOST_TEST(several.find(std::string("kiosk.json: ") + field + ": is missing") != std::string::npos, field);
}

BOOST_AUTO_TEST_CASE(hostile_texts_are_refused_and_never_crash) {
    for (const std::string text :
         {"", "[]", "null", "{", "{\"kiosk\":\"a\",\"kiosk\":\"b\"}", "\xff\xfe", "{\"kiosk\":\"\xc3\"}"})
        BOOST_TEST(!parse_config(text, "k.json"), text);
    BOOST_TEST(!parse_config(std::string(5000, '['), "k.json"));
    std::string deep = "1";
    for (int level = 0; level < 100; ++level) deep = "{\"a\":" + deep + "}";
    BOOST_TEST(!parse_config(deep, "k.json"));
    const auto whole_text = whole();
    for (std::size_t length = 0; length < whole_text.size(); ++length)
        BOOST_TEST(!parse_config(whole_text.substr(0, length), "k.json"));
    BOOST_TEST(!read_config("/does/not/exist.json"));
}

BOOST_AUTO_TEST_CASE(a_pack_can_not_lead_out_of_its_folder) {
    auto text = whole();
    text.replace(text.find("a.json"), 6, "../a.json");
    BOOST_TEST(error_of(text).find("packs: must be file names") != std::string::npos);
}
