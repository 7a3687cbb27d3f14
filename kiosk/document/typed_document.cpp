#include "kiosk/document/typed_document.h"

#include <algorithm>

#include "kiosk/document/check_digit.h"
#include "kiosk/document/issuer.h"
#include "kiosk/document/transliteration.h"

namespace landfall {
namespace {

constexpr std::size_t number_field = 9;
constexpr std::size_t longest_number = number_field + 13;
constexpr int oldest_age = 130;

// Capital letters, without blanks, hyphens and fillers that people copy along.
std::string tidied(const std::string& code) {
    std::string tidy;
    for (const char character : code) {
        if (std::string_view(" \t-./<").find(character) != std::string_view::npos) continue;
        tidy += character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
    }
    return tidy;
}

TravelDocument tidied(const TravelDocument& typed) {
    auto document = typed;
    document.document_code = tidied(typed.document_code);
    document.issuer = tidied(typed.issuer);
    document.nationality = tidied(typed.nationality);
    document.number = tidied(typed.number);
    document.surname = mrz_name(typed.surname);
    document.given_names = mrz_name(typed.given_names);
    return document;
}

void check_number(const TravelDocument& document, std::vector<TypedProblem>& problems) {
    const auto& number = document.number;
    if (number.empty()) problems.push_back(TypedProblem::number_missing);
    if (number.size() > longest_number) problems.push_back(TypedProblem::number_length);
    if (!std::all_of(number.begin(), number.end(), is_mrz_character))
        problems.push_back(TypedProblem::number_characters);
}

void check_dates(const TravelDocument& document, const Date& today, std::vector<TypedProblem>& problems) {
    if (const auto& birth = document.birth_date; !birth)
        problems.push_back(TypedProblem::birth_date_missing);
    else if (*birth > today)
        problems.push_back(TypedProblem::birth_date_in_future);
    else if (today.year - birth->year > oldest_age)
        problems.push_back(TypedProblem::birth_date_too_old);
    if (const auto& expiry = document.expiry_date; !expiry)
        problems.push_back(TypedProblem::expiry_date_missing);
    else if (expiry->complete() && *expiry < today)
        problems.push_back(TypedProblem::expired);
}

void check_digits(const TypedDocument& typed, DocumentScan& scan) {
    const auto compare = [&](std::optional<char> seen, std::optional<char> expected, CheckDigit which) {
        if (seen && seen != expected) scan.failed_checks.push_back(which);
    };
    const auto digit_of = [](const std::optional<Date>& date) {
        return date ? expected_date_digit(*date) : check_digit("<<<<<<");
    };
    compare(typed.number_digit, expected_number_digit(scan.document.number), CheckDigit::number);
    compare(typed.birth_date_digit, digit_of(scan.document.birth_date), CheckDigit::birth_date);
    compare(typed.expiry_date_digit, digit_of(scan.document.expiry_date), CheckDigit::expiry_date);
}

std::string two_digits(int number) {
    return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

}  // namespace

// Fillers count as 0, so padding a number on its right changes nothing.
std::optional<char> expected_number_digit(const std::string& number) { return check_digit(tidied(number)); }

std::optional<char> expected_date_digit(const Date& date) {
    if (date.year < 0 || date.month < 0 || date.day < 0) return std::nullopt;
    const auto part = [](int number) { return number == 0 ? std::string("<<") : two_digits(number); };
    return check_digit(two_digits(date.year % 100) + part(date.month) + part(date.day));
}

TypedCheck check_typed(const TypedDocument& typed, const Date& today) {
    TypedCheck check;
    check.scan.source = ScanSource::typed;
    check.scan.document = tidied(typed.document);
    const auto& document = check.scan.document;
    check_number(document, check.problems);
    if (document.surname.empty() && document.given_names.empty()) check.problems.push_back(TypedProblem::name_missing);
    if (!is_known_issuer(document.nationality)) check.problems.push_back(TypedProblem::nationality_unknown);
    if (!document.issuer.empty() && !is_known_issuer(document.issuer))
        check.problems.push_back(TypedProblem::issuer_unknown);
    check_dates(document, today, check.problems);
    check_digits(typed, check.scan);
    return check;
}

}  // namespace landfall
