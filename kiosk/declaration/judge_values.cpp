#include "kiosk/declaration/judge_values.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "kiosk/declaration/judge_formats.h"

namespace landfall::judging {

namespace {

using Kind = Node::Kind;

Flaw wrong_json(const std::string& name) { return {"structure", name + " has the wrong JSON type."}; }
Flaw bad_content(const std::string& name) { return {"value", name + " is not well formed."}; }

std::optional<Flaw> flaw_in_members(const std::string& name, const Node& node,
                                    std::initializer_list<std::string_view> known) {
    if (!node.is(Kind::object)) return wrong_json(name);
    if (node.members().empty()) return Flaw{"structure", name + " is empty."};
    for (const auto& [member, content] : node.members()) {
        const auto bare = member.starts_with("_") ? std::string_view(member).substr(1) : std::string_view(member);
        if (bare != "id" && bare != "extension" && std::find(known.begin(), known.end(), bare) == known.end())
            return Flaw{"structure", "'" + member.substr(0, 80) + "' is not an element of " + name + "."};
    }
    return std::nullopt;
}

/// A text member that, where it is there, must pass `test`.
template <typename Test>
std::optional<Flaw> flaw_in_text(const Node& node, std::string_view member, Test test) {
    const Node& text = node[member];
    if (text.absent()) return std::nullopt;
    if (!text.is(Kind::string)) return wrong_json(std::string(member));
    return test(text.string()) ? std::nullopt : std::optional(bad_content(std::string(member)));
}

std::optional<Flaw> flaw_in_coding(const std::string& name, const Node& node) {
    if (auto flaw = flaw_in_members(name, node, {"system", "version", "code", "display", "userSelected"})) return flaw;
    if (auto flaw = flaw_in_text(node, "system", fhir::is_uri)) return flaw;
    if (auto flaw = flaw_in_text(node, "version", fhir::is_string)) return flaw;
    if (auto flaw = flaw_in_text(node, "code", fhir::is_code)) return flaw;
    if (!node["userSelected"].absent() && !node["userSelected"].is(Kind::boolean)) return wrong_json("userSelected");
    return flaw_in_text(node, "display", fhir::is_string);
}

std::optional<Flaw> flaw_in_quantity(const std::string& name, const Node& node) {
    if (auto flaw = flaw_in_members(name, node, {"value", "comparator", "unit", "system", "code"})) return flaw;
    if (!node["value"].absent() && !fhir::is_decimal(node["value"])) return wrong_json("Quantity.value");
    const auto comparator = [](std::string_view text) {
        return text == "<" || text == "<=" || text == ">" || text == ">=";
    };
    if (auto flaw = flaw_in_text(node, "comparator", comparator)) return Flaw{"code-invalid", flaw->message};
    if (auto flaw = flaw_in_text(node, "unit", fhir::is_string)) return flaw;
    if (auto flaw = flaw_in_text(node, "system", fhir::is_uri)) return flaw;
    if (auto flaw = flaw_in_text(node, "code", fhir::is_code)) return flaw;
    if (!node["code"].absent() && node["system"].absent())
        return Flaw{"invariant", "A unit's code needs its system (qty-3)."};
    return std::nullopt;
}

std::optional<Flaw> flaw_in_attachment(const std::string& name, const Node& node) {
    if (auto flaw = flaw_in_members(name, node,
                                    {"contentType", "language", "data", "url", "size", "hash", "title", "creation"}))
        return flaw;
    if (auto flaw = flaw_in_text(node, "contentType", fhir::is_code)) return flaw;
    if (auto flaw = flaw_in_text(node, "data", fhir::is_base64)) return flaw;
    if (auto flaw = flaw_in_text(node, "hash", fhir::is_base64)) return flaw;
    if (auto flaw = flaw_in_text(node, "url", fhir::is_uri)) return flaw;
    if (auto flaw = flaw_in_text(node, "title", fhir::is_string)) return flaw;
    if (auto flaw = flaw_in_text(node, "creation", fhir::is_date_time)) return flaw;
    if (!node["size"].absent() && (!fhir::is_integer(node["size"]) || node["size"].number() < 0))
        return bad_content("size");
    if (!node["data"].absent() && !node["size"].absent() && node["size"].number() != attachment_size(node))
        return Flaw{"value", "The attachment's size is not that of its data."};
    if (!node["data"].absent() && node["contentType"].absent())
        return Flaw{"invariant", "An attachment's data needs its contentType (att-1)."};
    return std::nullopt;
}

std::optional<Flaw> flaw_in_reference(const std::string& name, const Node& node) {
    if (auto flaw = flaw_in_members(name, node, {"reference", "type", "identifier", "display"})) return flaw;
    if (auto flaw = flaw_in_text(node, "reference", is_reference)) return flaw;
    if (auto flaw = flaw_in_text(node, "type", fhir::is_uri)) return flaw;
    return flaw_in_text(node, "display", fhir::is_string);
}

/// Seconds since 1970 of a dateTime that has a time; empty otherwise.
std::optional<double> instant_of(const std::string& text) {
    if (text.size() < 20 || !fhir::is_date_time(text)) return std::nullopt;
    const auto zone = text.find_first_of("Z+-", 19);
    const auto whole = from_rfc3339(text.substr(0, 17) + "00Z");
    if (!whole || zone == std::string::npos) return std::nullopt;
    double seconds = static_cast<double>(whole->time_since_epoch().count()) + (text[17] - '0') * 10 + (text[18] - '0');
    double place = 0.1;
    for (std::size_t i = 20; i < zone; ++i, place /= 10) seconds += (text[i] - '0') * place;
    if (text[zone] == 'Z') return seconds;
    const auto digits = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    const double offset = digits(zone + 1) * 3600.0 + digits(zone + 4) * 60.0;
    return text[zone] == '+' ? seconds - offset : seconds + offset;
}

/// Whichever of year, month and day both know.
std::optional<std::partial_ordering> order_of_days(const std::string& a, const std::string& b) {
    const auto one = fhir::date(std::string_view(a).substr(0, 10));
    const auto two = fhir::date(std::string_view(b).substr(0, 10));
    if (!one || !two) return std::nullopt;
    const std::array<std::pair<int, int>, 3> parts = {
        {{one->year, two->year}, {one->month, two->month}, {one->day, two->day}}};
    for (const auto& [left, right] : parts) {
        if (left == 0 || right == 0)
            return left == right ? std::optional(std::partial_ordering::equivalent) : std::nullopt;
        if (left != right) return left <=> right;
    }
    return std::partial_ordering::equivalent;
}

bool dated(const std::string& name) { return name.ends_with("Date") || name.ends_with("DateTime"); }

}  // namespace

double attachment_size(const Node& attachment) {
    const auto& data = attachment["data"].string();
    if (data.empty()) return attachment["size"].number();
    const auto space = [](char letter) { return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t'; };
    const auto letters = data.size() - static_cast<std::size_t>(std::count_if(data.begin(), data.end(), space));
    return static_cast<double>(letters / 4 * 3) - static_cast<double>(std::count(data.begin(), data.end(), '='));
}

std::optional<Flaw> flaw_in(const std::string& name, const Node& node) {
    const auto type = std::string_view(name).substr(5);
    if (type == "Boolean") return node.is(Kind::boolean) ? std::nullopt : std::optional(wrong_json(name));
    if (type == "Decimal") return node.is(Kind::number) ? std::nullopt : std::optional(wrong_json(name));
    if (type == "Integer") {
        if (!node.is(Kind::number)) return wrong_json(name);
        return fhir::is_integer(node) ? std::nullopt : std::optional(bad_content(name));
    }
    if (type == "Coding") return flaw_in_coding(name, node);
    if (type == "Quantity") return flaw_in_quantity(name, node);
    if (type == "Attachment") return flaw_in_attachment(name, node);
    if (type == "Reference") return flaw_in_reference(name, node);
    if (!node.is(Kind::string)) return wrong_json(name);
    const auto& text = node.string();
    const bool good = type == "Date"       ? fhir::date(text).has_value()
                      : type == "DateTime" ? fhir::is_date_time(text)
                      : type == "Time"     ? fhir::is_time(text)
                      : type == "Uri"      ? is_plain_uri(text)
                      : type == "String"   ? fhir::is_string(text)
                                           : false;
    return good ? std::nullopt : std::optional(bad_content(name));
}

std::optional<std::partial_ordering> order_of(const std::string& name, const Node& a, const std::string& other,
                                              const Node& b) {
    if (a.is(Kind::number) && b.is(Kind::number)) return a.number() <=> b.number();
    if (a.is(Kind::object) && b.is(Kind::number)) return order_of("", a["value"], "", b);
    if (a.is(Kind::object) && b.is(Kind::object) && a["value"].is(Kind::number) && b["value"].is(Kind::number)) {
        const auto unit = [](const Node& quantity) {
            return quantity["code"].absent() ? quantity["unit"].string() : quantity["code"].string();
        };
        if (unit(b).empty()) return a["value"].number() <=> b["value"].number();
        return order_in_ucum(a["value"].number(), unit(a), b["value"].number(), unit(b));
    }
    if (!a.is(Kind::string) || !b.is(Kind::string)) return std::nullopt;
    if (dated(name) && dated(other)) {
        const auto one = instant_of(a.string());
        const auto two = instant_of(b.string());
        return one && two ? std::optional(*one <=> *two) : order_of_days(a.string(), b.string());
    }
    return a.string() <=> b.string();
}

bool equal(const std::string& name, const Node& given, const std::string& other, const Node& wanted, bool lenient) {
    if (wanted.is(Kind::boolean)) return given.is(Kind::boolean) && given.boolean() == wanted.boolean();
    if (name.ends_with("Coding") || other.ends_with("Coding")) {
        if (!name.ends_with("Coding") || !other.ends_with("Coding")) return false;
        const bool any_system = lenient && wanted["system"].absent();
        if (wanted["code"].absent() && given["code"].absent())
            return given["display"].string() == wanted["display"].string();
        return given["code"].string() == wanted["code"].string() &&
               (any_system || given["system"].string() == wanted["system"].string());
    }
    if (name.ends_with("Reference")) return given["reference"].string() == wanted["reference"].string();
    const auto order = order_of(name, given, other, wanted);
    return order && *order == 0;
}

}  // namespace landfall::judging
