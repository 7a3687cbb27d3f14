// `landfall receipt verify`: what a receipt's text says, and whether it holds.

#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "kiosk/base/date.h"
#include "kiosk/receipt/receipt.h"
#include "kiosk/tools/command.h"

namespace landfall::tools {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto help_text =
    "usage: landfall receipt verify [--keys DIR] [--now TIME] TEXT\n\n"
    "Verifies the text of a receipt's code (HD1:...) and prints one JSON object:\n"
    "  valid    true when nothing is wrong with it\n"
    "  fault    null, or the first of not_a_receipt, damaged, unknown_key, bad_signature, key_revoked,\n"
    "           key_not_valid (when the receipt was issued), not_yet_valid, expired\n"
    "  kid      id of the key that signed it, or null\n"
    "  receipt  what it says, or null; proven only when valid is true\n\n"
    "  --keys DIR  published keys, one <kid>.pem each; without it every key is unknown\n"
    "  --now TIME  the time at which it has to hold, as 2026-11-21T08:30:00Z; default: now\n\n"
    "exit status: 0 valid, 1 not valid, 2 used wrongly\n";

struct Question {
    KeyRing keys;
    WallTime now = SystemClock().wall();
    std::string text;
};

/// Errors: a sentence; empty when the help says all.
Result<Question> question_in(Arguments arguments) {
    Question question;
    bool has_text = false;
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        const auto& word = arguments[at];
        const bool has_value = at + 1 < arguments.size();
        if (word == "--keys" && has_value) {
            auto keys = KeyRing::load(arguments[++at]);
            if (!keys) return Failure{keys.error()};
            question.keys = *std::move(keys);
        } else if (word == "--now" && has_value) {
            const auto now = from_rfc3339(arguments[++at]);
            if (!now) return Failure{"--now: no time like 2026-11-21T08:30:00Z"};
            question.now = *now;
        } else if (!has_text && !word.starts_with("--")) {
            question.text = word;
            has_text = true;
        } else {
            return Failure{""};
        }
    }
    if (!has_text) return Failure{""};
    return question;
}

Json json_of(const Receipt& receipt) {
    Json people = Json::array(), packs = Json::array();
    for (const auto& person : receipt.people)
        people.push_back({{"document_issuer", person.document_issuer},
                          {"document_number", person.document_number},
                          {"surname", person.surname},
                          {"given_names", person.given_names}});
    for (const auto& pack : receipt.packs) packs.push_back(to_hex(pack));
    return {{"declaration", receipt.declaration},
            {"revision", receipt.revision},
            {"outcome", name_of(receipt.outcome)},
            {"issued", to_rfc3339(receipt.issued)},
            {"expires", to_rfc3339(receipt.expires)},
            {"port", receipt.port},
            {"kiosk", receipt.kiosk},
            {"people", people},
            {"flight", receipt.flight},
            {"flight_date", receipt.flight_date ? receipt.flight_date->iso() : ""},
            {"packs", packs}};
}

Exit run(Arguments arguments) {
    const auto question = question_in(arguments);
    if (!question) {
        std::cerr << (question.error().empty() ? help_text : "landfall receipt verify: " + question.error() + "\n");
        return Exit::usage;
    }
    const auto verified = verify_receipt(question->text, question->keys, question->now);
    const auto claims = read_receipt(question->text);
    Json answer = {{"valid", bool(verified)}, {"fault", nullptr}, {"kid", nullptr}, {"receipt", nullptr}};
    if (!verified) answer["fault"] = name_of(verified.error());
    if (claims) {
        answer["kid"] = claims->kid.hex();
        answer["receipt"] = json_of(claims->receipt);
    }
    std::cout << answer.dump() << std::endl;
    return verified ? Exit::right : Exit::wrong;
}

}  // namespace

const Command receipt_verify_command{"receipt verify", "verify the text of a receipt", help_text, run};

}  // namespace landfall::tools
