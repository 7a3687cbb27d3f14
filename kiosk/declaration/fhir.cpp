#include "kiosk/declaration/fhir.h"

#include <array>
#include <charconv>
#include <cmath>

#include "kiosk/base/match.h"

namespace landfall::fhir {

namespace {

using Kind = Node::Kind;

constexpr std::array<std::pair<std::string_view, ItemType>, 11> item_types = {{{"group", ItemType::group},
                                                                               {"display", ItemType::display},
                                                                               {"boolean", ItemType::boolean},
                                                                               {"integer", ItemType::integer},
                                                                               {"decimal", ItemType::decimal},
                                                                               {"date", ItemType::date},
                                                                               {"string", ItemType::string},
                                                                               {"text", ItemType::text},
                                                                               {"choice", ItemType::choice},
                                                                               {"open-choice", ItemType::open_choice},
                                                                               {"quantity", ItemType::quantity}}};

constexpr std::array<std::pair<std::string_view, Comparison>, 7> comparisons = {{{"exists", Comparison::exists},
                                                                                 {"=", Comparison::equal},
                                                                                 {"!=", Comparison::not_equal},
                                                                                 {">", Comparison::greater},
                                                                                 {"<", Comparison::less},
                                                                                 {">=", Comparison::greater_or_equal},
                                                                                 {"<=", Comparison::less_or_equal}}};

bool digit(char letter) { return letter >= '0' && letter <= '9'; }
bool letter_or_digit(char letter) {
    return digit(letter) || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

/// Two digits at `at`, at most `most`.
bool two_digits(std::string_view text, std::size_t at, int most) {
    return at + 2 <= text.size() && digit(text[at]) && digit(text[at + 1]) &&
           (text[at] - '0') * 10 + (text[at + 1] - '0') <= most;
}

/// hh:mm:ss with an optional fraction; where it ends, or npos. 60 seconds are a leap second.
std::size_t time_length(std::string_view text) {
    if (!two_digits(text, 0, 23) || !two_digits(text, 3, 59) || !two_digits(text, 6, 60)) return text.npos;
    if (text[2] != ':' || text[5] != ':') return text.npos;
    std::size_t at = 8;
    if (at < text.size() && text[at] == '.') {
        const auto from = ++at;
        while (at < text.size() && digit(text[at])) ++at;
        if (at == from) return text.npos;
    }
    return at;
}

std::optional<Value> read_coding(const Node& node) {
    Coding coding{node["system"].string(), node["code"].string(), node["display"].string()};
    if (!node.is(Kind::object) || (coding.code.empty() && coding.display.empty())) return std::nullopt;
    return coding;
}

/// A code needs its system (qty-3): ISO 4217 for three capital letters, UCUM for the rest.
const char* unit_system(std::string_view unit) {
    const bool currency = unit.size() == 3 && unit.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == unit.npos;
    return currency ? "urn:iso:std:iso:4217" : "http://unitsofmeasure.org";
}

std::optional<Value> read_quantity(const Node& node) {
    if (!is_decimal(node["value"]) || !node["comparator"].absent()) return std::nullopt;
    const auto& code = node["code"].string();
    return Quantity{node["value"].number(), code.empty() ? node["unit"].string() : code};
}

}  // namespace

std::optional<ItemType> item_type(std::string_view code) {
    for (const auto& [name, type] : item_types)
        if (name == code) return type;
    return std::nullopt;
}

std::string_view item_type_code(ItemType type) {
    for (const auto& [name, each] : item_types)
        if (each == type) return name;
    return {};
}

std::optional<Comparison> comparison(std::string_view code) {
    for (const auto& [name, each] : comparisons)
        if (name == code) return each;
    return std::nullopt;
}

const Node& extension(const Node& element, std::string_view base, std::string_view name) {
    static const Node nothing;
    for (const auto& each : element["extension"].items()) {
        const std::string_view url = each["url"].string();
        if (url.size() == base.size() + name.size() && url.starts_with(base) && url.ends_with(name)) return each;
    }
    return nothing;
}

ValueElement value_element(const Node& element, std::string_view prefix) {
    for (const auto& [name, node] : element.members())
        if (name.size() > prefix.size() && name.starts_with(prefix) && name[prefix.size()] >= 'A' &&
            name[prefix.size()] <= 'Z')
            return {name, &node};
    return {};
}

/// [0]|[-+]?[1-9][0-9]*, 32 bits (R4, 2.24.0.1). JSON has no leading plus; "-0" is refused.
bool is_integer(const Node& node) {
    const auto& text = node.number_text();
    if (!node.is(Kind::number) || text.empty() || text == "-0") return false;
    return text.find_first_of(".eE") == text.npos && std::abs(node.number()) <= 2147483648.0 &&
           node.number() <= 2147483647.0;
}

bool is_decimal(const Node& node) { return node.is(Kind::number); }

std::optional<Date> date(std::string_view text) { return date_from_iso(text); }

/// A date of any precision, or a date with time and zone.
bool is_date_time(std::string_view text) {
    const auto split = text.find('T');
    if (split == text.npos) return date_from_iso(text).has_value();
    const auto day = date_from_iso(text.substr(0, split));
    if (!day || !day->complete()) return false;
    const auto clock = text.substr(split + 1);
    const auto end = time_length(clock);
    if (end == clock.npos) return false;
    const auto zone = clock.substr(end);
    if (zone == "Z") return true;
    return zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':' &&
           ((two_digits(zone, 1, 13) && two_digits(zone, 4, 59)) || zone.substr(1) == "14:00");
}

bool is_time(std::string_view text) { return time_length(text) == text.size(); }

/// No white space at the ends, none but single spaces inside.
bool is_code(std::string_view text) {
    if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\t' || text[i] == '\n' || text[i] == '\r') return false;
        if (text[i] == ' ' && text[i + 1] == ' ') return false;
    }
    return true;
}

bool is_id(std::string_view text) {
    if (text.empty() || text.size() > 64) return false;
    for (const char letter : text)
        if (!letter_or_digit(letter) && letter != '-' && letter != '.') return false;
    return true;
}

bool is_uri(std::string_view text) { return !text.empty() && text.find_first_of(" \t\r\n") == text.npos; }

bool is_base64(std::string_view text) {
    std::size_t letters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        if (letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t') continue;
        if (!letter_or_digit(letter) && letter != '+' && letter != '/' && letter != '=') return false;
        ++letters;
    }
    return letters > 0 && letters % 4 == 0;
}

bool is_string(std::string_view text) {
    if (text.empty() || text.size() > 1024u * 1024) return false;
    bool visible = false;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte < 0x20 && letter != '\t' && letter != '\n' && letter != '\r') return false;
        visible = visible || byte > 0x20;
    }
    return visible;
}

