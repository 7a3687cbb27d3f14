// `landfall pack check | answer | logic | build`: question packs, answers to them, and their rules.

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "kiosk/base/file.h"
#include "kiosk/declaration/judge.h"
#include "kiosk/declaration/logic.h"
#include "kiosk/declaration/pack.h"
#include "kiosk/declaration/source.h"
#include "kiosk/tools/command.h"

namespace landfall::tools {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_bytes = (4u << 20) + 1;  // one more than packs may have, so that they say so themselves

constexpr auto check_help =
    "usage: landfall pack check FILE...\n\n"
    "Reads each file as a question pack (a FHIR R4 Questionnaire within Landfall's profile) and prints one JSON\n"
    "object a file: file, valid, problems [{item, code, message}], id, version, languages, items (their number),\n"
    "sha256.\n\n"
    "exit status: 0 every pack can be used, 1 one can't, 2 used wrongly\n";
constexpr auto answer_help =
    "usage: landfall pack answer QUESTIONNAIRE RESPONSE\n\n"
    "Judges a FHIR R4 QuestionnaireResponse against its Questionnaire and prints one JSON object:\n"
    "  valid        false when an issue was found\n"
    "  issues       [{path, code, message}]; code is a FHIR IssueType\n"
    "  unsupported  what of the questionnaire could not be judged, as \"linkId: element\"; valid then covers the "
    "rest\n\n"
    "exit status: 0 valid and judged in full, 1 not, 2 used wrongly\n";
constexpr auto logic_help =
    "usage: landfall pack logic < CASES\n\n"
    "Evaluates JSONLogic: each line of standard input is {\"rule\": ..., \"data\": ...}; each line of output is\n"
    "{\"result\": ...} or {\"error\": \"...\"}. Empty lines are passed over.\n\n"
    "exit status: 0 every line has a result, 1 one has an error, 2 used wrongly\n";
constexpr auto build_help =
    "usage: landfall pack build SOURCE_DIR FILE\n\n"
    "Makes the file that is shipped out of questionnaire.json, rates.json and <language>.po in SOURCE_DIR, and prints\n"
    "one JSON object like `landfall pack check`. A translation that is missing, fuzzy, unused or outdated is a "
    "problem;\n"
    "FILE is then left as it was.\n\n"
    "exit status: 0 written, 1 not, 2 used wrongly\n";

/// Whatever bytes a file held, the answer is UTF-8.
void print(const Json& answer) { std::cout << answer.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n"; }

Exit misused(const char* help) {
    std::cerr << help;
    return Exit::usage;
}

std::size_t count(const std::vector<Item>& items) {
    std::size_t all = items.size();
    for (const auto& item : items) all += count(item.items);
    return all;
}

/// Prints what a pack is, or why it is none.
Exit describe(const std::string& file, const Result<Pack, std::vector<PackProblem>>& pack) {
    Json answer = {{"file", file}, {"valid", bool(pack)}, {"problems", Json::array()}};
    if (!pack) {
        for (const auto& problem : pack.error())
            answer["problems"].push_back(
                {{"item", problem.item}, {"code", problem.code}, {"message", problem.message}});
    } else {
        answer["id"] = pack->id;
        answer["version"] = pack->version;
        answer["languages"] = pack->languages;
        answer["items"] = count(pack->items);
        answer["sha256"] = pack->sha256;
    }
    print(answer);
    return pack ? Exit::right : Exit::wrong;
}

using PackResult = Result<Pack, std::vector<PackProblem>>;

PackResult unreadable(std::string why) {
    return Failure{std::vector<PackProblem>{{"", "not-readable", std::move(why)}}};
}

Exit run_check(Arguments files) {
    if (files.empty()) return misused(check_help);
    Exit exit = Exit::right;
    for (const auto& file : files) {
        const auto text = read_file(file, most_bytes);
        if (describe(file, text ? read_pack(*text) : unreadable(text.error())) != Exit::right) exit = Exit::wrong;
    }
    return exit;
}

Exit run_answer(Arguments arguments) {
    if (arguments.size() != 2) return misused(answer_help);
    const auto questionnaire = read_file(arguments[0], most_bytes);
    const auto response = read_file(arguments[1], most_bytes);
    Json answer = {{"valid", false}, {"issues", Json::array()}, {"unsupported", Json::array()}};
    const auto issue = [&](const std::string& path, const std::string& code, const std::string& message) {
        answer["issues"].push_back({{"path", path}, {"code", code}, {"message", message}});
    };
    if (!questionnaire || !response) {
        issue("", "not-found", (questionnaire ? response : questionnaire).error());
        print(answer);
        return Exit::wrong;
    }
    const auto judgement = judge_response(*questionnaire, *response);
    if (!judgement) {
        issue("", "invalid", judgement.error());
        print(answer);
        return Exit::wrong;
    }
    answer["valid"] = judgement->valid();
    for (const auto& each : judgement->issues) issue(each.path, each.code, each.message);
    answer["unsupported"] = judgement->unsupported;
    print(answer);
    return judgement->valid() && judgement->unsupported.empty() ? Exit::right : Exit::wrong;
}

Exit run_logic(Arguments arguments) {
    if (!arguments.empty()) return misused(logic_help);
    Exit exit = Exit::right;
    for (std::string line; std::getline(std::cin, line);) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const auto result = evaluate_case(line);
        if (result) {
            std::cout << "{\"result\":" << *result << "}\n";
        } else {
            print({{"error", result.error()}});
            exit = Exit::wrong;
        }
        std::cout.flush();
    }
    return exit;
}

/// Errors: a sentence that names the file.
Result<PackSource> read_source(const std::filesystem::path& folder) {
    PackSource source;
    auto questionnaire = read_file(folder / "questionnaire.json");
    if (!questionnaire) return Failure{questionnaire.error()};
    source.questionnaire = *std::move(questionnaire);
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const auto& path = entry->path();
        const bool rates = path.filename() == "rates.json";
        if (!rates && path.extension() != ".po") continue;
        auto text = read_file(path);
        if (!text) return Failure{text.error()};
        (rates ? source.rates : source.translations[path.stem().string()]) = *std::move(text);
    }
    if (error) return Failure{folder.string() + ": " + error.message()};
    return source;
}

Exit run_build(Arguments arguments) {
    if (arguments.size() != 2) return misused(build_help);
    const auto& file = arguments[1];
    const auto source = read_source(arguments[0]);
    if (!source) return describe(file, unreadable(source.error()));
    const auto built = build_pack(*source);
    if (!built) return describe(file, PackResult(Failure{built.error()}));
    if (const auto written = write_file(file, *built, 0644); !written)
        return describe(file, unreadable(written.error()));
    return describe(file, read_pack(*built));
}

}  // namespace

const Command pack_check_command{"pack check", "say whether question packs can be used", check_help, run_check};
const Command pack_answer_command{"pack answer", "judge answers to a questionnaire", answer_help, run_answer};
const Command pack_logic_command{"pack logic", "evaluate JSONLogic rules", logic_help, run_logic};
const Command pack_build_command{"pack build", "make the pack that is shipped", build_help, run_build};

}  // namespace landfall::tools
