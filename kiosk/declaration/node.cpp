#include "kiosk/declaration/node.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace landfall {

namespace {

template <typename Container, typename Part>
std::size_t depth_over(const Container& parts, Part part) {
    std::size_t deepest = 0;
    for (const auto& each : parts) deepest = std::max(deepest, part(each).depth());
    return deepest + 1;
}

/// Builds the tree from the parser's events, counting as it goes.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit Builder(NodeLimits limits) : limits_(limits) {}

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override {
        return add(Node(static_cast<double>(value), std::to_string(value)));
    }
    bool number_unsigned(number_unsigned_t value) override {
        return add(Node(static_cast<double>(value), std::to_string(value)));
    }
    bool number_float(number_float_t value, const string_t& text) override { return add(Node(value, text)); }
    bool string(string_t& value) override { return add(Node(std::move(value))); }
    bool binary(binary_t&) override { return fail("binary data is not JSON"); }
    bool start_object(std::size_t) override { return open(true); }
    bool start_array(std::size_t) override { return open(false); }
    bool key(string_t& name) override {
        if (!open_.back().names.insert(name).second) return fail("the key " + where(name) + " stands twice");
        open_.back().key = std::move(name);
        return true;
    }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
        const bool range = error.id == 406;
        return fail(range ? "a number is too large to be kept"
                          : "this is not JSON in UTF-8, at byte " + std::to_string(position));
    }

    const std::string& failure() const { return failure_; }
    Node take() { return std::move(root_); }

private:
    struct Open {
        bool object = false;
        std::string key;
        std::unordered_set<std::string> names;
        Node::Items items;
        Node::Members members;
    };

    bool fail(std::string why) {
        if (failure_.empty()) failure_ = std::move(why);
        return false;
    }
    bool open(bool object) {
        if (open_.size() >= limits_.depth) return fail("more than " + std::to_string(limits_.depth) + " levels deep");
        open_.emplace_back();
        open_.back().object = object;
        return true;
    }
    bool close() {
        Open done = std::move(open_.back());
        open_.pop_back();
        return add(done.object ? Node(std::move(done.members)) : Node(std::move(done.items)));
    }
    bool add(Node node) {
        if (++nodes_ > limits_.nodes) return fail("more than " + std::to_string(limits_.nodes) + " values");
        if (open_.empty())
            root_ = std::move(node);
        else if (open_.back().object)
            open_.back().members.emplace_back(std::move(open_.back().key), std::move(node));
        else
            open_.back().items.push_back(std::move(node));
        return true;
    }
    std::string where(const std::string& name) const {
        std::string path;
        for (const auto& level : open_) {
            if (&level == &open_.back()) break;
            path += level.object ? level.key + "." : "[" + std::to_string(level.items.size()) + "].";
        }
        return "'" + path + name + "'";
    }

    NodeLimits limits_;
    std::size_t nodes_ = 0;
    std::vector<Open> open_;
    Node root_;
    std::string failure_;
};

void write_string(std::string& out, std::string_view text) {
    static const char* const digits = "0123456789abcdef";
    out += '"';
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        switch (letter) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\b':
                out += "\\b";
                break;
            case '\f':
                out += "\\f";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (byte < 0x20)
                    (out += "\\u00") += {digits[byte >> 4], digits[byte & 15]};
                else
                    out += letter;
        }
    }
    out += '"';
}

void break_line(std::string& out, int indent, int level) {
    if (indent > 0) (out += '\n').append(static_cast<std::size_t>(indent * level), ' ');
}

void write(std::string& out, const Node& node, int indent, int level) {
    switch (node.kind()) {
        case Node::Kind::undefined:
        case Node::Kind::null:
            out += "null";
            return;
        case Node::Kind::boolean:
            out += node.boolean() ? "true" : "false";
            return;
        case Node::Kind::number:
            if (!node.number_text().empty())
                out += node.number_text();
            else
                out += std::isfinite(node.number()) ? number_to_text(node.number()) : "null";
            return;
        case Node::Kind::string:
            write_string(out, node.string());
            return;
        case Node::Kind::list: {
            out += '[';
            bool first = true;
            for (const auto& item : node.items()) {
                if (!std::exchange(first, false)) out += ',';
                break_line(out, indent, level + 1);
                write(out, item, indent, level + 1);
            }
            if (!first) break_line(out, indent, level);
            out += ']';
            return;
        }
        case Node::Kind::object: {
            out += '{';
            bool first = true;
            for (const auto& [key, value] : node.members()) {
                if (!std::exchange(first, false)) out += ',';
                break_line(out, indent, level + 1);
                write_string(out, key);
                out += indent > 0 ? ": " : ":";
                write(out, value, indent, level + 1);
            }
            if (!first) break_line(out, indent, level);
            out += '}';
            return;
        }
    }
}

}  // namespace

