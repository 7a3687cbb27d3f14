#include "kiosk/declaration/po.h"

#include <optional>

namespace landfall {

namespace {

/// The text between the quotes; empty when it is not a quoted text to the end of the line.
std::optional<std::string> unquoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
    text = text.substr(1, text.size() - 2);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') return std::nullopt;
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        if (++i == text.size()) return std::nullopt;
        switch (text[i]) {
            case 'n':
                out += '\n';
                break;
            case 't':
                out += '\t';
                break;
            case '"':
                out += '"';
                break;
            case '\\':
                out += '\\';
                break;
            default:
                return std::nullopt;
        }
    }
    return out;
}

std::string_view trimmed(std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    return line;
}

class Reader {
public:
    bool line(std::string_view text) {
        if (text.empty() || text.starts_with("#~")) {
            finish();
            return true;
        }
        if (text.front() == '#') {
            if (field_ == &entry_.translation) finish();
            if (text.starts_with("#,") && text.find("fuzzy") != text.npos) entry_.fuzzy = true;
            return true;
        }
        if (text.front() == '"') return append(text);
        if (text.starts_with("msgctxt ")) return begin(entry_.context, text.substr(8), true);
        if (text.starts_with("msgid ")) return begin(entry_.english, text.substr(6), field_ != &entry_.context);
        if (text.starts_with("msgstr ")) return begin(entry_.translation, text.substr(7), false);
        return false;
    }
    void finish() {
        if (field_ != nullptr && !(entry_.context.empty() && entry_.english.empty())) entries.push_back(entry_);
        if (field_ != nullptr) entry_ = {};
        field_ = nullptr;
    }

    std::vector<PoEntry> entries;

private:
    bool begin(std::string& field, std::string_view text, bool starts_entry) {
        if (starts_entry && field_ == &entry_.translation) finish();
        field_ = &field;
        return append(text);
    }
    bool append(std::string_view text) {
        const auto part = unquoted(text);
        if (field_ == nullptr || !part) return false;
        *field_ += *part;
        return true;
    }

    PoEntry entry_;
    std::string* field_ = nullptr;
};

}  // namespace

Result<std::vector<PoEntry>> read_po(std::string_view text) {
    Reader reader;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = text.find('\n');
        ++number;
        if (!reader.line(trimmed(text.substr(0, end))))
            return Failure{"line " + std::to_string(number) + " is not understood"};
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    reader.finish();
    return std::move(reader.entries);
}

}  // namespace landfall
