#include "backend/manifest/edifact_syntax.h"

#include <algorithm>
#include <array>

#include "kiosk/document/utf8.h"

namespace landfall::backend {
namespace {

constexpr std::size_t most_elements = 99, most_components = 99, most_characters = 4096;
/// ISO 9735, character set UNOB of syntax versions 1 to 3: separators that can't be printed, and no release character.
constexpr ServiceCharacters level_b{'\x1F', '\x1D', std::nullopt, '\x1C'};

bool is_control(char character) { return static_cast<unsigned char>(character) < 0x20 || character == 0x7F; }
bool is_letter_or_digit(char character) {
    return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z') ||
           (character >= 'a' && character <= 'z');
}

char upper(char character) {
    return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
}

std::string upper(std::string_view text) {
    std::string capitals(text);
    std::transform(capitals.begin(), capitals.end(), capitals.begin(), [](char character) { return upper(character); });
    return capitals;
}

bool has_tag(std::string_view text, std::size_t at, std::string_view tag) {
    return text.size() - at >= tag.size() && upper(text.substr(at, tag.size())) == tag;
}

bool can_separate(char character) { return character != ' ' && !is_letter_or_digit(character); }

/// The six characters behind "UNA". Errors: empty when they can't be service characters.
std::optional<ServiceCharacters> characters_after_una(std::string_view six) {
    if (six.size() < 6) return std::nullopt;
    // Some senders lose the blank of the fifth place, and the terminator moves up.
    const char terminator = is_letter_or_digit(six[5]) ? six[4] : six[5];
    ServiceCharacters characters{six[0], six[1], six[3], terminator};
    if (six[3] == ' ') characters.release.reset();
    const std::array separators{six[0], six[1], terminator};
    for (std::size_t at = 0; at < separators.size(); ++at) {
        if (!can_separate(separators[at]) || separators[at] == six[3]) return std::nullopt;
        if (std::find(separators.begin() + std::ptrdiff_t(at) + 1, separators.end(), separators[at]) !=
            separators.end())
            return std::nullopt;
    }
    return is_letter_or_digit(six[3]) ? std::nullopt : std::optional(characters);
}

/// What stands at `at`, if an envelope begins there.
std::optional<EdifactStart> start_at(std::string_view text, std::size_t at) {
    if (has_tag(text, at, "UNA")) {
        const auto characters = characters_after_una(text.substr(at + 3, 6));
        if (!characters) return std::nullopt;
        auto next = at + (is_letter_or_digit(text[at + 8]) ? 8 : 9);
        while (next < text.size() && (text[next] == ' ' || is_control(text[next]))) ++next;
        if (has_tag(text, next, "UNB") || has_tag(text, next, "UNG") || has_tag(text, next, "UNH"))
            return EdifactStart{next, *characters};
    } else if ((has_tag(text, at, "UNB") || has_tag(text, at, "UNH")) && text.size() - at > 3) {
        if (text[at + 3] == '+') return EdifactStart{at, {}};
        if (text[at + 3] == level_b.element) return EdifactStart{at, level_b};
    }
    return std::nullopt;
}

/// A UNA may name a line break as the terminator. Then line breaks mean something.
std::optional<char> line_break_terminator(std::string_view bytes) {
    for (std::size_t at = 0; at + 9 <= bytes.size(); ++at)
        if (has_tag(bytes, at, "UNA") && bytes[at + 7] != '\'' && (bytes[at + 8] == '\n' || bytes[at + 8] == '\r'))
            if (const auto start = start_at(bytes, at)) return start->characters.terminator;
    return std::nullopt;
}

bool is_utf8(std::string_view text) {
    while (!text.empty())
        if (take_utf8(text) == 0) return false;
    return true;
}

std::string utf8_of_latin_1(std::string_view text) {
    std::string converted;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x80) {
            converted += character;
        } else {
            converted += static_cast<char>(0xC0 | byte >> 6);
            converted += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return converted;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

std::string_view EdifactSegment::at(std::size_t element, std::size_t component) const {
    if (element >= elements.size() || component >= elements[element].size()) return {};
    return elements[element][component];
}

std::string EdifactSegment::code(std::size_t element, std::size_t component) const {
    return upper(at(element, component));
}

std::string without_line_breaks(std::string_view bytes) {
    const auto kept = line_break_terminator(bytes);
    std::string text;
    text.reserve(bytes.size());
    for (const char character : bytes) {
        const bool separates = character == level_b.component || character == level_b.element ||
                               character == level_b.terminator || character == kept;
        if (!is_control(character) || separates) text += character;
    }
    return text;
}

std::optional<EdifactStart> find_start(std::string_view text, std::size_t from) {
    for (auto at = from; at < text.size(); ++at) {
        if (upper(text[at]) != 'U') continue;
        if (auto start = start_at(text, at)) return start;
    }
    return std::nullopt;
}

bool SegmentReader::at_end() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == characters_.terminator)) ++at_;
    return at_ == text_.size();
}

/// Ends the component that was gathered. Errors: a sentence; empty when all is well.
std::optional<std::string> SegmentReader::add(EdifactSegment& segment, std::string& component) {
    auto& parts = segment.elements.back();
    if (parts.size() == most_components) return "has more than 99 components in an element";
    // Whatever UNB calls it: UTF-8 is not met by accident, and what is none is ISO 8859-1 nearly always.
    const auto value = trimmed(component);
    parts.push_back(is_utf8(value) ? std::string(value) : utf8_of_latin_1(value));
    component.clear();
    return std::nullopt;
}

Result<EdifactSegment> SegmentReader::next() {
    EdifactSegment segment;
    segment.elements.emplace_back();
    std::string component;
    (void)at_end();
    for (; at_ < text_.size(); ++at_) {
        const char character = text_[at_];
        if (character == characters_.terminator) break;
        if (character == characters_.component || character == characters_.element) {
            if (const auto why = add(segment, component)) return Failure{*why};
            if (character != characters_.element) continue;
            if (segment.elements.size() > most_elements) return Failure{"has more than 99 elements"};
            segment.elements.emplace_back();
            continue;
        }
        if (character == characters_.release && ++at_ == text_.size()) break;
        if (component.size() == most_characters) return Failure{"holds a text of more than 4096 bytes"};
        component += text_[at_];
    }
    if (at_ >= text_.size()) return Failure{"is cut off: its end is missing"};
    ++at_;
    if (const auto why = add(segment, component)) return Failure{*why};
    segment.tag = segment.code(0);
    segment.elements.erase(segment.elements.begin());
    const bool is_tag =
        segment.tag.size() == 3 && std::all_of(segment.tag.begin(), segment.tag.end(), is_letter_or_digit);
    if (!is_tag) return Failure{"begins with no tag of three letters"};
    return segment;
}

}  // namespace landfall::backend
