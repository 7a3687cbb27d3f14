#pragma once

/// The messages between kiosk and backend as JSON, and back. The backend's OpenAPI document describes the same.
///
/// Writing is deterministic (keys sorted, no white space), because a declaration is signed as written. Reading is
/// strict: nothing is guessed, repaired or taken twice.

#include <span>
#include <string>
#include <string_view>

#include "kiosk/base/result.h"
#include "kiosk/declaration/declaration.h"
#include "kiosk/declaration/pack.h"
#include "kiosk/protocol/messages.h"

namespace landfall {

/// Units: bytes. Nine people with two answered packs stay below a fifth of it.
constexpr std::size_t most_wire_bytes = 256u << 10;
/// Objects and arrays inside each other.
constexpr int deepest_wire = 32;
/// Groups of up to nine declare together.
constexpr std::size_t most_people = 9;

enum class WireFaultKind {
    too_large,
    too_deep,
    not_json,      ///< or not UTF-8, which RFC 8259, 8.1 demands
    repeated_key,  ///< RFC 8259 leaves its meaning open, so it has none here
    unknown_key,
    missing_key,
    wrong_type,
    wrong_value,   ///< a date that does not exist, an id that is none, U+0000, a text too long ...
    unknown_pack,  ///< no pack here has this id, version and SHA-256
    wrong_answers  ///< the QuestionnaireResponse is outside the profile or does not belong to its pack
};
/// "too_large", "not_json" ...
std::string_view name_of(WireFaultKind kind);

/// `where` is a JSON pointer made of names that this file knows: never of the sender's text.
struct WireFault {
    WireFaultKind kind = WireFaultKind::not_json;
    std::string where;
    bool operator==(const WireFault&) const = default;
};

/// {"confirmed":[], "id":"", "kiosk":"", "language":"", "made":"", "packs":[{"name":"", "response":{}, "sha256":"",
///  "version":""}], "people":[{"chip_verified":false, "document":{}, "failed_checks":[], "format":null, "mrz":[],
///  "source":"swiped"}], "revision":1, "trip":{"date":null, "flight":"", "from":"", "seat":""}, "wire":1}
/// `response` is a FHIR R4 QuestionnaireResponse. `packs` must hold each pack that is answered.
///
/// Errors: unknown_pack; too_large.
Result<std::string, WireFault> write_declaration(const Declaration& declaration, std::span<const Pack> packs);

/// No unknown key is tolerated: what is signed is understood. One to nine people, each text bounded.
Result<Declaration, WireFault> read_declaration(std::string_view json, std::span<const Pack> packs);

/// {"key":"<id>.<revision>", "receipt":"HD1:...", "verdict":{"mismatches":[{"declared":"", "field":"seat",
///  "manifest":""}], "officer":false, "on_manifest":true, "problems":[{"code":"", "constraint":"", "pack":"",
///  "path":""}], "red_channel":false}}
std::string write_accepted(const Accepted& accepted);

/// Unknown keys are passed over at the top and in the verdict, since the backend may be newer than the kiosk.
Result<Accepted, WireFault> read_accepted(std::string_view json);

/// "surname", "given_names" ...: messages.h's enumerators.
std::string_view name_of(Field field);
/// Errors: empty when it names no field.
std::optional<Field> field_named(std::string_view name);

}  // namespace landfall
