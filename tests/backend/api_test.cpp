#include <boost/test/unit_test.hpp>

#include <future>

#include "backend/server/api.h"
#include "backend/store/sqlite_store.h"
#include "kiosk/base/file.h"
#include "kiosk/protocol/wire.h"
#include "kiosk/receipt/receipt.h"
#include "tests/backend/border.h"
#include "tests/kiosk/declaration/small_packs.h"

using namespace landfall;
using namespace landfall::backend;
using namespace std::chrono_literals;

namespace {

const auto noon = from_rfc3339("2026-11-21T12:00:00Z").value();

Config config() {
    Config made;
    made.keys = {pki() / "receipt.key", pki() / "box.key", pki() / "enrolled", pki() / "keys"};
    made.packs = packs_folder();
    return made;
}

/// The Api over a store of its own, asked without any socket.
struct Desk {
    Folder folder;
    std::unique_ptr<Store> store = *open_sqlite_store(folder / "store.db");
    ManualClock clock{noon};
    std::shared_ptr<const Material> material = load_material(config()).value();
    Api api{*store, clock, {"CNPEK", 120s}, material};

    Answer ask(Request request) {
        std::promise<Answer> answer;
        api.answer(std::move(request), [&](Answer given) { answer.set_value(std::move(given)); });
        return answer.get_future().get();
    }
    Answer declare(const std::string& key, const std::string& body, const std::string& kiosk = "kiosk-1",
                   const std::string& date = "") {
        return ask({"POST", "/v1/declarations", "application/octet-stream", key, date, kiosk, body});
    }
    Answer declare(const Declaration& one) { return declare(idempotency_key(one), sealed(one)); }
};

bool has_code(const Answer& answer, const std::string& code) {
    return answer.media_type == "application/problem+json" &&
           answer.body.find("\"code\":\"" + code + "\"") != std::string::npos;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_clear_declaration_is_kept_and_gets_a_receipt_that_officers_can_verify) {
    Desk desk;
    const auto one = declaration(1, noon);
    const auto answer = desk.declare(one);
    BOOST_TEST(answer.status == 201u);
    const auto accepted = read_accepted(answer.body);
    BOOST_REQUIRE(bool(accepted));
    BOOST_TEST(accepted->key == id_of(1) + ".1");
    BOOST_TEST(accepted->verdict.clear());
    const auto ring = KeyRing::load(pki() / "keys").value();
    const auto receipt = verify_receipt(accepted->receipt, ring, noon + 23h);
    BOOST_REQUIRE(bool(receipt));
    BOOST_TEST(receipt->receipt().declaration == id_of(1));
    BOOST_TEST((receipt->receipt().outcome == ReceiptOutcome::clear));
    BOOST_TEST(!verify_receipt(accepted->receipt, ring, noon + 25h));

    const auto row = desk.store->find(id_of(1) + ".1").value().value();
    BOOST_TEST((read_declaration(row.json, packs()).value() == one));
    BOOST_TEST(row.receipt == accepted->receipt);
    BOOST_TEST((row.arrived == noon));
}

BOOST_AUTO_TEST_CASE(the_same_content_again_gets_the_same_bytes_and_other_content_is_refused) {
    Desk desk;
    auto one = declaration(1, noon);
    const auto first = desk.declare(one);
    desk.clock.advance(1h);
    const auto again = desk.declare(one);  // sealed anew: other bytes, same content
    BOOST_TEST(again.status == 200u);
    BOOST_TEST(again.body == first.body);
    one.language = "fr";
    const auto other = desk.declare(one);
    BOOST_TEST(other.status == 409u);
    BOOST_TEST(has_code(other, "key-taken"));
    one.revision = 2;
    BOOST_TEST(desk.declare(one).status == 201u);
    BOOST_TEST(desk.store->latest(id_of(1)).value()->revision == 2u);
}

BOOST_AUTO_TEST_CASE(a_repeated_request_is_answered_even_when_its_pack_is_no_longer_in_force) {
    Desk desk;
    const auto one = declaration(1, noon);
    const auto first = desk.declare(one);
    auto later = *desk.material;
    later.packs.clear();
    desk.api.adopt(std::make_shared<const Material>(later));
    BOOST_TEST(desk.declare(one).body == first.body);
}

BOOST_AUTO_TEST_CASE(a_pack_that_is_not_in_force_is_a_problem_and_the_declaration_is_kept) {
    Desk desk;
    const auto one = declaration(1, noon);
    const auto body = sealed(one);
    auto later = *desk.material;
    later.packs = {test::pack_of(R"({"linkId":"other","type":"boolean","text":"Other?"})")};
    desk.api.adopt(std::make_shared<const Material>(later));
    const auto answer = desk.declare(idempotency_key(one), body);
    BOOST_TEST(answer.status == 201u);
    const auto accepted = read_accepted(answer.body).value();
    BOOST_REQUIRE(accepted.verdict.problems.size() == 1u);
    BOOST_TEST((accepted.verdict.problems[0] == Problem{packs()[0].id, "", "not-found", ""}));
    BOOST_TEST(accepted.receipt.empty());
    BOOST_TEST(desk.store->find(idempotency_key(one)).value()->json == write_declaration(one, packs()).value());
}

BOOST_AUTO_TEST_CASE(what_can_be_mended_gets_no_receipt_and_what_needs_an_officer_says_so_in_it) {
    Desk desk;
    auto one = declaration(1, noon);
    one.packs[0].answers.values["ill"] = {true};
    one.packs[0].answers.values["since"] = {Date{2026, 11, 22}};
    auto accepted = read_accepted(desk.declare(one).body).value();
    BOOST_TEST(accepted.verdict.mendable());
    BOOST_TEST(accepted.receipt.empty());
    auto expired = declaration(2, noon);
    expired.people[0].scan.document.expiry_date = Date{2026, 11, 20};
    accepted = read_accepted(desk.declare(expired).body).value();
    BOOST_TEST(accepted.verdict.officer);
    BOOST_TEST((read_receipt(accepted.receipt)->receipt.outcome == ReceiptOutcome::officer));
}

BOOST_AUTO_TEST_CASE(a_manifest_is_compared_and_its_values_come_back) {
    Desk desk;
    ManifestImport manifest{"m", "m.txt", noon, {{{"CA981", "2026-11-21", "CDG", "PEK"}, {}}}};
    manifest.flights[0].travellers = {{"ERIKSSON", "ANNA MARIA", "L898902C3", "UTO", "1974-08-12", "12A", false, ""}};
    BOOST_REQUIRE(desk.store->import(manifest).value());
    auto one = declaration(1, noon);
    one.trip.flight = "CA981";
    one.trip.seat = "14C";
    auto verdict = read_accepted(desk.declare(one).body)->verdict;
    BOOST_TEST(verdict.on_manifest);
    BOOST_REQUIRE(verdict.mismatches.size() == 1u);
    BOOST_TEST((verdict.mismatches[0] == Mismatch{Field::seat, "14C", "12A"}));
    one.revision = 2;
    one.confirmed = {"seat"};
    verdict = read_accepted(desk.declare(one).body)->verdict;
    BOOST_TEST(verdict.clear());
}

BOOST_AUTO_TEST_CASE(only_the_kiosk_itself_can_sign_in_its_name) {
    Desk desk;
    const auto one = declaration(1, noon);
    const auto json = write_declaration(one, packs()).value();
    const auto key = idempotency_key(one);
    BOOST_TEST(has_code(desk.declare(key, sealed(json, "kiosk-2")), "unknown-key"));
    BOOST_TEST(has_code(desk.declare(key, sealed(json, "kiosk-2"), "kiosk-2"), "wrong-kiosk"));
    BOOST_TEST(has_code(desk.declare(key, sealed(json), "kiosk-3"), "unknown-key"));
    for (const auto& answer : {desk.declare(key, sealed(json, "kiosk-2")), desk.declare(key, sealed(json), "kiosk-3")})
        BOOST_TEST(answer.status == 403u);

    auto revoked = *desk.material;
    auto& ring = revoked.kiosks.at("kiosk-1");
    auto published = ring.begin()->second;
    published.revoked = true;
    ring.add(published);
    desk.api.adopt(std::make_shared<const Material>(revoked));
    BOOST_TEST(has_code(desk.declare(key, sealed(json)), "key-revoked"));
    published.revoked = false;
    published.not_after = noon - 1s;
    ring.add(published);
    desk.api.adopt(std::make_shared<const Material>(revoked));
    BOOST_TEST(has_code(desk.declare(key, sealed(json)), "key-not-valid"));
    BOOST_TEST(!desk.store->find(key).value().has_value());
}

BOOST_AUTO_TEST_CASE(bodies_that_are_no_sealed_declaration_are_malformed_and_leave_nothing) {
    Desk desk;
    const auto one = declaration(1, noon);
    const auto key = idempotency_key(one);
    const auto json = write_declaration(one, packs()).value();
    const auto body = sealed(one);
    BOOST_TEST(has_code(desk.declare(key, ""), "not-for-us"));
    BOOST_TEST(has_code(desk.declare(key, "garbage"), "not-for-us"));
    BOOST_TEST(has_code(desk.declare(key, body.substr(0, body.size() - 1)), "not-for-us"));
    auto flipped = body;
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
    BOOST_TEST(has_code(desk.declare(key, flipped), "not-for-us"));
    BOOST_TEST(has_code(desk.declare(key, sealed("{")), "not_json"));
    BOOST_TEST(has_code(desk.declare(key, sealed(std::string(200'000, '['))), "too_deep"));
    BOOST_TEST(has_code(desk.declare(key, sealed(json.substr(0, json.size() / 2))), "not_json"));
    BOOST_TEST(has_code(desk.declare(key, sealed(replaced(json, "{", R"({"kiosk":"kiosk-1",)"))), "repeated_key"));
    BOOST_TEST(has_code(desk.declare(key, sealed(replaced(json, "ERIKSSON", "\xff\xfe"))), "not_json"));
    for (const auto& wrong : {std::string("garbage"), flipped, sealed("{")})
        BOOST_TEST(desk.declare(key, wrong).status == 400u);
    BOOST_TEST(!desk.store->find(key).value().has_value());
    BOOST_TEST(desk.declare(key, std::string(most_body() + 1, 'x')).status == 413u);
}

BOOST_AUTO_TEST_CASE(an_unknown_pack_does_not_open_a_way_around_strict_reading) {
    Desk desk;
    const auto one = declaration(1, noon);
    const auto json = replaced(write_declaration(one, packs()).value(), packs()[0].sha256, std::string(64, '0'));
    BOOST_TEST(desk.declare(idempotency_key(one), sealed(json)).status == 201u);
    const auto two = declaration(2, noon);
    const auto other = replaced(write_declaration(two, packs()).value(), packs()[0].sha256, std::string(64, '0'));
    const auto key = idempotency_key(two);
    BOOST_TEST(desk.declare(key, sealed(replaced(other, "\"people\"", "\"people2\""))).status == 400u);
    BOOST_TEST(desk.declare(key, sealed(replaced(other, "{", R"({"kiosk":"kiosk-1",)"))).status == 400u);
    BOOST_TEST(desk.declare(key, sealed(replaced(other, "kiosk-1", "kiosk-2"))).status == 403u);
}

BOOST_AUTO_TEST_CASE(the_key_in_the_header_is_the_declarations_own) {
    Desk desk;
    const auto body = sealed(declaration(1, noon));
    for (const auto& key : {std::string(), id_of(1), id_of(1) + ".", id_of(1) + ".0", id_of(1) + ".01",
                            id_of(1) + ".1 ", id_of(2) + ".1", id_of(1) + ".2", id_of(1) + ".99999999999"}) {
        const auto answer = desk.declare(key, body);
        BOOST_TEST(answer.status == 400u);
        BOOST_TEST(has_code(answer, "wrong-key"), key);
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_clock_is_told_from_a_long_wait_in_the_outbox) {
    Desk desk;
    auto one = declaration(1, noon - 5h);
    BOOST_REQUIRE(desk.declare(idempotency_key(one), sealed(one), "kiosk-1", "Sat, 21 Nov 2026 11:59:58 GMT").status ==
                  201u);
    BOOST_TEST(desk.store->find(id_of(1) + ".1").value()->skew == 2);

    // The kiosk lives in 2031: a document that is valid today is not expired because of it.
    auto ahead = declaration(2, from_rfc3339("2031-01-01T00:00:00Z").value());
    ahead.people[0].scan.document.expiry_date = Date{2027, 1, 1};
    const auto answer = desk.declare(idempotency_key(ahead), sealed(ahead), "kiosk-1", "Wed, 01 Jan 2031 00:00:10 GMT");
    BOOST_TEST(!read_accepted(answer.body)->verdict.officer);
    BOOST_TEST(desk.store->find(id_of(2) + ".1").value()->skew ==
               (noon - from_rfc3339("2031-01-01T00:00:10Z").value()).count());
}

BOOST_AUTO_TEST_CASE(the_backends_own_clock_may_jump_without_a_declaration_being_lost) {
    Desk desk;
    desk.clock.set_wall(from_rfc3339("1970-01-01T00:00:00Z").value());
    BOOST_TEST(desk.declare(declaration(1, noon)).status == 201u);
    desk.clock.set_wall(from_rfc3339("2099-01-01T00:00:00Z").value());
    BOOST_TEST(desk.declare(declaration(2, noon)).status == 201u);
    desk.clock.set_wall(noon);
    BOOST_TEST(desk.declare(declaration(1, noon)).status == 200u);
    BOOST_TEST(desk.declare(declaration(2, noon)).status == 200u);
}

BOOST_AUTO_TEST_CASE(every_refusal_by_signature_and_every_conflict_is_audited) {
    Desk desk;
    auto one = declaration(1, noon);
    const auto json = write_declaration(one, packs()).value();
    BOOST_REQUIRE(desk.declare(idempotency_key(one), sealed(json, "kiosk-2")).status == 403u);
    BOOST_REQUIRE(desk.declare(one).status == 201u);
    one.language = "fr";
    BOOST_REQUIRE(desk.declare(one).status == 409u);
    desk.store.reset();
    const auto rows = open_sqlite_store(desk.folder / "store.db").value()->audit(10).value();
    BOOST_REQUIRE(rows.size() == 3u);
    BOOST_TEST(rows[0].what == "conflict");
    BOOST_TEST(rows[1].what == "accepted");
    BOOST_TEST(rows[2].what == "refused");
    for (const auto& row : rows) BOOST_TEST(row.key == id_of(1) + ".1");
}

BOOST_AUTO_TEST_CASE(other_paths_methods_and_media_types_are_refused_before_the_body) {
    Desk desk;
    const auto early = [&](const std::string& method, const std::string& target, const std::string& type) {
        const auto answer = desk.api.refuse_early({method, target, type, "", "", "kiosk-1", ""}, 10);
        return answer ? answer->status : 0u;
    };
    BOOST_TEST(early("GET", "/", "") == 404u);
    BOOST_TEST(early("GET", "/v1/keys/", "") == 404u);
    BOOST_TEST(early("GET", "/v1/../keys", "") == 404u);
    BOOST_TEST(early("GET", "/v1/declarations", "") == 405u);
    BOOST_TEST(early("DELETE", "/v1/keys", "") == 405u);
    BOOST_TEST(early("HEAD", "/v1/keys", "") == 405u);
    BOOST_TEST(early("POST", "/v1/declarations", "application/json") == 415u);
    BOOST_TEST(early("POST", "/v1/declarations", "") == 415u);
    BOOST_TEST(early("POST", "/v1/declarations", "Application/Octet-Stream; x=1") == 0u);
    BOOST_TEST(early("GET", "/v1/health?x", "") == 0u);
}
