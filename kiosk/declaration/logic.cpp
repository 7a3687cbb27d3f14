#include "kiosk/declaration/logic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "kiosk/declaration/javascript.h"
#include "kiosk/declaration/logic_node.h"

namespace landfall {

class Logic {
public:
    explicit Logic(Node rule) : root(std::move(rule)) {}
    const Node root;
};

namespace {

using Kind = Node::Kind;
using javascript::Order;

constexpr std::size_t deepest_value = 256;  // of lists inside lists that a rule makes
constexpr std::size_t deepest_call = 256;   // of operators inside operators

constexpr std::array<std::string_view, 35> operators = {
    "var", "missing", "missing_some", "if",  "?:",   "==",   "===",   "!=", "!==", "!",      "!!", "or",
    "and", ">",       ">=",           "<",   "<=",   "max",  "min",   "+",  "-",   "*",      "/",  "%",
    "map", "filter",  "reduce",       "all", "none", "some", "merge", "in", "cat", "substr", "log"};

bool is_logic(const Node& node) { return node.is(Kind::object) && node.members().size() == 1; }

/// The arguments of an operator: a single one may stand without its list.
Node::Items arguments_of(const Node& values) { return values.is(Kind::list) ? values.items() : Node::Items{values}; }

std::string unknown_operator(const std::string& name) { return "Unrecognized operation " + name; }

bool known(const std::string& name) { return std::find(operators.begin(), operators.end(), name) != operators.end(); }

std::string first_unknown(const Node& rule) {
    if (rule.is(Kind::list)) {
        for (const auto& part : rule.items())
            if (auto found = first_unknown(part); !found.empty()) return found;
        return {};
    }
    if (!is_logic(rule)) return {};
    const auto& [name, values] = rule.members().front();
    if (!known(name)) return unknown_operator(name);
    return first_unknown(values);
}

void collect_paths(const Node& rule, std::vector<std::string>& paths) {
    for (const auto& part : rule.items()) collect_paths(part, paths);
    if (!is_logic(rule)) return;
    const auto& [name, values] = rule.members().front();
    if (name == "var" || name == "missing" || name == "missing_some") {
        const auto arguments = arguments_of(values);
        for (const auto& argument : arguments) {
            if (argument.is(Kind::string)) paths.push_back(argument.string());
            for (const auto& inner : argument.items())
                if (inner.is(Kind::string)) paths.push_back(inner.string());
            if (name == "var") break;  // the second is a default
        }
    }
    collect_paths(values, paths);
}

/// One evaluation. After a failure everything comes to undefined at once, so loops end.
class Evaluation {
public:
    Node apply(const Node& rule, const Node& data);
    const std::string& failure() const { return failure_; }
    bool spend(std::size_t units) {
        if (budget_.spend(units)) return failure_.empty();
        fail("the rule takes too many steps");
        return false;
    }

private:
    Node fail(std::string why) {
        if (failure_.empty()) failure_ = std::move(why);
        return {};
    }
    bool truthy(const Node& rule, const Node& data) { return javascript::truthy(apply(rule, data)); }
    double number(const Node& value) { return javascript::to_number(value, budget_); }
    std::string text(const Node& value) { return javascript::to_string(value, budget_); }
    Node list(Node::Items items);

    Node call(const std::string& name, const Node::Items& rules, const Node& data);
    std::optional<Node> lazy(const std::string& name, const Node::Items& rules, const Node& data);
    Node choose(const Node::Items& rules, const Node& data);
    Node first_that(bool wanted, const Node::Items& rules, const Node& data);
    Node reduce(const Node::Items& rules, const Node& data);
    Node over_items(const std::string& name, const Node::Items& rules, const Node& data);
    Node quantified(const std::string& name, const Node& list, const Node& rule);

