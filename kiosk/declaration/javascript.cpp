#include "kiosk/declaration/javascript.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace landfall::javascript {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// ECMA-262, WhiteSpace and LineTerminator, in UTF-8.
constexpr std::array<std::string_view, 25> spaces = {
    "\t",     "\n",     "\v",     "\f",     "\r",     " ",      "\u00a0", "\u1680", "\u2000",
    "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
    "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff"};

std::string_view trim_start(std::string_view text) {
    for (bool again = true; again;) {
        again = false;
        for (const auto space : spaces)
            if (text.starts_with(space)) {
                text.remove_prefix(space.size());
                again = true;
            }
    }
    return text;
}

std::string_view trim(std::string_view text) {
    text = trim_start(text);
    for (bool again = true; again;) {
        again = false;
        for (const auto space : spaces)
            if (text.ends_with(space)) {
                text.remove_suffix(space.size());
                again = true;
            }
    }
    return text;
}

bool digit(char letter) { return letter >= '0' && letter <= '9'; }

std::size_t digits_from(std::string_view text, std::size_t at) {
    while (at < text.size() && digit(text[at])) ++at;
    return at;
}

/// The length of the longest StrDecimalLiteral without sign at the start of `text`; 0 when there is none.
std::size_t decimal_length(std::string_view text) {
    std::size_t at = digits_from(text, 0);
    const bool whole = at > 0;
    if (at < text.size() && text[at] == '.') {
        const auto end = digits_from(text, at + 1);
        if (!whole && end == at + 1) return 0;
        at = end;
    } else if (!whole) {
        return 0;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        auto exponent = at + 1;
        if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
        if (const auto end = digits_from(text, exponent); end > exponent) at = end;
    }
    return at;
}

/// A literal too large or too small for a double: whether its leading digit stands above or below one.
double beyond(std::string_view literal) {
    const auto split = literal.find_first_of("eE");
    const auto mantissa = literal.substr(0, split);
    const auto first = mantissa.find_first_of("123456789");
    if (first == std::string_view::npos) return 0;
    const bool negative = split != std::string_view::npos && literal[split + 1] == '-';
    if (split != std::string_view::npos) return negative ? 0 : infinity;
    return first < std::min(mantissa.find('.'), mantissa.size()) ? infinity : 0;
}

double decimal(std::string_view literal) {
    double value = 0;
    const auto read = std::from_chars(literal.data(), literal.data() + literal.size(), value);
    return read.ec == std::errc::result_out_of_range ? beyond(literal) : value;
}

/// Sign, "Infinity" or a decimal literal; `used` tells how far it went, 0 for not a number.
double signed_decimal(std::string_view text, std::size_t& used) {
    const std::size_t sign = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
    const double factor = sign == 1 && text[0] == '-' ? -1 : 1;
    const auto rest = text.substr(sign);
    if (rest.starts_with("Infinity")) {
        used = sign + 8;
        return factor * infinity;
    }
    const auto length = decimal_length(rest);
    used = length == 0 ? 0 : sign + length;
    return length == 0 ? not_a_number : factor * decimal(rest.substr(0, length));
}

double radix(std::string_view digits, int base) {
    double value = 0;
    for (const char letter : digits) {
        const char lower = static_cast<char>(letter | 0x20);
        const int one = digit(letter) ? letter - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : base;
        if (one >= base) return not_a_number;
        value = value * base + one;
    }
    return digits.empty() ? not_a_number : value;
}

double text_to_number(std::string_view text) {
    text = trim(text);
    if (text.empty()) return 0;
    if (text.size() > 1 && text[0] == '0') {
        const char kind = static_cast<char>(text[1] | 0x20);
        if (kind == 'x') return radix(text.substr(2), 16);
        if (kind == 'o') return radix(text.substr(2), 8);
        if (kind == 'b') return radix(text.substr(2), 2);
    }
    std::size_t used = 0;
    const double value = signed_decimal(text, used);
    return used == text.size() ? value : not_a_number;
}

void join(std::string& out, const Node& value, bool inside, Budget& budget) {
    if (!budget.spend(1)) return;
    switch (value.kind()) {
        case Node::Kind::undefined:
            out += inside ? "" : "undefined";
            return;
        case Node::Kind::null:
            out += inside ? "" : "null";
            return;
        case Node::Kind::boolean:
            out += value.boolean() ? "true" : "false";
            return;
        case Node::Kind::number:
            out += number_to_text(value.number());
            return;
        case Node::Kind::string:
            if (budget.spend(value.string().size())) out += value.string();
            return;
        case Node::Kind::list:
            for (std::size_t i = 0; i < value.items().size() && budget.left > 0; ++i) {
                if (i > 0) out += ',';
                join(out, value.items()[i], true, budget);
            }
            return;
        case Node::Kind::object:
            out += "[object Object]";
            return;
    }
}

