#include "kiosk/document/mrz.h"

#include <algorithm>

#include "kiosk/document/check_digit.h"
#include "kiosk/document/mrz_layout.h"

namespace landfall {
namespace {

constexpr char filler = '<';
constexpr std::size_t longest_text = 1024;  // a zone has at most 90 characters; the rest is room for blanks

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

MrzLines split_at_separators(std::string_view text) {
    MrzLines lines;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("|\r\n"), text.size());
        if (const auto line = trimmed(text.substr(0, end)); !line.empty()) lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

// 72, 88 and 90 characters are each one shape alone.
MrzLines split_joined(MrzLines lines) {
    if (lines.size() != 1) return lines;
    const auto joined = std::move(lines.front());
    switch (joined.size()) {
        case 72:
            return {joined.substr(0, 36), joined.substr(36)};
        case 88:
            return {joined.substr(0, 44), joined.substr(44)};
        case 90:
            return {joined.substr(0, 30), joined.substr(30, 30), joined.substr(60)};
        default:
            return {joined};
    }
}

bool has_shape(const MrzLines& lines, MrzShape shape) {
    return lines.size() == shape.lines &&
           std::all_of(lines.begin(), lines.end(), [&](const auto& line) { return line.size() == shape.width; });
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

std::string without_fillers(std::string_view field) {
    std::string text(field);
    std::erase(text, filler);
    return text;
}

// Words between fillers, one blank between them.
std::string words_of(std::string_view field) {
    std::string words;
    for (std::size_t position = 0; position < field.size(); ++position) {
        if (field[position] == filler) continue;
        if (position > 0 && field[position - 1] == filler && !words.empty()) words += ' ';
        words += field[position];
    }
    return words;
}

bool agrees(const MrzLines& lines, const MrzColumn& field, const MrzColumn& digit) {
    return check_digit_agrees(read_column(lines, field), read_column(lines, digit).front());
}

bool composite_agrees(const MrzLines& lines, const MrzLayout& layout) {
    return check_digit(composite_of(lines, layout)) == read_column(lines, layout.composite_digit).front();
}

struct Number {
    std::string text;
    bool agrees = false;
    std::size_t taken = 0;  // characters of the optional data that belong to the number
};

// Doc 9303-5, 4.2.2.1 j: a filler in place of the digit says that the number goes on in the optional data, ends with
// its digit there, and is closed by a filler.
Number number_of(const MrzLines& lines, const MrzLayout& layout) {
    const auto field = read_column(lines, layout.number);
    const char digit = read_column(lines, layout.number_digit).front();
    Number number{without_fillers(field), check_digit_agrees(field, digit), 0};
    if (!layout.long_numbers || digit != filler || field.find(filler) != std::string_view::npos) return number;
    const auto optional = read_column(lines, layout.optional);
    const auto rest = optional.substr(0, optional.find(filler));
    if (rest.size() < 2) return number;
    const auto whole = std::string(field).append(rest.substr(0, rest.size() - 1));
    return {whole, check_digit_agrees(whole, rest.back()), rest.size()};
}

std::string optional_of(const MrzLines& lines, const MrzLayout& layout, std::size_t taken) {
    auto text = words_of(read_column(lines, layout.optional).substr(taken));
    const auto second = words_of(read_column(lines, layout.second_optional));
    if (!text.empty() && !second.empty()) text += ' ';
    return text + second;
}

// Doc 9303-3, 4.8: YYMMDD, unknown parts as fillers.
struct PrintedDate {
    int year = 0;
    int month = 0;  // 0: unknown
    int day = 0;
};
enum class DateKind { known, unknown, impossible };

std::optional<int> two_digits(std::string_view text) {
    if (text == "<<") return 0;
    if (!is_digit(text[0]) || !is_digit(text[1]) || text == "00") return std::nullopt;
    return (text[0] - '0') * 10 + (text[1] - '0');
}

DateKind read_date(std::string_view field, PrintedDate& date) {
    const auto month = two_digits(field.substr(2, 2));
    const auto day = two_digits(field.substr(4, 2));
    if (!month || !day) return DateKind::impossible;
    if (field.substr(0, 2) == "<<") return DateKind::unknown;
    if (!is_digit(field[0]) || !is_digit(field[1])) return DateKind::impossible;
    date = {(field[0] - '0') * 10 + (field[1] - '0'), *month, *month == 0 ? 0 : *day};
    return DateKind::known;
}

Date birth_date_from(const PrintedDate& printed, const Date& today) {
    Date date{today.year - today.year % 100 + printed.year, printed.month, printed.day};
    if (date > today) date.year -= 100;
    return date;
}

Date expiry_date_from(const PrintedDate& printed, const Date& today) {
    const int earliest = today.year - 50;
    const int ahead = ((printed.year - earliest) % 100 + 100) % 100;
    return {earliest + ahead, printed.month, printed.day};
}

std::optional<Date> date_in(const MrzLines& lines, const MrzColumn& column, const Date& today,
                            Date (*in_century)(const PrintedDate&, const Date&), bool& exists) {
    if (!column.exists()) return std::nullopt;
    PrintedDate printed;
    const auto kind = read_date(read_column(lines, column), printed);
    if (kind == DateKind::unknown) return std::nullopt;
    if (kind == DateKind::known)
        if (const auto date = date_from_iso(in_century(printed, today).iso())) return date;
    exists = false;
    return std::nullopt;
}

Sex sex_of(char letter) {
    switch (letter) {
        case 'F':
            return Sex::female;
        case 'M':
            return Sex::male;
        case 'X':
            return Sex::other;
        default:
            return Sex::unspecified;
    }
}

void read_names(const MrzLines& lines, const MrzLayout& layout, TravelDocument& document) {
    const auto field = read_column(lines, layout.surname);
    if (layout.given_names.exists()) {
        document.surname = words_of(field);
        document.given_names = words_of(read_column(lines, layout.given_names));
        return;
    }
    // Doc 9303-3, 4.6: two fillers part the primary from the secondary identifier.
    const auto parting = field.find("<<");
    document.surname = words_of(field.substr(0, parting));
    if (parting != std::string_view::npos) document.given_names = words_of(field.substr(parting));
}

std::vector<CheckDigit> failures_of(const MrzLines& lines, const MrzLayout& layout, const Number& number) {
    std::vector<CheckDigit> failed;
    if (!number.agrees) failed.push_back(CheckDigit::number);
    if (!agrees(lines, layout.birth_date, layout.birth_date_digit)) failed.push_back(CheckDigit::birth_date);
    if (layout.expiry_date.exists() && !agrees(lines, layout.expiry_date, layout.expiry_date_digit))
        failed.push_back(CheckDigit::expiry_date);
    if (layout.optional_digit.exists() && !agrees(lines, layout.optional, layout.optional_digit))
        failed.push_back(CheckDigit::optional);
    if (layout.composite_digit.exists() && !composite_agrees(lines, layout)) failed.push_back(CheckDigit::composite);
    return failed;
}

DocumentScan decode(const MrzLines& lines, MrzFormat format, const Date& today) {
    const auto& layout = layout_of(format);
    const auto number = number_of(lines, layout);
    DocumentScan scan;
    scan.source = ScanSource::swiped;
    scan.format = format;
    scan.mrz = lines;
    scan.failed_checks = failures_of(lines, layout, number);
    auto& document = scan.document;
    document.document_code = without_fillers(read_column(lines, document_code_column));
    document.issuer = without_fillers(read_column(lines, issuer_column));
    document.number = number.text;
    document.nationality =
        layout.nationality.exists() ? without_fillers(read_column(lines, layout.nationality)) : document.issuer;
    document.birth_date = date_in(lines, layout.birth_date, today, birth_date_from, scan.dates_exist);
    document.sex = sex_of(read_column(lines, layout.sex).front());
    document.expiry_date = date_in(lines, layout.expiry_date, today, expiry_date_from, scan.dates_exist);
    document.optional = optional_of(lines, layout, number.taken);
    read_names(lines, layout, document);
    return scan;
}

// How many characters of the birth date could stand in a date.
std::ptrdiff_t date_characters(const MrzLines& lines, const MrzLayout& layout) {
    const auto field = read_column(lines, layout.birth_date);
    return std::count_if(field.begin(), field.end(), [](char c) { return is_digit(c) || c == filler; });
}

// Text of the right shape is not yet a document. Under a first letter that Doc 9303 gives to the format a half-legible
// birth date will do; under any other letter birth date and sex must both be printed as they ought to be.
bool looks_like(const MrzLines& lines, MrzFormat format) {
    constexpr std::string_view usual_letters = "PVACI";
    constexpr std::string_view sexes = "FMX<";
    const char letter = lines.front().front();
    const auto& layout = layout_of(format);
    if (letter < 'A' || letter > 'Z') return false;
    if (usual_letters.find(letter) != std::string_view::npos) return date_characters(lines, layout) >= 3;
    return date_characters(lines, layout) == 6 &&
           sexes.find(read_column(lines, layout.sex).front()) != std::string_view::npos;
}

// French cards begin IDFRA on 2 x 36, where a TD2 could begin likewise: the layout whose digits agree better is meant.
bool is_french_card(const MrzLines& lines) {
    if (!lines.front().starts_with("IDFRA")) return false;
    const auto failures = [&](MrzFormat format) {
        const auto& layout = layout_of(format);
        return failures_of(lines, layout, number_of(lines, layout)).size();
    };
    return date_characters(lines, layout_of(MrzFormat::td2)) < 6 ||
           failures(MrzFormat::frid) <= failures(MrzFormat::td2);
}

std::optional<MrzFormat> format_of(const MrzLines& lines) {
    const auto is = [&](MrzFormat format) { return has_shape(lines, shape_of(format)); };
    if (is(MrzFormat::td1)) return MrzFormat::td1;
    const bool visa = !lines.empty() && lines.front().starts_with('V');
    if (is(MrzFormat::td3)) return visa ? MrzFormat::mrva : MrzFormat::td3;
    if (!is(MrzFormat::td2)) return std::nullopt;
    if (visa) return MrzFormat::mrvb;
    return is_french_card(lines) ? MrzFormat::frid : MrzFormat::td2;
}

}  // namespace

std::string_view meaning_of(MrzFault fault) {
    switch (fault) {
        case MrzFault::wrong_shape:
            return "neither 3 lines of 30, 2 of 36 nor 2 of 44 characters";
        case MrzFault::illegal_character:
            return "a character other than A to Z, 0 to 9 and <";
        case MrzFault::not_a_travel_document:
            return "not laid out as a travel document";
    }
    std::abort();
}

Result<DocumentScan, MrzFault> parse_mrz(std::span<const std::string> lines, const Date& today) {
    MrzLines clean;
    for (const auto& line : lines) clean.emplace_back(trimmed(line));
    for (const auto& line : clean)
        if (!std::all_of(line.begin(), line.end(), is_mrz_character)) return Failure{MrzFault::illegal_character};
    const auto format = format_of(clean);
    if (!format) return Failure{MrzFault::wrong_shape};
    if (!looks_like(clean, *format)) return Failure{MrzFault::not_a_travel_document};
    return decode(clean, *format, today);
}

Result<DocumentScan, MrzFault> parse_mrz(std::string_view text, const Date& today) {
    if (text.size() > longest_text) return Failure{MrzFault::wrong_shape};
    return parse_mrz(split_joined(split_at_separators(text)), today);
}

bool is_sound(const DocumentScan& scan) { return scan.failed_checks.empty() && scan.dates_exist; }

}  // namespace landfall
