#include "kiosk/protocol/wire.h"

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "kiosk/declaration/response.h"
#include "kiosk/protocol/wire_names.h"

namespace landfall {
namespace {

using nlohmann::json;
using Kind = WireFaultKind;

// Longest texts. Units: bytes.
constexpr std::size_t most_word = 64;       // ids, codes, MRZ lines
constexpr std::size_t most_text = 256;      // names, as long as any document prints them
constexpr std::size_t most_receipt = 4096;  // far more than a QR code holds
constexpr std::size_t most_problems = 1000;
constexpr std::size_t most_confirmed = 7;  // one for each field
constexpr std::size_t most_failed = 5;     // one for each check digit
constexpr std::size_t most_packs = 16;

bool all_of(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}
constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view decimal_digits = "0123456789";
constexpr std::string_view id_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

/// Sorted keys, no white space. Bytes that are no UTF-8 become U+FFFD, since a device may have given them.
std::string text_of_json(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

// --- reading --------------------------------------------------------------------------------------------------------

/// The first fault is the one that counts; after it values read are empty and thrown away.
class Reading {
public:
    void fail(Kind kind, std::string where) {
        if (!fault_) fault_ = WireFault{kind, std::move(where)};
    }
    bool failed() const { return fault_.has_value(); }
    const WireFault& fault() const { return *fault_; }

    /// Text to values, keeping what nlohmann's own reading loses: repeated keys, depth, U+0000.
    json parse(std::string_view text);
    /// Whether `value` is an object with all of `names` and, unless tolerant, no others.
    bool object(const json& value, const std::string& where, std::initializer_list<const char*> names,
                bool tolerant = false);
    bool array(const json& value, const std::string& where, std::size_t most);

    bool boolean(const json& value, const std::string& where);
    /// No control characters.
    std::string text(const json& value, const std::string& where, std::size_t most);
    std::string id(const json& value, const std::string& where);
    std::optional<Date> date(const json& value, const std::string& where);
    template <typename Enum>
    Enum named(const json& value, const std::string& where) {
        const auto found = wire_named<Enum>(text(value, where, most_word));
        if (!found) fail(Kind::wrong_value, where);
        return found.value_or(Enum{});
    }

private:
    bool seen(int depth, json::parse_event_t event, const json& parsed, std::vector<std::set<std::string>>& keys);
    std::optional<WireFault> fault_;
};

bool Reading::seen(int depth, json::parse_event_t event, const json& parsed, std::vector<std::set<std::string>>& keys) {
    using Event = json::parse_event_t;
    if (failed()) return false;
    if ((event == Event::object_start || event == Event::array_start) && depth >= deepest_wire)
        fail(Kind::too_deep, "");
    if (event == Event::object_start) keys.emplace_back();
    if (event == Event::object_end) keys.pop_back();
    if (event == Event::key && !keys.back().insert(parsed.get_ref<const std::string&>()).second)
        fail(Kind::repeated_key, "");
    if ((event == Event::key || event == Event::value) && parsed.is_string() &&
        parsed.get_ref<const std::string&>().find('\0') != std::string::npos)
        fail(Kind::wrong_value, "");
    return !failed();
}

json Reading::parse(std::string_view text) {
    if (text.size() > most_wire_bytes) {
        fail(Kind::too_large, "");
        return nullptr;
    }
    std::vector<std::set<std::string>> keys;
    json value;
    // A byte order mark is no white space (RFC 8259, 8.1); nlohmann would pass over it.
    if (text.substr(0, 3) != "\xEF\xBB\xBF")
        value = json::parse(
            text.begin(), text.end(),
            [&](int depth, json::parse_event_t event, json& parsed) { return seen(depth, event, parsed, keys); },
            false);
    else
        value = json(json::value_t::discarded);
    if (value.is_discarded()) fail(Kind::not_json, "");
    return value;
}

bool Reading::object(const json& value, const std::string& where, std::initializer_list<const char*> names,
                     bool tolerant) {
    if (!value.is_object()) fail(Kind::wrong_type, where);
    if (failed()) return false;
    for (const char* name : names)
        if (!value.contains(name)) fail(Kind::missing_key, where + "/" + name);
    if (!tolerant && value.size() > names.size()) fail(Kind::unknown_key, where);
    return !failed();
}

bool Reading::array(const json& value, const std::string& where, std::size_t most) {
    if (!value.is_array()) fail(Kind::wrong_type, where);
    if (value.size() > most) fail(Kind::wrong_value, where);
    return !failed();
}

bool Reading::boolean(const json& value, const std::string& where) {
    if (!value.is_boolean()) fail(Kind::wrong_type, where);
    return !failed() && value.get<bool>();
}

std::string Reading::text(const json& value, const std::string& where, std::size_t most) {
    if (!value.is_string()) fail(Kind::wrong_type, where);
    if (failed()) return {};
    const auto& text = value.get_ref<const std::string&>();
    const auto control = [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; };
    if (text.size() > most || std::any_of(text.begin(), text.end(), control)) fail(Kind::wrong_value, where);
    return text;
}

std::string Reading::id(const json& value, const std::string& where) {
    auto id = text(value, where, most_word);
    if (id.empty() || !all_of(id, id_letters)) fail(Kind::wrong_value, where);
    return id;
}

std::optional<Date> Reading::date(const json& value, const std::string& where) {
    if (value.is_null()) return std::nullopt;
    const auto date = date_from_iso(text(value, where, most_word));
    if (!date) fail(Kind::wrong_value, where);
    return date;
}

// --- declaration ----------------------------------------------------------------------------------------------------

json date_json(const std::optional<Date>& date) { return date ? json(date->iso()) : json(nullptr); }

json document_json(const TravelDocument& document) {
    return {{"birth_date", date_json(document.birth_date)},
            {"document_code", document.document_code},
            {"expiry_date", date_json(document.expiry_date)},
            {"given_names", document.given_names},
            {"issuer", document.issuer},
            {"nationality", document.nationality},
            {"number", document.number},
            {"optional", document.optional},
            {"sex", wire_name(document.sex)},
            {"surname", document.surname}};
}

TravelDocument read_document(Reading& reading, const json& value, const std::string& where) {
    TravelDocument document;
    if (!reading.object(value, where,
                        {"birth_date", "document_code", "expiry_date", "given_names", "issuer", "nationality", "number",
                         "optional", "sex", "surname"}))
        return document;
    const auto text = [&](const char* name, std::size_t most) {
        return reading.text(value[name], where + "/" + name, most);
    };
    document.document_code = text("document_code", most_word);
    document.issuer = text("issuer", most_word);
    document.number = text("number", most_word);
    document.nationality = text("nationality", most_word);
    document.birth_date = reading.date(value["birth_date"], where + "/birth_date");
    document.sex = reading.named<Sex>(value["sex"], where + "/sex");
    document.expiry_date = reading.date(value["expiry_date"], where + "/expiry_date");
    document.optional = text("optional", most_text);
    document.surname = text("surname", most_text);
    document.given_names = text("given_names", most_text);
    return document;
}

json person_json(const Person& person) {
    const auto& scan = person.scan;
    json failed = json::array();
    for (const auto digit : scan.failed_checks) failed.push_back(wire_name(digit));
    return {{"chip_verified", scan.chip_verified},
            {"document", document_json(scan.document)},
            {"failed_checks", std::move(failed)},
            {"format", scan.format ? json(wire_name(*scan.format)) : json(nullptr)},
            {"mrz", scan.mrz},
            {"source", wire_name(scan.source)}};
}

Person read_person(Reading& reading, const json& value, const std::string& where) {
    Person person;
    auto& scan = person.scan;
    if (!reading.object(value, where, {"chip_verified", "document", "failed_checks", "format", "mrz", "source"}))
        return person;
    scan.source = reading.named<ScanSource>(value["source"], where + "/source");
    if (!value["format"].is_null()) scan.format = reading.named<MrzFormat>(value["format"], where + "/format");
    if (reading.array(value["mrz"], where + "/mrz", 3))
        for (const auto& line : value["mrz"]) scan.mrz.push_back(reading.text(line, where + "/mrz", most_word));
    scan.document = read_document(reading, value["document"], where + "/document");
    if (reading.array(value["failed_checks"], where + "/failed_checks", most_failed))
        for (const auto& digit : value["failed_checks"])
            scan.failed_checks.push_back(reading.named<CheckDigit>(digit, where + "/failed_checks"));
    scan.chip_verified = reading.boolean(value["chip_verified"], where + "/chip_verified");
    return person;
}

Trip read_trip(Reading& reading, const json& value, const std::string& where) {
    Trip trip;
    if (!reading.object(value, where, {"date", "flight", "from", "seat"})) return trip;
    trip.flight = reading.text(value["flight"], where + "/flight", most_word);
    trip.date = reading.date(value["date"], where + "/date");
    if (trip.date && !trip.date->complete()) reading.fail(Kind::wrong_value, where + "/date");
    trip.seat = reading.text(value["seat"], where + "/seat", most_word);
    trip.from = reading.text(value["from"], where + "/from", most_word);
    return trip;
}

const Pack* find_pack(std::span<const Pack> packs, const PackAnswers& answered) {
    const auto found = std::find_if(packs.begin(), packs.end(), [&](const Pack& pack) {
        return pack.id == answered.pack && pack.version == answered.version && pack.sha256 == answered.sha256;
    });
    return found == packs.end() ? nullptr : &*found;
}

PackAnswers read_pack_answers(Reading& reading, const json& value, const std::string& where, const Language& language,
                              std::span<const Pack> packs) {
    PackAnswers answered;
    if (!reading.object(value, where, {"name", "response", "sha256", "version"})) return answered;
    answered.pack = reading.text(value["name"], where + "/name", most_text);
    answered.version = reading.text(value["version"], where + "/version", most_word);
    answered.sha256 = reading.text(value["sha256"], where + "/sha256", most_word);
    if (reading.failed()) return answered;
    const Pack* pack = find_pack(packs, answered);
    if (pack == nullptr) {
        reading.fail(Kind::unknown_pack, where);
        return answered;
    }
    const json& response = value["response"];
    const auto says = [&](const char* name, std::string_view word) {
        return response.is_object() && response.contains(name) && response[name] == word;
    };
    auto answers = read_response(*pack, text_of_json(response));
    if (answers && says("status", "completed") && says("language", language))
        answered.answers = std::move(*answers);
    else
        reading.fail(Kind::wrong_answers, where + "/response");
    return answered;
}

std::uint32_t read_revision(Reading& reading, const json& value) {
    if (!value.is_number_unsigned()) reading.fail(Kind::wrong_type, "/revision");
    const auto revision = value.is_number_unsigned() ? value.get<std::uint64_t>() : 0;
    if (revision == 0 || revision > std::numeric_limits<std::uint32_t>::max())
        reading.fail(Kind::wrong_value, "/revision");
    return static_cast<std::uint32_t>(revision);
}

/// What stands at the top, without people, trip and packs.
void read_head(Reading& reading, const json& value, Declaration& declaration) {
    if (value["wire"] != 1) reading.fail(Kind::wrong_value, "/wire");
    declaration.id = reading.text(value["id"], "/id", 32);
    if (declaration.id.size() != 32 || !all_of(declaration.id, hex_digits)) reading.fail(Kind::wrong_value, "/id");
    declaration.revision = read_revision(reading, value["revision"]);
    declaration.kiosk = reading.id(value["kiosk"], "/kiosk");
    declaration.language = reading.id(value["language"], "/language");
    const auto made = from_rfc3339(reading.text(value["made"], "/made", most_word));
    if (!made) reading.fail(Kind::wrong_value, "/made");
    declaration.made = made.value_or(WallTime{});
    if (reading.array(value["confirmed"], "/confirmed", most_confirmed))
        for (const auto& field : value["confirmed"])
            declaration.confirmed.emplace_back(name_of(reading.named<Field>(field, "/confirmed")));
}

// --- what the backend answers ---------------------------------------------------------------------------------------

Problem read_problem(Reading& reading, const json& value, const std::string& where) {
    Problem problem;
    if (!reading.object(value, where, {"code", "constraint", "pack", "path"})) return problem;
    problem.pack = reading.text(value["pack"], where + "/pack", most_text);
    problem.path = reading.text(value["path"], where + "/path", most_receipt);
    problem.code = reading.text(value["code"], where + "/code", most_text);
    problem.constraint = reading.text(value["constraint"], where + "/constraint", most_text);
    return problem;
}

Mismatch read_mismatch(Reading& reading, const json& value, const std::string& where) {
    Mismatch mismatch;
    if (!reading.object(value, where, {"declared", "field", "manifest"})) return mismatch;
    mismatch.field = reading.named<Field>(value["field"], where + "/field");
    mismatch.declared = reading.text(value["declared"], where + "/declared", most_text);
    mismatch.manifest = reading.text(value["manifest"], where + "/manifest", most_text);
    return mismatch;
}

Verdict read_verdict(Reading& reading, const json& value) {
    Verdict verdict;
    const std::string where = "/verdict";
    if (!reading.object(value, where, {"mismatches", "officer", "on_manifest", "problems", "red_channel"}, true))
        return verdict;
    if (reading.array(value["problems"], where + "/problems", most_problems))
        for (const auto& problem : value["problems"])
            verdict.problems.push_back(read_problem(reading, problem, where + "/problems"));
    if (reading.array(value["mismatches"], where + "/mismatches", most_problems))
        for (const auto& mismatch : value["mismatches"])
            verdict.mismatches.push_back(read_mismatch(reading, mismatch, where + "/mismatches"));
    verdict.officer = reading.boolean(value["officer"], where + "/officer");
    verdict.red_channel = reading.boolean(value["red_channel"], where + "/red_channel");
    verdict.on_manifest = reading.boolean(value["on_manifest"], where + "/on_manifest");
    return verdict;
}

/// "<id>.<revision>"
bool is_key(std::string_view key) {
    return key.size() > 33 && key.size() <= 43 && all_of(key.substr(0, 32), hex_digits) && key[32] == '.' &&
           key[33] != '0' && all_of(key.substr(33), decimal_digits);
}

}  // namespace

Result<std::string, WireFault> write_declaration(const Declaration& declaration, std::span<const Pack> packs) {
    json people = json::array(), answered = json::array();
    for (const auto& person : declaration.people) people.push_back(person_json(person));
    for (const auto& answers : declaration.packs) {
        const Pack* pack = find_pack(packs, answers);
        if (pack == nullptr) return Failure{WireFault{Kind::unknown_pack, "/packs"}};
        answered.push_back(
            {{"name", answers.pack},
             {"response", json::parse(write_response(*pack, answers.answers, declaration.language), nullptr, false)},
             {"sha256", answers.sha256},
             {"version", answers.version}});
    }
    const auto& trip = declaration.trip;
    auto text = text_of_json(
        {{"confirmed", declaration.confirmed},
         {"id", declaration.id},
         {"kiosk", declaration.kiosk},
         {"language", declaration.language},
         {"made", to_rfc3339(declaration.made)},
         {"packs", std::move(answered)},
         {"people", std::move(people)},
         {"revision", declaration.revision},
         {"trip", {{"date", date_json(trip.date)}, {"flight", trip.flight}, {"from", trip.from}, {"seat", trip.seat}}},
         {"wire", 1}});
    if (text.size() > most_wire_bytes) return Failure{WireFault{Kind::too_large, ""}};
    return text;
}

Result<Declaration, WireFault> read_declaration(std::string_view text, std::span<const Pack> packs) {
    Reading reading;
    Declaration declaration;
    const json value = reading.parse(text);
    if (reading.object(
            value, "",
            {"confirmed", "id", "kiosk", "language", "made", "packs", "people", "revision", "trip", "wire"})) {
        read_head(reading, value, declaration);
        declaration.trip = read_trip(reading, value["trip"], "/trip");
        if (reading.array(value["people"], "/people", most_people))
            for (const auto& person : value["people"])
                declaration.people.push_back(read_person(reading, person, "/people"));
        if (declaration.people.empty()) reading.fail(Kind::wrong_value, "/people");
        if (reading.array(value["packs"], "/packs", most_packs))
            for (const auto& answers : value["packs"])
                declaration.packs.push_back(read_pack_answers(reading, answers, "/packs", declaration.language, packs));
    }
    if (reading.failed()) return Failure{reading.fault()};
    return declaration;
}

std::string write_accepted(const Accepted& accepted) {
    json problems = json::array(), mismatches = json::array();
    for (const auto& problem : accepted.verdict.problems)
        problems.push_back({{"code", problem.code},
                            {"constraint", problem.constraint},
                            {"pack", problem.pack},
                            {"path", problem.path}});
    for (const auto& mismatch : accepted.verdict.mismatches)
        mismatches.push_back(
            {{"declared", mismatch.declared}, {"field", name_of(mismatch.field)}, {"manifest", mismatch.manifest}});
    return text_of_json({{"key", accepted.key},
                         {"receipt", accepted.receipt},
                         {"verdict",
                          {{"mismatches", std::move(mismatches)},
                           {"officer", accepted.verdict.officer},
                           {"on_manifest", accepted.verdict.on_manifest},
                           {"problems", std::move(problems)},
                           {"red_channel", accepted.verdict.red_channel}}}});
}

Result<Accepted, WireFault> read_accepted(std::string_view text) {
    Reading reading;
    Accepted accepted;
    const json value = reading.parse(text);
    if (reading.object(value, "", {"key", "receipt", "verdict"}, true)) {
        accepted.key = reading.text(value["key"], "/key", most_word);
        if (!is_key(accepted.key)) reading.fail(Kind::wrong_value, "/key");
        accepted.receipt = reading.text(value["receipt"], "/receipt", most_receipt);
        accepted.verdict = read_verdict(reading, value["verdict"]);
    }
    if (reading.failed()) return Failure{reading.fault()};
    return accepted;
}

}  // namespace landfall