bool nothing(const Node& value) { return value.is(Node::Kind::undefined) || value.is(Node::Kind::null); }
bool structured(const Node& value) { return value.is(Node::Kind::list) || value.is(Node::Kind::object); }
bool ascii(std::string_view text) {
    for (const char letter : text)
        if (static_cast<unsigned char>(letter) > 0x7f) return false;
    return true;
}

}  // namespace

bool truthy(const Node& value) {
    switch (value.kind()) {
        case Node::Kind::undefined:
        case Node::Kind::null:
            return false;
        case Node::Kind::boolean:
            return value.boolean();
        case Node::Kind::number:
            return value.number() != 0 && !std::isnan(value.number());
        case Node::Kind::string:
            return !value.string().empty();
        case Node::Kind::list:
            return !value.items().empty();
        case Node::Kind::object:
            return true;
    }
    return false;
}

std::string to_string(const Node& value, Budget& budget) {
    std::string out;
    join(out, value, false, budget);
    return out;
}

double to_number(const Node& value, Budget& budget) {
    switch (value.kind()) {
        case Node::Kind::undefined:
            return not_a_number;
        case Node::Kind::null:
            return 0;
        case Node::Kind::boolean:
            return value.boolean() ? 1 : 0;
        case Node::Kind::number:
            return value.number();
        case Node::Kind::string:
        case Node::Kind::list:
        case Node::Kind::object:
            return text_to_number(to_string(value, budget));
    }
    return not_a_number;
}

double parse_float(std::string_view text) {
    std::size_t used = 0;
    return signed_decimal(trim_start(text), used);
}

bool same(const Node& a, const Node& b) {
    if (a.kind() != b.kind()) return false;
    switch (a.kind()) {
        case Node::Kind::undefined:
        case Node::Kind::null:
            return true;
        case Node::Kind::boolean:
            return a.boolean() == b.boolean();
        case Node::Kind::number:
            return a.number() == b.number();
        case Node::Kind::string:
            return a.string() == b.string();
        case Node::Kind::list:
        case Node::Kind::object:
            return a.identity() == b.identity();
    }
    return false;
}

/// ECMA-262, IsLooselyEqual.
bool alike(const Node& a, const Node& b, Budget& budget) {
    if (nothing(a) || nothing(b)) return nothing(a) && nothing(b);
    if (a.kind() == b.kind()) return same(a, b);
    if (structured(a) && structured(b)) return false;
    const Node left = structured(a) ? Node(to_string(a, budget)) : a;
    const Node right = structured(b) ? Node(to_string(b, budget)) : b;
    if (left.kind() == right.kind()) return same(left, right);
    return to_number(left, budget) == to_number(right, budget);
}

Order compare(const Node& a, const Node& b, Budget& budget) {
    const Node left = structured(a) ? Node(to_string(a, budget)) : a;
    const Node right = structured(b) ? Node(to_string(b, budget)) : b;
    if (left.is(Node::Kind::string) && right.is(Node::Kind::string)) {
        const auto& one = left.string();
        const auto& two = right.string();
        const int order = ascii(one) && ascii(two) ? one.compare(two) : to_utf16(one).compare(to_utf16(two));
        return order < 0 ? Order::less : order > 0 ? Order::greater : Order::equal;
    }
    const double one = to_number(left, budget);
    const double two = to_number(right, budget);
    if (std::isnan(one) || std::isnan(two)) return Order::none;
    return one < two ? Order::less : one > two ? Order::greater : Order::equal;
}

std::u16string to_utf16(std::string_view text) {
    std::u16string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::size_t length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        char32_t point = length == 1 ? byte : byte & (0x7fu >> length);
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
            point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3f);
        i += length;
        if (point > 0xffff) {
            out += static_cast<char16_t>(0xd7c0 + (point >> 10));
            out += static_cast<char16_t>(0xdc00 + (point & 0x3ff));
        } else {
            out += static_cast<char16_t>(point);
        }
    }
    return out;
}

std::string from_utf16(std::u16string_view text) {
    std::string out;
    const auto put = [&out](int byte) { out += static_cast<char>(byte); };
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t point = text[i];
        const bool high = point >= 0xd800 && point < 0xdc00;
        if (high && i + 1 < text.size() && text[i + 1] >= 0xdc00 && text[i + 1] < 0xe000)
            point = 0x10000 + ((point - 0xd800) << 10) + (text[++i] - 0xdc00);
        else if (point >= 0xd800 && point < 0xe000)
            point = 0xfffd;
        const int code = static_cast<int>(point);
        if (code < 0x80) {
            put(code);
        } else if (code < 0x800) {
            put(0xc0 | (code >> 6)), put(0x80 | (code & 0x3f));
        } else if (code < 0x10000) {
            put(0xe0 | (code >> 12)), put(0x80 | ((code >> 6) & 0x3f)), put(0x80 | (code & 0x3f));
        } else {
            put(0xf0 | (code >> 18)), put(0x80 | ((code >> 12) & 0x3f));
            put(0x80 | ((code >> 6) & 0x3f)), put(0x80 | (code & 0x3f));
        }
    }
    return out;
}

}  // namespace landfall::javascript
