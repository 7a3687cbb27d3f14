#include "kiosk/declaration/judge_enabling.h"

#include <algorithm>

#include "kiosk/declaration/javascript.h"
#include "kiosk/declaration/judge_values.h"
#include "kiosk/declaration/logic_node.h"

namespace landfall::judging {

namespace {

using Kind = Node::Kind;

bool lies_in(const Question* inner, const Question* outer) {
    for (; inner != nullptr; inner = inner->parent)
        if (inner == outer) return true;
    return false;
}

/// What rules see of one answer; as in a pack (see walk.cpp).
Node for_rules(const std::string& element, const Node& node) {
    if (element == "valueCoding") return node[node["code"].absent() ? "display" : "code"];
    if (element != "valueQuantity") return node;
    return Node(Node::Members{{"value", node["value"]}, {"unit", node[node["code"].absent() ? "unit" : "code"]}});
}

Node::Members answers_in(const Node& element, const std::vector<Question>& questions);

void add_question(const Node& element, const Question& question, Node::Members& members) {
    Node::Items values;
    for (const auto& item : element["item"].items()) {
        if (item["linkId"].string() != question.link_id) continue;
        for (const auto& answer : item["answer"].items()) {
            const auto value = fhir::value_element(answer);
            if (value.node != nullptr) values.push_back(for_rules(value.name, *value.node));
            auto below = answers_in(answer, question.items);
            members.insert(members.end(), below.begin(), below.end());
        }
    }
    if (!values.empty()) members.emplace_back(question.link_id, question.repeats ? Node(values) : values.front());
}

Node::Members answers_in(const Node& element, const std::vector<Question>& questions) {
    Node::Members members;
    for (const auto& question : questions) {
        if (question.type != "group") {
            add_question(element, question, members);
            continue;
        }
        Node::Items occurrences;
        for (const auto& item : element["item"].items()) {
            if (item["linkId"].string() != question.link_id) continue;
            auto below = answers_in(item, question.items);
            if (question.repeats)
                occurrences.emplace_back(std::move(below));
            else
                members.insert(members.end(), below.begin(), below.end());
        }
        if (question.repeats) members.emplace_back(question.link_id, Node(std::move(occurrences)));
    }
    return members;
}

/// All answers to `link_id` anywhere below `element`.
template <typename Add>
void search(const Node& element, const std::string& link_id, const Add& add) {
    for (const auto& item : element["item"].items()) {
        const bool wanted = item["linkId"].string() == link_id;
        for (const auto& answer : item["answer"].items()) {
            if (wanted) add(answer);
            search(answer, link_id, add);
        }
        search(item, link_id, add);
    }
}

}  // namespace

Enabling::Enabling(Questionnaire& questionnaire, const Node& response)
    : questionnaire_(questionnaire), response_(response) {
    const auto rates = read_node(fhir::extension(questionnaire.node, fhir::ours, "rates")["valueString"].string());
    variables_ = {{"rates", rates ? *rates : Node(Node::Members{})},
                  {"answers", Node(answers_in(response, questionnaire.items))}};
    if (const auto& authored = response["authored"].string(); authored.size() >= 10)
        variables_.emplace_back("today", Node(authored.substr(0, 10)));
}

/// Up from where the question stands to the first level that the target lies in; every answer below that counts.
std::vector<Enabling::Given> Enabling::answers_to(const std::string& link_id, const Question& from,
                                                  const Stack& stack) const {
    std::vector<Given> given;
    const auto add = [&](const Node& answer) {
        const auto value = fhir::value_element(answer);
        if (value.node != nullptr) given.push_back({value.name, value.node});
    };
    const auto found = questionnaire_.by_link_id.find(link_id);
    if (found == questionnaire_.by_link_id.end()) return given;
    const Question* common = from.parent;
    while (common != nullptr && !lies_in(found->second, common)) common = common->parent;
    for (auto level = stack.rbegin(); common != nullptr && level != stack.rend(); ++level) {
        if (level->question != common) continue;
        if (common == found->second && level->answer != nullptr)
            add(*level->answer);
        else
            search(level->answer != nullptr ? *level->answer : *level->element, link_id, add);
        return given;
    }
    if (common == nullptr) search(response_, link_id, add);
    return given;
}

bool Enabling::met(const Node& condition, const Question& question, const Stack& stack) const {
    const auto given = answers_to(condition["question"].string(), question, stack);
    const auto wanted = fhir::value_element(condition, "answer");
    const auto comparison = fhir::comparison(condition["operator"].string()).value_or(Comparison::exists);
    const auto equals = [&](const Given& each) {
        return equal(each.element, *each.node, wanted.name, *wanted.node, true);
    };
    const auto ordered = [&](auto test) {
        return std::any_of(given.begin(), given.end(), [&](const Given& each) {
            const auto order = order_of(each.element, *each.node, wanted.name, *wanted.node);
            return order && test(*order);
        });
    };
    switch (comparison) {
        case Comparison::exists:
            return wanted.node->boolean() == !given.empty();
        case Comparison::equal:
            return std::any_of(given.begin(), given.end(), equals);
        case Comparison::not_equal:
            return !given.empty() && std::none_of(given.begin(), given.end(), equals);
        case Comparison::greater:
            return ordered([](auto order) { return order > 0; });
        case Comparison::less:
            return ordered([](auto order) { return order < 0; });
        case Comparison::greater_or_equal:
            return ordered([](auto order) { return order >= 0; });
        case Comparison::less_or_equal:
            return ordered([](auto order) { return order <= 0; });
    }
    return false;
}

std::optional<bool> Enabling::enabled(const Question& question, const Stack& stack) {
    if (!question.enable_known) return std::nullopt;
    if (question.enable_rule) return holds(*question.enable_rule, question, stack);
    const auto& conditions = (*question.node)["enableWhen"].items();
    if (conditions.empty()) return true;
    const auto test = [&](const Node& condition) { return met(condition, question, stack); };
    return (*question.node)["enableBehavior"].string() == "any"
               ? std::any_of(conditions.begin(), conditions.end(), test)
               : std::all_of(conditions.begin(), conditions.end(), test);
}

std::optional<bool> Enabling::holds(const Logic& rule, const Question& question, const Stack& stack) {
    for (const auto& path : paths_of(rule)) {
        const auto name = path.substr(0, path.find('.'));
        const bool known = name == "here" || std::any_of(variables_.begin(), variables_.end(),
                                                         [&](const auto& member) { return member.first == name; });
        if (!known && (name == "person" || name == "trip" || name == "today")) {
            questionnaire_.leave_out(question.link_id, "a rule over '" + name + "', which a response doesn't tell");
            return std::nullopt;
        }
    }
    auto variables = variables_;
    Node here = variables_[1].second;
    for (const auto& level : stack)
        if (level.question->type == "group" && level.question->repeats)
            here = Node(answers_in(*level.element, level.question->items));
    variables.emplace_back("here", here);
    const auto result = evaluate(rule, Node(std::move(variables)));
    if (!result) {
        questionnaire_.leave_out(question.link_id, "a rule that can't be evaluated: " + result.error());
        return std::nullopt;
    }
    return javascript::truthy(*result);
}

}  // namespace landfall::judging