    Node eager(const std::string& name, const Node::Items& values, const Node& data);
    Node compared(const std::string& name, const Node::Items& values);
    Node calculated(const std::string& name, const Node::Items& values);
    Node extreme(bool largest, const Node::Items& values);
    Node folded(bool product, const Node::Items& values);
    Node looked_up(const Node::Items& values, const Node& data);
    Node missing(const Node::Items& values, const Node& data);
    Node missing_some(const Node::Items& values, const Node& data);
    Node merged(const Node::Items& values);
    Node contained(const Node::Items& values);
    Node joined(const Node::Items& values);
    Node cut(const Node::Items& values);

    javascript::Budget budget_;
    std::size_t depth_ = 0;
    std::string failure_;
};

const Node undefined;

const Node& at(const Node::Items& values, std::size_t index) {
    return index < values.size() ? values[index] : undefined;
}

Node Evaluation::list(Node::Items items) {
    Node made(std::move(items));
    return made.depth() > deepest_value ? fail("the rule makes a list that is too deep") : made;
}

Node Evaluation::apply(const Node& rule, const Node& data) {
    if (!spend(1)) return {};
    const bool logic = is_logic(rule);
    if (!logic && !rule.is(Kind::list)) return rule;
    if (depth_ >= deepest_call) return fail("the rule goes too deep");
    ++depth_;
    Node result;
    if (logic) {
        const auto& [name, values] = rule.members().front();
        result = call(name, arguments_of(values), data);
    } else {
        Node::Items items;
        for (const auto& part : rule.items()) items.push_back(apply(part, data));
        result = list(std::move(items));
    }
    --depth_;
    return result;
}

Node Evaluation::call(const std::string& name, const Node::Items& rules, const Node& data) {
    if (!known(name)) return fail(unknown_operator(name));  // `missing` takes rules from the data
    if (auto result = lazy(name, rules, data)) return *result;
    Node::Items values;
    for (const auto& rule : rules) values.push_back(apply(rule, data));
    return failure_.empty() ? eager(name, values, data) : Node{};
}

/// Operators that decide themselves which arguments are looked at.
std::optional<Node> Evaluation::lazy(const std::string& name, const Node::Items& rules, const Node& data) {
    if (name == "if" || name == "?:") return choose(rules, data);
    if (name == "and") return first_that(false, rules, data);
    if (name == "or") return first_that(true, rules, data);
    if (name == "reduce") return reduce(rules, data);
    for (const auto* over : {"map", "filter", "all", "none", "some"})
        if (name == over) return over_items(name, rules, data);
    return std::nullopt;
}

Node Evaluation::choose(const Node::Items& rules, const Node& data) {
    std::size_t i = 0;
    for (; i + 1 < rules.size(); i += 2)
        if (truthy(rules[i], data)) return apply(rules[i + 1], data);
    return i + 1 == rules.size() ? apply(rules[i], data) : Node(nullptr);
}

Node Evaluation::first_that(bool wanted, const Node::Items& rules, const Node& data) {
    Node current;
    for (const auto& rule : rules) {
        current = apply(rule, data);
        if (javascript::truthy(current) == wanted) return current;
    }
    return current;
}

Node Evaluation::reduce(const Node::Items& rules, const Node& data) {
    const Node list = apply(at(rules, 0), data);
    Node accumulator = rules.size() > 2 ? apply(rules[2], data) : Node(nullptr);
    if (!list.is(Kind::list)) return accumulator;
    for (const auto& item : list.items()) {
        const Node scope(Node::Members{{"current", item}, {"accumulator", accumulator}});
        if (scope.depth() > deepest_value + 1) return fail("the rule makes a list that is too deep");
        accumulator = apply(at(rules, 1), scope);
        if (!failure_.empty()) return {};
    }
    return accumulator;
}

Node Evaluation::over_items(const std::string& name, const Node::Items& rules, const Node& data) {
    const Node list_in = apply(at(rules, 0), data);
    const Node& rule = at(rules, 1);
    if (name != "map" && name != "filter") return quantified(name, list_in, rule);
    Node::Items out;
    for (const auto& item : list_in.items()) {
        Node result = apply(rule, item);
        if (!failure_.empty()) return {};
        if (name == "map")
            out.push_back(std::move(result));
        else if (javascript::truthy(result))
            out.push_back(item);
    }
    return list(std::move(out));
}

Node Evaluation::quantified(const std::string& name, const Node& list_in, const Node& rule) {
    const bool on_end = name != "some" && !(name == "all" && list_in.items().empty());
    for (const auto& item : list_in.items()) {
        const bool holds = truthy(rule, item);
        if (!failure_.empty()) return {};
        if (name == "all" ? !holds : holds) return name == "some";
    }
    return on_end;
}

Node Evaluation::eager(const std::string& name, const Node::Items& values, const Node& data) {
    if (name == "var") return looked_up(values, data);
    if (name == "missing") return missing(values, data);
    if (name == "missing_some") return missing_some(values, data);
    if (name == "!") return !javascript::truthy(at(values, 0));
    if (name == "!!") return javascript::truthy(at(values, 0));
    if (name == "log") return at(values, 0);
    if (name == "merge") return merged(values);
    if (name == "in") return contained(values);
    if (name == "cat") return joined(values);
    if (name == "substr") return cut(values);
    if (name == "max" || name == "min") return extreme(name == "max", values);
    if (name == "+" || name == "*") return folded(name == "*", values);
    if (name == "-" || name == "/" || name == "%") return calculated(name, values);
    return compared(name, values);
}

Node Evaluation::compared(const std::string& name, const Node::Items& values) {
    const Node& a = at(values, 0);
    const Node& b = at(values, 1);
    if (name == "==") return javascript::alike(a, b, budget_);
    if (name == "!=") return !javascript::alike(a, b, budget_);
    if (name == "===") return javascript::same(a, b);
    if (name == "!==") return !javascript::same(a, b);
    const auto holds = [&](const Node& left, const Node& right) {
        const auto order = javascript::compare(left, right, budget_);
        if (name == "<") return order == Order::less;
        if (name == "<=") return order == Order::less || order == Order::equal;
        if (name == ">") return order == Order::greater;
        return order == Order::greater || order == Order::equal;  // ">="
    };
    const bool between = (name == "<" || name == "<=") && !at(values, 2).absent();
    return holds(a, b) && (!between || holds(b, at(values, 2)));
}

Node Evaluation::calculated(const std::string& name, const Node::Items& values) {
    const double a = number(at(values, 0));
    if (name == "-" && at(values, 1).absent()) return -a;
    const double b = number(at(values, 1));
    if (name == "-") return a - b;
    return name == "/" ? a / b : std::fmod(a, b);
}

Node Evaluation::extreme(bool largest, const Node::Items& values) {
    double best = largest ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    for (const auto& value : values) {
        const double next = number(value);
        if (std::isnan(best) || std::isnan(next))
            best = std::numeric_limits<double>::quiet_NaN();
        else
            best = largest ? std::max(best, next) : std::min(best, next);
    }
    return best;
}

/// A sum starts from 0; a product from its first argument, which stays as it is when it stands alone.
Node Evaluation::folded(bool product, const Node::Items& values) {
    if (product && values.empty()) return fail("Reduce of empty array with no initial value");
    Node result = product ? values.front() : Node(0);
    for (std::size_t i = product ? 1 : 0; i < values.size(); ++i) {
        const double a = javascript::parse_float(text(result));
        const double b = javascript::parse_float(text(values[i]));
        result = product ? a * b : a + b;
    }
    return result;
}

/// One step down a path. Lists and texts have indices and a length.
Node member(const Node& data, std::string_view key) {
    if (data.is(Kind::object)) return data[key];
    if (!data.is(Kind::list) && !data.is(Kind::string)) return {};
    const bool index = !key.empty() && key.size() < 8 && key.find_first_not_of("0123456789") == key.npos &&
                       (key.size() == 1 || key[0] != '0');
    if (!index && key != "length") return {};
    const auto place = index ? std::stoul(std::string(key)) : 0;
    if (data.is(Kind::list)) return index ? at(data.items(), place) : Node(static_cast<double>(data.items().size()));
    const auto letters = javascript::to_utf16(data.string());
    if (!index) return static_cast<double>(letters.size());
    return place < letters.size() ? Node(javascript::from_utf16({&letters[place], 1})) : Node{};
}

Node Evaluation::looked_up(const Node::Items& values, const Node& data) {
    const Node& path = at(values, 0);
    const Node not_found = at(values, 1).absent() ? Node(nullptr) : at(values, 1);
    if (path.absent() || path.is(Kind::null) || (path.is(Kind::string) && path.string().empty())) return data;
    const std::string names = text(path);
    Node found = data;
    for (std::size_t from = 0;;) {
        if (found.is(Kind::null) || found.absent()) return not_found;
        const auto to = names.find('.', from);
        if (!spend(1 + found.string().size())) return {};
        found = member(found, std::string_view(names).substr(from, to == names.npos ? to : to - from));
        if (found.absent()) return not_found;
        if (to == names.npos) return found;
        from = to + 1;
    }
}

Node Evaluation::missing(const Node::Items& values, const Node& data) {
    Node::Items absent;
    for (const auto& key : at(values, 0).is(Kind::list) ? at(values, 0).items() : values) {
        const Node value = apply(Node(Node::Members{{"var", key}}), data);
        if (!failure_.empty()) return {};
        if (value.is(Kind::null) || (value.is(Kind::string) && value.string().empty())) absent.push_back(key);
    }
    return list(std::move(absent));
}

Node Evaluation::missing_some(const Node::Items& values, const Node& data) {
    const Node& options = at(values, 1);
    if (options.is(Kind::null) || options.absent()) return fail("Cannot read properties of null (reading 'length')");
    const Node absent = apply(Node(Node::Members{{"missing", options}}), data);
    if (!failure_.empty()) return {};
    const Node length = member(options, "length");
    const double present = number(length) - static_cast<double>(absent.items().size());
    const auto order = javascript::compare(Node(present), at(values, 0), budget_);
    return order == Order::greater || order == Order::equal ? Node(Node::Items{}) : absent;
}

Node Evaluation::merged(const Node::Items& values) {
    Node::Items all;
    for (const auto& value : values) {
        if (!spend(1 + value.items().size())) return {};
        if (value.is(Kind::list))
            all.insert(all.end(), value.items().begin(), value.items().end());
        else
            all.push_back(value);
    }
    return list(std::move(all));
}

Node Evaluation::contained(const Node::Items& values) {
    const Node& whole = at(values, 1);
    if (whole.is(Kind::string))
        return !whole.string().empty() && whole.string().find(text(at(values, 0))) != std::string::npos;
    if (!spend(1 + whole.items().size())) return {};
    return std::any_of(whole.items().begin(), whole.items().end(),
                       [&](const Node& item) { return javascript::same(item, at(values, 0)); });
}

Node Evaluation::joined(const Node::Items& values) {
    std::string all;
    for (const auto& value : values)
        if (!value.is(Kind::null) && !value.absent()) all += text(value);
    return spend(all.size()) ? Node(std::move(all)) : Node{};
}

/// ECMA-262, ToIntegerOrInfinity.
double whole_number(double value) { return std::isnan(value) ? 0 : std::trunc(value); }

/// ECMA-262, B.2.2.1: String.prototype.substr; `length` infinite when not given.
std::u16string_view substr(std::u16string_view text, double start, double length) {
    const auto size = static_cast<double>(text.size());
    start = start < 0 ? std::max(size + start, 0.0) : std::min(start, size);
    const double end = std::min(start + std::clamp(length, 0.0, size), size);
    return text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(std::max(end - start, 0.0)));
}

Node Evaluation::cut(const Node::Items& values) {
    const auto letters = javascript::to_utf16(text(at(values, 0)));
    const double start = whole_number(number(at(values, 1)));
    const Node& end = at(values, 2);
    constexpr double all = std::numeric_limits<double>::infinity();
    if (javascript::compare(end, Node(0), budget_) != Order::less)
        return javascript::from_utf16(substr(letters, start, end.absent() ? all : whole_number(number(end))));
    // A negative end counts from the back; a text or list there is *joined* to the length by JavaScript's plus.
    const auto rest = substr(letters, start, all);
    const bool plain = end.is(Kind::number) || end.is(Kind::boolean);
    const double length = plain ? static_cast<double>(rest.size()) + number(end) : 0;
    return javascript::from_utf16(substr(rest, 0, whole_number(length)));
}

}  // namespace

