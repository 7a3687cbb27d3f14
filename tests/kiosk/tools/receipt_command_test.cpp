#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "kiosk/receipt/receipt.h"
#include "kiosk/tools/command.h"

using namespace landfall;

namespace {

/// A key, its published ring in a folder of its own, and a receipt that it signed.
struct Issued {
    Issued() {
        BOOST_REQUIRE(::mkdtemp(folder.data()) != nullptr);
        KeyRing ring;
        ring.add({key.public_key(), {}, {}, false});
        BOOST_REQUIRE(bool(ring.save(folder)));
        Receipt receipt;
        receipt.port = "CNPVG";
        receipt.issued = from_rfc3339("2026-11-21T12:00:00Z").value();
        receipt.expires = from_rfc3339("2026-11-22T12:00:00Z").value();
        receipt.declaration = "00112233445566778899aabbccddeeff";
        receipt.outcome = ReceiptOutcome::officer;
        receipt.kiosk = "T2-07";
        receipt.people = {{"UTO", "L898902C3", "ERIKSSON", "ANNA MARIA"}};
        text = sign_receipt(receipt, key).value();
    }
    ~Issued() { std::filesystem::remove_all(folder); }

    SigningKey key = SigningKey::generate().value();
    std::string folder = (std::filesystem::temp_directory_path() / "landfall-ring-XXXXXX").string();
    std::string text;
};

struct Answer {
    tools::Exit exit;
    std::string printed;
    nlohmann::json json() const { return nlohmann::json::parse(printed); }
};

Answer verify(std::vector<std::string> arguments) {
    std::ostringstream out, err;
    auto* const cout = std::cout.rdbuf(out.rdbuf());
    auto* const cerr = std::cerr.rdbuf(err.rdbuf());
    const auto exit = tools::receipt_verify_command.run(arguments);
    std::cout.rdbuf(cout);
    std::cerr.rdbuf(cerr);
    return {exit, out.str()};
}

const std::string in_time = "2026-11-21T13:00:00Z";

}  // namespace

BOOST_AUTO_TEST_CASE(a_receipt_verifies_with_the_published_keys) {
    const Issued issued;
    const auto answer = verify({"--keys", issued.folder, "--now", in_time, issued.text});
    BOOST_TEST((answer.exit == tools::Exit::right));
    const auto json = answer.json();
    BOOST_TEST(json["valid"] == true);
    BOOST_TEST(json["fault"].is_null());
    BOOST_TEST(json["kid"] == issued.key.key_id().hex());
    BOOST_TEST(json["receipt"]["outcome"] == "officer");
    BOOST_TEST(json["receipt"]["declaration"] == "00112233445566778899aabbccddeeff");
    BOOST_TEST(json["receipt"]["people"][0]["given_names"] == "ANNA MARIA");
}

BOOST_AUTO_TEST_CASE(without_keys_the_claims_are_shown_and_not_believed) {
    const Issued issued;
    const auto answer = verify({issued.text});
    BOOST_TEST((answer.exit == tools::Exit::wrong));
    BOOST_TEST(answer.json()["valid"] == false);
    BOOST_TEST(answer.json()["fault"] == "unknown_key");
    BOOST_TEST(answer.json()["receipt"]["port"] == "CNPVG");
}

BOOST_AUTO_TEST_CASE(each_fault_is_named) {
    const Issued issued;
    const auto fault = [&](const std::string& now, const std::string& text) {
        const auto answer = verify({"--keys", issued.folder, "--now", now, text});
        BOOST_TEST((answer.exit == tools::Exit::wrong));
        return answer.json()["fault"].get<std::string>();
    };
    BOOST_TEST(fault("2026-11-23T13:00:00Z", issued.text) == "expired");
    BOOST_TEST(fault("2026-11-20T13:00:00Z", issued.text) == "not_yet_valid");
    BOOST_TEST(fault(in_time, issued.text.substr(0, 40)) == "damaged");
    BOOST_TEST(fault(in_time, "M1ERIKSSON/ANNA") == "not_a_receipt");
    auto changed = issued.text;
    changed[changed.size() / 2] = changed[changed.size() / 2] == '0' ? '1' : '0';
    BOOST_TEST(fault(in_time, changed) != "");
}

BOOST_AUTO_TEST_CASE(wrong_use_is_told_from_a_wrong_receipt) {
    const Issued issued;
    for (const auto& arguments : std::vector<std::vector<std::string>>{{},
                                                                       {"--keys", issued.folder},
                                                                       {"--keys", "/nonexistent", issued.text},
                                                                       {"--now", "noon", issued.text},
                                                                       {"--key", issued.folder, issued.text},
                                                                       {issued.text, issued.text}}) {
        const auto answer = verify(arguments);
        BOOST_TEST((answer.exit == tools::Exit::usage));
        BOOST_TEST(answer.printed == "");
    }
}
