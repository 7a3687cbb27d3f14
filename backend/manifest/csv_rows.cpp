#include "backend/manifest/csv_rows.h"

#include <algorithm>
#include <array>

namespace landfall::backend {
namespace {

constexpr std::size_t most_fields = 100, most_characters = 4096;

Failure<std::string> at_line(std::size_t line, const std::string& what) {
    return {"line " + std::to_string(line) + ": " + what};
}

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

}  // namespace

CsvReader::CsvReader(std::string_view text) : rest_(text) {
    std::array<std::pair<std::ptrdiff_t, char>, 3> counts{{{0, ','}, {0, ';'}, {0, '\t'}}};
    bool quotes = false;
    for (const char character : rest_.substr(0, rest_.find_first_of("\r\n"))) {
        if (character == '"') quotes = !quotes;
        for (auto& [count, separator] : counts) count += !quotes && character == separator;
    }
    separator_ = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
                     return a.first < b.first;
                 })->second;
}

bool CsvReader::take_line_end() {
    if (rest_.empty() || (rest_.front() != '\r' && rest_.front() != '\n')) return false;
    rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : 1);
    ++line_;
    return true;
}

Result<std::string> CsvReader::quoted() {
    const auto began = line_;
    rest_.remove_prefix(1);
    std::string text;
    while (!rest_.empty()) {
        const char character = rest_.front();
        rest_.remove_prefix(1);
        if (character == '"' && !rest_.starts_with('"')) return text;
        if (character == '"') rest_.remove_prefix(1);
        if (character == '\n') ++line_;
        if (text.size() == most_characters) return at_line(began, "a field of more than 4096 bytes");
        text += character;
    }
    return at_line(began, "a quote is never closed");
}

Result<std::string> CsvReader::field() {
    const auto blanks = std::min(rest_.find_first_not_of(' '), rest_.size());
    if (rest_.substr(blanks).starts_with('"')) {
        rest_.remove_prefix(blanks);
        auto text = quoted();
        if (!text) return text;
        rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
        const bool ends =
            rest_.empty() || rest_.front() == separator_ || rest_.front() == '\r' || rest_.front() == '\n';
        if (!ends) return at_line(line_, "something stands between a closing quote and the separator");
        return trimmed(*text);
    }
    const auto end = std::min(rest_.find_first_of(std::string("\r\n") + separator_), rest_.size());
    if (end > most_characters) return at_line(line_, "a field of more than 4096 bytes");
    auto text = trimmed(rest_.substr(0, end));
    rest_.remove_prefix(end);
    if (text.find('"') != std::string::npos) return at_line(line_, "a quote stands inside an unquoted field");
    return text;
}

Result<std::optional<CsvRow>> CsvReader::next() {
    while (take_line_end()) continue;
    if (rest_.empty()) return std::optional<CsvRow>();
    CsvRow row{{}, line_};
    for (;;) {
        if (row.fields.size() == most_fields) return at_line(line_, "more than 100 fields");
        auto text = field();
        if (!text) return Failure{text.error()};
        row.fields.push_back(*std::move(text));
        if (rest_.empty() || take_line_end()) return std::optional(std::move(row));
        rest_.remove_prefix(1);  // the separator
    }
}

}  // namespace landfall::backend
