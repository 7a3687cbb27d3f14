// `landfall mrz`: machine-readable zones on standard input, one a line; a JSON object each on standard output.

#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "kiosk/base/clock.h"
#include "kiosk/document/mrz.h"
#include "kiosk/tools/command.h"

namespace landfall::tools {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto help_text =
    "usage: landfall mrz [--today DATE] < DOCUMENTS\n\n"
    "Reads machine-readable zones, one document a line, its lines joined by |, and prints one JSON object for each:\n"
    "  valid          the format is known, every check digit agrees and every date exists\n"
    "  failed_checks  out of number, birth_date, expiry_date, optional, composite\n"
    "  format         TD1, TD2, TD3, MRVA, MRVB, FRID (French identity card), or null\n"
    "  document       document_code, issuer, number, nationality, birth_date, sex, expiry_date, optional, surname,\n"
    "                 given_names; a date that is not wholly known is empty\n\n"
    "  --today DATE   the day that decides the century of two-digit years, as 2026-11-21; default: today, UTC\n\n"
    "exit status: 0 all documents are valid, 1 not all, 2 used wrongly\n";

const char* name_of(MrzFormat format) {
    switch (format) {
        case MrzFormat::td1:
            return "TD1";
        case MrzFormat::td2:
            return "TD2";
        case MrzFormat::td3:
            return "TD3";
        case MrzFormat::mrva:
            return "MRVA";
        case MrzFormat::mrvb:
            return "MRVB";
        case MrzFormat::frid:
            return "FRID";
    }
    std::abort();
}

const char* name_of(CheckDigit digit) {
    switch (digit) {
        case CheckDigit::number:
            return "number";
        case CheckDigit::birth_date:
            return "birth_date";
        case CheckDigit::expiry_date:
            return "expiry_date";
        case CheckDigit::optional:
            return "optional";
        case CheckDigit::composite:
            return "composite";
    }
    std::abort();
}

std::string text_of(const std::optional<Date>& date) { return date && date->complete() ? date->iso() : ""; }

Json json_of(const TravelDocument& document) {
    return {{"document_code", document.document_code},
            {"issuer", document.issuer},
            {"number", document.number},
            {"nationality", document.nationality},
            {"birth_date", text_of(document.birth_date)},
            {"sex", letter_of(document.sex)},
            {"expiry_date", text_of(document.expiry_date)},
            {"optional", document.optional},
            {"surname", document.surname},
            {"given_names", document.given_names}};
}

Json json_of(const Result<DocumentScan, MrzFault>& result) {
    Json failed = Json::array();
    if (!result)
        return {
            {"valid", false}, {"failed_checks", failed}, {"format", nullptr}, {"document", json_of(TravelDocument{})}};
    for (const auto digit : result->failed_checks) failed.push_back(name_of(digit));
    return {{"valid", is_sound(*result)},
            {"failed_checks", failed},
            {"format", name_of(*result->format)},
            {"document", json_of(result->document)}};
}

Exit read_documents(const Date& today) {
    auto exit = Exit::right;
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto result = parse_mrz(line, today);
        if (!result || !is_sound(*result)) exit = Exit::wrong;
        std::cout << json_of(result).dump() << '\n';
    }
    std::cout.flush();
    return exit;
}

Exit run(Arguments arguments) {
    auto today = date_of(SystemClock().wall());
    if (!arguments.empty()) {
        const auto asked =
            arguments.size() == 2 && arguments[0] == "--today" ? date_from_iso(arguments[1]) : std::nullopt;
        if (!asked || !asked->complete()) {
            std::cerr << help_text;
            return Exit::usage;
        }
        today = *asked;
    }
    return read_documents(today);
}

}  // namespace

const Command mrz_command{"mrz", "check machine-readable zones of travel documents", help_text, run};

}  // namespace landfall::tools
