#include "kiosk/session/typing.h"

#include <algorithm>
#include <array>

#include "kiosk/document/check_digit.h"
#include "kiosk/document/issuer.h"
#include "kiosk/document/typed_document.h"
#include "kiosk/session/answering.h"

namespace landfall {
namespace {

constexpr std::array order{TypedField::number,  TypedField::issuer,      TypedField::nationality,
                           TypedField::surname, TypedField::given_names, TypedField::birth_date,
                           TypedField::sex,     TypedField::expiry_date};

constexpr std::size_t number_and_digit = 10;  ///< Doc 9303-4, 4.2.2.2: positions 1 to 10 of the lower line
constexpr std::size_t longest_name = 39;      ///< Doc 9303-4, 4.2.2.2
constexpr std::size_t digits_of_a_date = 8;
constexpr int years_an_expired_document_is_shown = 50;

std::string without_fillers(std::string_view text) {
    std::string kept(text);
    std::erase(kept, '<');
    return kept;
}

std::size_t most_of(TypedField field) {
    switch (kind_of(field)) {
        case EntryKind::machine_text:
            return number_and_digit;
        case EntryKind::name:
            return longest_name;
        case EntryKind::date:
            return digits_of_a_date;
        case EntryKind::country:
            return longest_name;  // letters that narrow the list
        case EntryKind::sex:
            return 1;
    }
    return 0;
}

std::optional<EntryProblem> problem_with_number(std::string_view text) {
    if (text.size() != number_and_digit) return EntryProblem::check_digit;
    if (without_fillers(text.substr(0, number_and_digit - 1)).empty()) return EntryProblem::empty;
    if (!check_digit_agrees(text.substr(0, number_and_digit - 1), text.back())) return EntryProblem::check_digit;
    return std::nullopt;
}

std::optional<EntryProblem> problem_with_date(TypedField field, std::string_view text, const Date& today) {
    const auto date = date_from_digits(text);
    if (!date) return EntryProblem::no_such_day;
    if (field == TypedField::birth_date && *date > today) return EntryProblem::in_the_future;
    if (field == TypedField::expiry_date && date->year + years_an_expired_document_is_shown < today.year)
        return EntryProblem::expired_long_ago;
    return std::nullopt;
}

bool is_digit(char one) { return one >= '0' && one <= '9'; }
bool is_letter(char one) { return one >= 'A' && one <= 'Z'; }

Sex sex_of(std::string_view letter) {
    if (letter == "F") return Sex::female;
    if (letter == "M") return Sex::male;
    return letter == "X" ? Sex::other : Sex::unspecified;
}

}  // namespace

std::optional<TypedField> field_after(TypedField field) {
    const auto here = std::find(order.begin(), order.end(), field);
    return here == order.end() || here + 1 == order.end() ? std::nullopt : std::optional(*(here + 1));
}

std::optional<TypedField> field_before(TypedField field) {
    const auto here = std::find(order.begin(), order.end(), field);
    return here == order.begin() || here == order.end() ? std::nullopt : std::optional(*(here - 1));
}

EntryKind kind_of(TypedField field) {
    switch (field) {
        case TypedField::number:
            return EntryKind::machine_text;
        case TypedField::issuer:
        case TypedField::nationality:
            return EntryKind::country;
        case TypedField::surname:
        case TypedField::given_names:
            return EntryKind::name;
        case TypedField::birth_date:
        case TypedField::expiry_date:
            return EntryKind::date;
        case TypedField::sex:
            return EntryKind::sex;
    }
    return EntryKind::name;
}

std::string typed_further(TypedField field, std::string text, std::string_view letter) {
    return text.size() + letter.size() <= most_of(field) ? text.append(letter) : text;
}

std::optional<EntryProblem> problem_with(TypedField field, std::string_view text, const Date& today) {
    // Who has one name only has it as surname (Doc 9303-3, 4.6).
    if (text.empty()) return field == TypedField::given_names ? std::nullopt : std::optional(EntryProblem::empty);
    switch (kind_of(field)) {
        case EntryKind::machine_text:
            return problem_with_number(text);
        case EntryKind::date:
            return problem_with_date(field, text, today);
        case EntryKind::name:
        case EntryKind::country:
        case EntryKind::sex:
            return std::nullopt;
    }
    return std::nullopt;
}

DocumentScan typed_scan(const std::map<TypedField, std::string>& entered, const Date& today) {
    const auto entry = [&](TypedField field) {
        const auto found = entered.find(field);
        return found == entered.end() ? std::string() : found->second;
    };
    TypedDocument typed;
    auto& document = typed.document;
    const auto number = entry(TypedField::number);
    document.document_code = "P";
    document.number = without_fillers(std::string_view(number).substr(0, number_and_digit - 1));
    if (number.size() == number_and_digit) typed.number_digit = number.back();
    document.issuer = entry(TypedField::issuer);
    document.nationality = entry(TypedField::nationality);
    document.surname = entry(TypedField::surname);
    document.given_names = entry(TypedField::given_names);
    document.birth_date = date_from_digits(entry(TypedField::birth_date));
    document.sex = sex_of(entry(TypedField::sex));
    document.expiry_date = date_from_digits(entry(TypedField::expiry_date));
    return check_typed(typed, today).scan;
}

std::map<TypedField, std::string> entries_of(const DocumentScan& scan) {
    const auto& document = scan.document;
    auto number = document.number;
    number.resize(number_and_digit - 1, '<');
    if (const auto digit = check_digit(number)) number += *digit;
    const auto digits = [](const std::optional<Date>& date) {
        return date && date->complete() ? digits_of(*date) : std::string();
    };
    return {{TypedField::number, std::move(number)},
            {TypedField::issuer, document.issuer},
            {TypedField::nationality, document.nationality},
            {TypedField::surname, document.surname},
            {TypedField::given_names, document.given_names},
            {TypedField::birth_date, digits(document.birth_date)},
            {TypedField::sex, std::string(letter_of(document.sex))},
            {TypedField::expiry_date, digits(document.expiry_date)}};
}

bool is_flight(std::string_view text) {
    if (text.size() < 3 || !(is_letter(text[0]) || is_letter(text[1]))) return false;
    auto number = text.substr(2);
    if (is_letter(number.back())) number.remove_suffix(1);
    return !number.empty() && number.size() <= 4 && std::all_of(number.begin(), number.end(), is_digit);
}

bool is_seat(std::string_view text) {
    if (text.size() < 2 || text.back() < 'A' || text.back() > 'L') return false;
    text.remove_suffix(1);
    return text.size() <= 3 && std::all_of(text.begin(), text.end(), is_digit);
}

std::size_t letters_of(std::string_view text) {
    return std::size_t(std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

void erase_letter(std::string& text) {
    while (!text.empty() && (text.back() & 0xC0) == 0x80) text.pop_back();
    if (!text.empty()) text.pop_back();
}

}  // namespace landfall