Result<Rule, std::string> read_logic(const Node& rule) {
    if (auto unknown = first_unknown(rule); !unknown.empty()) return Failure{std::move(unknown)};
    return Rule(std::make_shared<const Logic>(rule));
}

Result<Rule, std::string> read_logic(std::string_view json) {
    auto rule = read_node(json, {.bytes = 64u << 10, .depth = 64, .nodes = 20'000});
    if (!rule) return Failure{rule.error()};
    return read_logic(*rule);
}

Result<Node> evaluate(const Logic& rule, const Node& data) {
    Evaluation evaluation;
    Node result = evaluation.apply(rule.root, data);
    if (!evaluation.failure().empty() || !evaluation.spend(1)) return Failure{evaluation.failure()};
    return result;
}

namespace {

/// How many characters the JSON text of `node` has, at least; lists that are shared count each time.
bool payable(const Node& node, javascript::Budget& budget) {
    if (!budget.spend(1 + node.string().size())) return false;
    for (const auto& item : node.items())
        if (!payable(item, budget)) return false;
    for (const auto& [key, value] : node.members())
        if (!budget.spend(key.size()) || !payable(value, budget)) return false;
    return true;
}

/// Numbers as JavaScript writes them, whatever their text in the data was.
Node plain(const Node& node) {
    if (node.is(Kind::number)) return Node(node.number());
    if (node.is(Kind::list)) {
        Node::Items items;
        for (const auto& item : node.items()) items.push_back(plain(item));
        return items;
    }
    if (!node.is(Kind::object)) return node;
    Node::Members members;
    for (const auto& [key, value] : node.members())
        if (!value.absent()) members.emplace_back(key, plain(value));
    return members;
}

Result<std::string> evaluate_to_text(const Logic& rule, const Node& data) {
    auto result = evaluate(rule, data);
    if (!result) return Failure{result.error()};
    javascript::Budget budget;
    if (!payable(*result, budget)) return Failure{"the rule's result is too large"};
    return write_node(plain(*result));
}

}  // namespace

Result<std::string> evaluate(const Logic& rule, std::string_view data_json) {
    const auto data = read_node(data_json);
    if (!data) return Failure{"data: " + data.error()};
    return evaluate_to_text(rule, *data);
}

Result<std::string> evaluate_case(std::string_view json) {
    const auto both = read_node(json);
    if (!both) return Failure{both.error()};
    if (!both->is(Kind::object) || (*both)["rule"].absent()) return Failure{"there is no \"rule\""};
    const auto rule = read_logic((*both)["rule"]);
    if (!rule) return Failure{rule.error()};
    const Node& data = (*both)["data"];
    return evaluate_to_text(**rule, data.absent() ? Node(nullptr) : data);
}

std::vector<std::string> paths_of(const Logic& rule) {
    std::vector<std::string> paths;
    collect_paths(rule.root, paths);
    return paths;
}

}  // namespace landfall