Node::Node(Items items) {
    const auto depth = depth_over(items, [](const Node& item) -> const Node& { return item; });
    value_ = std::make_shared<const List>(List{std::move(items), depth});
}

Node::Node(Members members) {
    const auto depth = depth_over(members, [](const auto& member) -> const Node& { return member.second; });
    value_ = std::make_shared<const Object>(Object{std::move(members), depth});
}

bool Node::boolean() const {
    const auto* value = std::get_if<bool>(&value_);
    return value != nullptr && *value;
}

double Node::number() const {
    const auto* value = std::get_if<Number>(&value_);
    return value == nullptr ? 0 : value->value;
}

const std::string& Node::string() const {
    static const std::string nothing;
    const auto* value = std::get_if<std::string>(&value_);
    return value == nullptr ? nothing : *value;
}

const Node::Items& Node::items() const {
    static const Items nothing;
    const auto* value = std::get_if<std::shared_ptr<const List>>(&value_);
    return value == nullptr ? nothing : (*value)->items;
}

const Node::Members& Node::members() const {
    static const Members nothing;
    const auto* value = std::get_if<std::shared_ptr<const Object>>(&value_);
    return value == nullptr ? nothing : (*value)->members;
}

const std::string& Node::number_text() const {
    static const std::string nothing;
    const auto* value = std::get_if<Number>(&value_);
    return value == nullptr ? nothing : value->text;
}

const Node& Node::operator[](std::string_view key) const {
    static const Node nothing;
    for (const auto& [name, value] : members())
        if (name == key) return value;
    return nothing;
}

std::size_t Node::depth() const {
    if (const auto* list = std::get_if<std::shared_ptr<const List>>(&value_)) return (*list)->depth;
    if (const auto* object = std::get_if<std::shared_ptr<const Object>>(&value_)) return (*object)->depth;
    return 0;
}

const void* Node::identity() const {
    if (const auto* list = std::get_if<std::shared_ptr<const List>>(&value_)) return list->get();
    if (const auto* object = std::get_if<std::shared_ptr<const Object>>(&value_)) return object->get();
    return nullptr;
}

Result<Node> read_node(std::string_view text, NodeLimits limits) {
    if (text.size() > limits.bytes) return Failure{"more than " + std::to_string(limits.bytes) + " bytes"};
    Builder builder(limits);
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return Failure{builder.failure()};
    return builder.take();
}

std::string write_node(const Node& node, int indent) {
    std::string out;
    write(out, node, indent, 0);
    return out;
}

/// ECMA-262, Number::toString: plain digits from 1e-7 to below 1e21, otherwise one digit, fraction and exponent.
std::string number_to_text(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
    if (value == 0) return "0";
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::abs(value), std::chars_format::scientific).ptr;
    const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
    const auto split = text.find('e');
    std::string digits;
    for (const char letter : text.substr(0, split))
        if (letter != '.') digits += letter;
    int exponent = 0;
    const auto from = split + (text[split + 1] == '+' ? 2 : 1);
    std::from_chars(text.data() + from, text.data() + text.size(), exponent);
    const int count = static_cast<int>(digits.size());
    const int point = exponent + 1;  // where the decimal point stands in `digits`
    std::string out = value < 0 ? "-" : "";
    if (point > 0 && point <= 21) {
        if (count <= point) return out + digits + std::string(static_cast<std::size_t>(point - count), '0');
        return out + digits.substr(0, static_cast<std::size_t>(point)) + "." +
               digits.substr(static_cast<std::size_t>(point));
    }
    if (point > -6 && point <= 0) return out + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    out += digits.substr(0, 1);
    if (count > 1) out += "." + digits.substr(1);
    return out + "e" + (exponent < 0 ? "-" : "+") + std::to_string(std::abs(exponent));
}

}  // namespace landfall