std::size_t length_of(std::string_view text) {
    std::size_t length = 0;
    for (const char letter : text) length += (static_cast<unsigned char>(letter) & 0xc0) != 0x80 ? 1 : 0;
    return length;
}

std::optional<Value> read_value(std::string_view type, const Node& node) {
    if (type == "Boolean" && node.is(Kind::boolean)) return node.boolean();
    if (type == "Integer" && is_integer(node)) return static_cast<std::int64_t>(node.number());
    if (type == "Decimal" && is_decimal(node)) return node.number();
    if (type == "String" && node.is(Kind::string) && is_string(node.string())) return node.string();
    if (type == "Coding") return read_coding(node);
    if (type == "Quantity") return read_quantity(node);
    if (type == "Date")
        if (const auto day = date(node.string())) return *day;
    return std::nullopt;
}

std::pair<std::string, Node> write_value(const Value& value) {
    using Pair = std::pair<std::string, Node>;
    return match(
        value, [](bool yes) { return Pair("valueBoolean", yes); },
        [](std::int64_t whole) { return Pair("valueInteger", Node(static_cast<double>(whole))); },
        [](double decimal) { return Pair("valueDecimal", Node(decimal)); },
        [](const std::string& text) { return Pair("valueString", Node(text)); },
        [](const Date& day) { return Pair("valueDate", Node(day.iso())); },
        [](const Coding& coding) {
            Node::Members members;
            if (!coding.system.empty()) members.emplace_back("system", Node(coding.system));
            if (!coding.code.empty()) members.emplace_back("code", Node(coding.code));
            if (!coding.display.empty()) members.emplace_back("display", Node(coding.display));
            return Pair("valueCoding", Node(std::move(members)));
        },
        [](const Quantity& quantity) {
            Node::Members members{{"value", Node(quantity.value)}};
            if (!quantity.unit.empty()) {
                members.emplace_back("unit", Node(quantity.unit));
                members.emplace_back("system", Node(unit_system(quantity.unit)));
                members.emplace_back("code", Node(quantity.unit));
            }
            return Pair("valueQuantity", Node(std::move(members)));
        });
}

}  // namespace landfall::fhir
