#include "kiosk/declaration/walk.h"

#include <algorithm>
#include <cmath>

#include "kiosk/base/match.h"
#include "kiosk/declaration/fhir.h"
#include "kiosk/declaration/javascript.h"
#include "kiosk/declaration/logic_node.h"
#include "kiosk/declaration/values.h"

namespace landfall {

namespace {

/// What a rule sees of one answer: codes, ISO dates, numbers; a quantity as an object.
Node node_of(const Value& value) {
    return match(
        value, [](bool yes) { return Node(yes); }, [](std::int64_t whole) { return Node(static_cast<double>(whole)); },
        [](double decimal) { return Node(decimal); }, [](const std::string& text) { return Node(text); },
        [](const Date& day) { return Node(day.iso()); },
        [](const Coding& coding) { return Node(coding.code.empty() ? coding.display : coding.code); },
        [](const Quantity& quantity) {
            return Node(Node::Members{{"value", Node(quantity.value)}, {"unit", Node(quantity.unit)}});
        });
}

Node date_node(const std::optional<Date>& date) { return date ? Node(date->iso()) : Node(nullptr); }

Node person_node(const Context& context) {
    const auto& document = context.person.scan.document;
    const auto age = document.birth_date ? Node(age_on(*document.birth_date, context.today)) : Node(nullptr);
    return Node(
        Node::Members{{"surname", Node(document.surname)},
                      {"given_names", Node(document.given_names)},
                      {"nationality", Node(document.nationality)},
                      {"sex", Node(document.sex == Sex::unspecified ? std::string_view() : letter_of(document.sex))},
                      {"birth_date", date_node(document.birth_date)},
                      {"age", age},
                      {"document_code", Node(document.document_code)},
                      {"issuer", Node(document.issuer)},
                      {"number", Node(document.number)},
                      {"expiry_date", date_node(document.expiry_date)}});
}

Node trip_node(const Trip& trip) {
    return Node(Node::Members{{"flight", Node(trip.flight)},
                              {"date", date_node(trip.date)},
                              {"seat", Node(trip.seat)},
                              {"from", Node(trip.from)}});
}

bool repeats_as_group(const Item& item) { return item.type == ItemType::group && item.repeats; }

}  // namespace

Walk::Walk(const Pack& pack, const Answers& answers, const Context& context) : pack_(pack), answers_(answers) {
    index(pack.items, {});
    auto rates = read_node(pack.rates);
    variables_ = {{"person", person_node(context)},
                  {"trip", trip_node(context.trip)},
                  {"today", Node(context.today.iso())},
                  {"rates", rates ? std::move(*rates) : Node(Node::Members{})},
                  {"answers", Node(answers_in(pack.items, {}))}};
}

void Walk::index(const std::vector<Item>& items, std::vector<LinkId> groups) {
    for (const auto& item : items) {
        items_[item.link_id] = {&item, groups};
        auto inner = groups;
        if (repeats_as_group(item)) inner.push_back(item.link_id);
        index(item.items, std::move(inner));
    }
}

const Item* Walk::item_at(const Path& path) const {
    const auto found = items_.find(link_id_of(path));
    return found == items_.end() ? nullptr : found->second.item;
}

std::size_t Walk::occurrences_at(const Path& path) const {
    const auto found = answers_.occurrences.find(path);
    return found == answers_.occurrences.end() ? 0 : std::min(found->second, most_occurrences);
}

void Walk::each(const std::vector<Item>& items, const Path& prefix,
                const std::function<bool(const Place&)>& visit) const {
    for (const auto& item : items) {
        if (!enabled(item, prefix)) continue;
        const Role role = repeats_as_group(item) ? Role::list : item.type == ItemType::group ? Role::group : Role::leaf;
        const Place place{&item, prefix + item.link_id, prefix, role};
        if (role == Role::list) {
            below(place, visit);
            visit(place);
        } else if (visit(place)) {
            below(place, visit);
        }
    }
}

void Walk::below(const Place& place, const std::function<bool(const Place&)>& visit) const {
    switch (place.role) {
        case Role::group:
            each(place.item->items, place.prefix, visit);
            return;
        case Role::occurrence:
            each(place.item->items, place.path + "/", visit);
            return;
        case Role::leaf: {
            const auto* values = answers_.find(place.path);
            if (values != nullptr && !values->empty()) each(place.item->items, place.prefix, visit);
            return;
        }
        case Role::list:
            for (std::size_t i = 0; i < occurrences_at(place.path); ++i) {
                const auto path = place.path + ":" + std::to_string(i);
                const Place occurrence{place.item, path, place.prefix, Role::occurrence};
                if (visit(occurrence)) below(occurrence, visit);
            }
            return;
    }
}

/// The answers to `question` that a condition at `prefix` sees: those of the same occurrence where it lies in one,
/// otherwise those of all occurrences.
void Walk::gather(const LinkId& question, const Path& prefix, std::vector<Value>& values) const {
    const auto found = items_.find(question);
    if (found == items_.end()) return;
    std::vector<Path> bases = {Path()};
    for (const auto& group : found->second.groups) {
        std::vector<Path> next;
        for (const auto& base : bases) {
            const Path path = base + group;
            const bool inside_it = prefix.starts_with(path + ":");
            if (inside_it)
                next.push_back(prefix.substr(0, prefix.find('/', path.size()) + 1));
            else
                for (std::size_t i = 0; i < occurrences_at(path); ++i)
                    next.push_back(path + ":" + std::to_string(i) + "/");
        }
        bases = std::move(next);
    }
    for (const auto& base : bases)
        if (const auto* given = answers_.find(base + question))
            values.insert(values.end(), given->begin(), given->end());
}

bool Walk::enabled(const Item& item, const Path& prefix) const {
    if (item.enable_expression) {
        const auto result = result_of(item.enable_expression, prefix);
        return !result || javascript::truthy(*result);  // a rule that fails asks rather than skips
    }
    if (item.enable_when.empty()) return true;
    const auto met = [&](const Condition& condition) {
        std::vector<Value> values;
        gather(condition.question, prefix, values);
        return holds(condition, values);
    };
    return item.enable_any ? std::any_of(item.enable_when.begin(), item.enable_when.end(), met)
                           : std::all_of(item.enable_when.begin(), item.enable_when.end(), met);
}

void Walk::answers_of(const Item& item, const Path& prefix, Node::Members& members) const {
    const Path path = prefix + item.link_id;
    if (repeats_as_group(item)) {
        Node::Items occurrences;
        for (std::size_t i = 0; i < occurrences_at(path); ++i)
            occurrences.emplace_back(answers_in(item.items, path + ":" + std::to_string(i) + "/"));
        members.emplace_back(item.link_id, Node(std::move(occurrences)));
        return;
    }
    if (const auto* values = answers_.find(path); values != nullptr && !values->empty()) {
        Node::Items nodes;
        for (const auto& value : *values) nodes.push_back(node_of(value));
        members.emplace_back(item.link_id, item.repeats ? Node(std::move(nodes)) : nodes.front());
    }
    for (const auto& child : item.items) answers_of(child, prefix, members);
}

Node::Members Walk::answers_in(const std::vector<Item>& items, const Path& prefix) const {
    Node::Members members;
    for (const auto& item : items) answers_of(item, prefix, members);
    return members;
}

/// The answers of the occurrence that `prefix` names; all answers outside of repeating groups.
const Node& Walk::here(const Path& prefix) const {
    if (prefix.empty()) return variables_.back().second;
    const auto [place, fresh] = scopes_.try_emplace(prefix);
    if (fresh) {
        const auto* group = item_at(prefix.substr(0, prefix.size() - 1));
        if (group != nullptr) place->second = Node(answers_in(group->items, prefix));
    }
    return place->second;
}

std::optional<Node> Walk::result_of(const Rule& rule, const Path& prefix) const {
    auto variables = variables_;
    variables.emplace_back("here", here(prefix));
    auto result = evaluate(*rule, Node(std::move(variables)));
    return result ? std::optional(std::move(*result)) : std::nullopt;
}

std::optional<Value> Walk::calculated(const Item& item, const Path& prefix) const {
    const auto result = result_of(item.calculated, prefix);
    if (!result) return std::nullopt;
    if (item.type == ItemType::boolean) return javascript::truthy(*result);
    const bool number = result->is(Node::Kind::number) && std::isfinite(result->number());
    const double value = result->number();
    if (item.type == ItemType::integer)
        return number && std::abs(value) < 2147483648.0 ? std::optional<Value>(static_cast<std::int64_t>(value))
                                                        : std::nullopt;
    if (item.type == ItemType::decimal) return number ? std::optional<Value>(value) : std::nullopt;
    if (item.type == ItemType::quantity)
        return number ? std::optional<Value>(Quantity{value, item.units.empty() ? "" : item.units.front()})
                      : std::nullopt;
    if (!result->is(Node::Kind::string) || result->string().empty()) return std::nullopt;
    if (item.type == ItemType::date) {
        const auto day = fhir::date(result->string());
        return day ? std::optional<Value>(*day) : std::nullopt;
    }
    for (const auto& option : item.options)
        if (const auto* coding = std::get_if<Coding>(&option.value); coding && coding->code == result->string())
            return option.value;
    if (item.type == ItemType::choice) return std::nullopt;
    return result->string();
}

}  // namespace landfall
