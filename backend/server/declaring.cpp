#include "backend/server/declaring.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "backend/judge/judge.h"
#include "backend/request/request.h"
#include "kiosk/receipt/receipt.h"

namespace landfall::backend {
namespace {

constexpr auto receipt_counts = std::chrono::hours(24);  // a declaration is good for one day and one entry

Answer stored(const DeclarationRow& row, bool fresh) {
    Answer answer;
    answer.status = fresh ? 201 : 200;
    answer.body = row.verdict;
    return answer;
}

Answer later(StoreFault fault) {
    auto answer = Api::problem(503, "try-later", "Nothing was stored; the same request can be sent again.");
    switch (fault) {
        case StoreFault::full:
            answer.retry_after = 30;
            break;
        case StoreFault::unavailable:
            answer.retry_after = 10;
            break;
        case StoreFault::busy:
            answer.retry_after = 2;
            break;
    }
    return answer;
}

Answer taken() { return Api::problem(409, "key-taken", "Another content was stored under this Idempotency-Key."); }

std::array<std::uint8_t, 8> pack_mark(const std::string& sha256) {
    std::array<std::uint8_t, 8> mark{};
    for (std::size_t index = 0; index < mark.size() && index * 2 + 1 < sha256.size(); ++index)
        mark.at(index) = static_cast<std::uint8_t>(std::stoi(sha256.substr(index * 2, 2), nullptr, 16));
    return mark;
}

}  // namespace

Declaring::Declaring(Store& store, WallTime arrived, const ApiSettings& settings,
                     std::shared_ptr<const Material> material, Request request)
    : store_(store),
      arrived_(arrived),
      settings_(settings),
      material_(std::move(material)),
      request_(std::move(request)) {}

Answer Declaring::refused(unsigned status, std::string_view code, std::string_view detail) const {
    if (status == 403) store_.note({arrived_, request_.kiosk, "refused", is_key(row_.key) ? row_.key : ""});
    return Api::problem(status, code, detail);
}

std::optional<Answer> Declaring::prepare() {
    row_.key = request_.idempotency_key;
    row_.kiosk = request_.kiosk;
    row_.arrived = arrived_;
    if (!is_key(row_.key))
        return refused(400, "wrong-key", "Idempotency-Key must be the declaration's id, a dot and its revision.");
    if (auto answer = open()) return answer;
    if (auto answer = recall()) return answer;
    if (auto answer = read()) return answer;
    return judge_it();
}

std::optional<Answer> Declaring::open() {
    const auto enrolled = material_->kiosks.find(request_.kiosk);
    if (enrolled == material_->kiosks.end())
        return refused(403, "unknown-key", "No signing key of this kiosk is enrolled.");
    auto opened = open_envelope(bytes_of(request_.body), material_->sealing, enrolled->second);
    if (opened) {
        row_.json = std::move(opened->json);
        row_.sha256 = to_hex(opened->sha256);
        signer_ = opened->signer;
        return std::nullopt;
    }
    switch (opened.error()) {
        case EnvelopeFault::too_large:
            return refused(413, "too-large", "The body is larger than any declaration.");
        case EnvelopeFault::not_for_us:
            return refused(400, "not-for-us", "The box can't be opened with our key.");
        case EnvelopeFault::malformed:
        case EnvelopeFault::unsupported:
            return refused(400, "no-envelope", "The box holds no COSE_Sign1 of ours.");
        case EnvelopeFault::unknown_key:
            return refused(403, "unknown-key", "The signing key is not enrolled for this kiosk.");
        case EnvelopeFault::bad_signature:
            return refused(403, "bad-signature", "The signature does not hold.");
        case EnvelopeFault::key_revoked:
            return refused(403, "key-revoked", "The signing key was revoked.");
    }
    return refused(400, "no-envelope", "The box holds no COSE_Sign1 of ours.");
}

/// A repeated request is answered as the first was, even if packs or manifests have changed since.
std::optional<Answer> Declaring::recall() const {
    const auto found = store_.find(row_.key);
    if (!found) return later(found.error());
    if (!found->has_value()) return std::nullopt;
    if ((*found)->sha256 == row_.sha256) return stored(**found, false);
    store_.note({arrived_, row_.kiosk, "conflict", row_.key});
    return taken();
}

std::optional<Answer> Declaring::read() {
    auto declaration = read_declaration(row_.json, material_->packs);
    if (!declaration && declaration.error().kind == WireFaultKind::unknown_pack) {
        auto known = known_part(row_.json, material_->packs);
        unknown_packs_ = std::move(known.unknown_packs);
        declaration = read_declaration(known.json, material_->packs);
    }
    if (!declaration)
        return refused(400, name_of(declaration.error().kind),
                       "The declaration can't be read at " + declaration.error().where + ".");
    declaration_ = std::move(*declaration);
    if (declaration_.kiosk != request_.kiosk)
        return refused(403, "wrong-kiosk", "The declaration names another kiosk than the certificate.");
    if (idempotency_key(declaration_) != row_.key)
        return refused(400, "wrong-key", "Idempotency-Key and the declaration's id and revision differ.");
    row_.id = declaration_.id;
    row_.revision = declaration_.revision;

    const auto sent = from_http_date(request_.date);
    row_.skew = (arrived_ - sent.value_or(declaration_.made)).count();
    made_ = std::min(declaration_.made + std::chrono::seconds(row_.skew), arrived_);
    if (std::abs(row_.skew) > settings_.skew_warning.count())
        log(LogEvent::clock_skew, {{"seconds", static_cast<long long>(row_.skew)}});
    const auto* key = material_->kiosks.at(request_.kiosk).find(signer_);
    if (key == nullptr || !key->covers(made_))
        return refused(403, "key-not-valid", "The signing key did not count when the declaration was made.");
    return std::nullopt;
}

std::optional<Answer> Declaring::judge_it() {
    const auto today = date_of(made_);
    Announced announced;
    if (const auto sought = sought_for(declaration_, today); !sought.flight.empty()) {
        auto found = store_.announced(sought);
        if (!found) return later(found.error());
        announced = std::move(*found);
    }
    Accepted accepted;
    accepted.key = row_.key;
    accepted.verdict = judge(declaration_, material_->packs, unknown_packs_, compare(declaration_, announced), today);
    if (!accepted.verdict.mendable())
        if (auto answer = sign(accepted.verdict, accepted.receipt)) return answer;
    row_.receipt = accepted.receipt;
    row_.verdict = write_accepted(accepted);
    return std::nullopt;
}

std::optional<Answer> Declaring::sign(const Verdict& verdict, std::string& receipt) const {
    Receipt claims;
    claims.port = settings_.port_of_entry;
    claims.issued = arrived_;
    claims.expires = arrived_ + receipt_counts;
    claims.declaration = declaration_.id;
    claims.revision = declaration_.revision;
    claims.outcome = verdict.officer ? ReceiptOutcome::officer : ReceiptOutcome::clear;
    claims.kiosk = declaration_.kiosk;
    for (const auto& person : declaration_.people) {
        const auto& document = person.scan.document;
        claims.people.push_back({document.issuer, document.number, document.surname, document.given_names});
    }
    claims.flight = declaration_.trip.flight;
    if (declaration_.trip.date && declaration_.trip.date->complete()) claims.flight_date = declaration_.trip.date;
    for (const auto& pack : declaration_.packs) claims.packs.push_back(pack_mark(pack.sha256));
    auto signed_text = sign_receipt(claims, material_->receipt);
    if (!signed_text) return refused(400, "no-receipt", "Some text is too long for a receipt.");
    receipt = std::move(*signed_text);
    return std::nullopt;
}

void Declaring::keep(Api::Reply reply) {
    const auto sha256 = row_.sha256;
    auto& store = store_;
    store_.keep(std::move(row_), [&store, sha256, reply = std::move(reply)](Result<Kept, StoreFault> kept) {
        if (!kept) return reply(later(kept.error()));
        if (kept->row.sha256 == sha256) return reply(stored(kept->row, kept->fresh));
        store.note({kept->row.arrived, kept->row.kiosk, "conflict", kept->row.key});
        reply(taken());
    });
}

}  // namespace landfall::backend
