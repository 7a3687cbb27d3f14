// Documents written as an issuer prints them.

#include <algorithm>

#include "kiosk/document/check_digit.h"
#include "kiosk/document/mrz.h"
#include "kiosk/document/mrz_layout.h"
#include "kiosk/document/transliteration.h"

namespace landfall {
namespace {

using Written = Result<Done>;

std::string with_fillers(std::string text) {
    std::replace(text.begin(), text.end(), ' ', '<');
    return text;
}

Written write(MrzLines& lines, const MrzColumn& column, const std::string& text, const char* what) {
    if (text.size() > column.size) return Failure{std::string(what) + " is longer than its field"};
    if (!std::all_of(text.begin(), text.end(), is_mrz_character))
        return Failure{std::string(what) + " has characters that can't be printed"};
    lines.at(column.line).replace(column.first, text.size(), text);
    return Done{};
}

void write_digit(MrzLines& lines, const std::string& covered, const MrzColumn& digit) {
    if (digit.exists()) lines.at(digit.line).at(digit.first) = check_digit(covered).value();
}

void write_digit(MrzLines& lines, const MrzColumn& field, const MrzColumn& digit) {
    write_digit(lines, std::string(read_column(lines, field)), digit);
}

std::string two_digits(int number) {
    return number == 0 ? "<<" : std::string{char('0' + number / 10 % 10), char('0' + number % 10)};
}

std::string printed(const std::optional<Date>& date) {
    if (!date) return "<<<<<<";
    const int year = date->year % 100;
    return std::string{char('0' + year / 10), char('0' + year % 10)} + two_digits(date->month) + two_digits(date->day);
}

// Cuts so that a letter stands last, which tells that something was cut off (Doc 9303-4, 4.2.3): where a gap would, the
// part before it gives up a letter, or itself when it has no other.
std::string cut(std::string text, std::size_t width) {
    while (text.size() > width && text[width - 1] == '<') {
        const auto letter = text.find_last_not_of('<', width - 1);
        const bool alone = letter == 0 || text[letter - 1] == '<';
        text.erase(letter, alone ? 2 : 1);
    }
    if (text.size() > width) text.resize(width);
    return text;
}

std::string names_field(const TravelDocument& document, std::size_t width) {
    auto surname = with_fillers(mrz_name(document.surname));
    const auto given = with_fillers(mrz_name(document.given_names));
    if (given.empty()) return cut(std::move(surname), width);
    surname = cut(std::move(surname), width - 3);  // always room for << and the first letter of the given names
    return cut(surname + "<<" + given, width);
}

Written write_names(MrzLines& lines, const MrzLayout& layout, const TravelDocument& document) {
    if (!layout.given_names.exists())
        return write(lines, layout.surname, names_field(document, layout.surname.size), "name");
    auto surname = cut(with_fillers(mrz_name(document.surname)), layout.surname.size);
    if (auto done = write(lines, layout.surname, surname, "surname"); !done) return done;
    std::string given;
    for (const char letter : mrz_name(document.given_names)) given += letter == ' ' ? "<<" : std::string(1, letter);
    return write(lines, layout.given_names, cut(std::move(given), layout.given_names.size), "given names");
}

// The number, its digit, and what of it goes on in the optional data.
Written write_number(MrzLines& lines, const MrzLayout& layout, const std::string& number, std::string& continuation) {
    if (number.size() <= layout.number.size || !layout.long_numbers) {
        if (auto done = write(lines, layout.number, number, "number"); !done) return done;
        write_digit(lines, layout.number, layout.number_digit);
        return Done{};
    }
    const auto digit = check_digit(number);
    if (!digit || number.find('<') != std::string::npos)
        return Failure{std::string("number has characters that can't be printed")};
    continuation = number.substr(layout.number.size) + *digit + "<";
    return write(lines, layout.number, number.substr(0, layout.number.size), "number");
}

Written write_optional(MrzLines& lines, const MrzLayout& layout, const std::string& optional,
                       const std::string& continuation) {
    const auto parting = layout.second_optional.exists() ? optional.find(' ') : std::string::npos;
    const auto first = continuation + with_fillers(optional.substr(0, parting));
    if (auto done = write(lines, layout.optional, first, "optional"); !done) return done;
    if (parting == std::string::npos) return Done{};
    return write(lines, layout.second_optional, with_fillers(optional.substr(parting + 1)), "optional");
}

Written write_dates(MrzLines& lines, const MrzLayout& layout, const TravelDocument& document) {
    if (auto done = write(lines, layout.birth_date, printed(document.birth_date), "birth date"); !done) return done;
    write_digit(lines, layout.birth_date, layout.birth_date_digit);
    if (!layout.expiry_date.exists()) return Done{};
    if (auto done = write(lines, layout.expiry_date, printed(document.expiry_date), "expiry date"); !done) return done;
    write_digit(lines, layout.expiry_date, layout.expiry_date_digit);
    return Done{};
}

Written write_codes(MrzLines& lines, const MrzLayout& layout, const TravelDocument& document) {
    if (document.document_code.empty()) return Failure{std::string("document code is missing")};
    if (auto done = write(lines, document_code_column, document.document_code, "document code"); !done) return done;
    if (auto done = write(lines, issuer_column, document.issuer, "issuer"); !done) return done;
    if (!layout.nationality.exists()) return Done{};
    return write(lines, layout.nationality, document.nationality, "nationality");
}

Written write_all(MrzLines& lines, const MrzLayout& layout, const TravelDocument& document) {
    std::string continuation;
    if (auto done = write_codes(lines, layout, document); !done) return done;
    if (auto done = write_number(lines, layout, document.number, continuation); !done) return done;
    if (auto done = write_optional(lines, layout, document.optional, continuation); !done) return done;
    if (auto done = write_dates(lines, layout, document); !done) return done;
    if (auto done = write_names(lines, layout, document); !done) return done;
    lines.at(layout.sex.line).at(layout.sex.first) = letter_of(document.sex).front();
    if (layout.optional_digit.exists()) write_digit(lines, layout.optional, layout.optional_digit);
    write_digit(lines, composite_of(lines, layout), layout.composite_digit);
    return Done{};
}

}  // namespace

Result<std::vector<std::string>> format_mrz(const TravelDocument& document, MrzFormat format) {
    const auto& layout = layout_of(format);
    MrzLines lines(layout.shape.lines, std::string(layout.shape.width, '<'));
    const auto done = write_all(lines, layout, document);
    if (!done) return Failure{done.error()};
    return lines;
}

}  // namespace landfall
