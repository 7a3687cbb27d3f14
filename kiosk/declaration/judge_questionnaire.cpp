#include "kiosk/declaration/judge_questionnaire.h"

#include <algorithm>
#include <array>

#include "kiosk/declaration/logic_node.h"

namespace landfall::judging {

namespace {

using Kind = Node::Kind;

constexpr std::array<std::string_view, 15> types = {"group", "display",  "boolean",     "decimal",    "integer",
                                                    "date",  "dateTime", "time",        "string",     "text",
                                                    "url",   "choice",   "open-choice", "attachment", "reference"};

/// Extensions that decide what a valid answer is, and that nobody here evaluates.
constexpr std::array<std::string_view, 8> beyond_us = {
    "http://hl7.org/fhir/StructureDefinition/targetConstraint",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-unitValueSet",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-referenceProfile",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-referenceFilter",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerExpression",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerOptionsToggleExpression",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-subQuestionnaire",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-unitOpen"};

}  // namespace

Questionnaire::Questionnaire(const Node& questionnaire) : node(questionnaire) {
    if (!node.is(Kind::object) || node["resourceType"].string() != "Questionnaire") {
        failure = "This is not a FHIR Questionnaire.";
        return;
    }
    if (!node["implicitRules"].absent()) leave_out("", "implicitRules");
    list_extensions(node, "");
    read_items(node, items);
    index(items, nullptr);
}

void Questionnaire::leave_out(const std::string& link_id, const std::string& what) {
    auto text = (link_id.empty() ? "Questionnaire" : link_id) + ": " + what;
    if (std::find(unsupported.begin(), unsupported.end(), text) == unsupported.end())
        unsupported.push_back(std::move(text));
}

void Questionnaire::index(std::vector<Question>& questions, const Question* parent) {
    for (auto& question : questions) {
        question.parent = parent;
        if (!by_link_id.emplace(question.link_id, &question).second && failure.empty())
            failure = "The questionnaire has the linkId '" + question.link_id + "' twice (que-2).";
        index(question.items, &question);
    }
}

void Questionnaire::list_extensions(const Node& element, const std::string& link_id) {
    if (!element["modifierExtension"].absent()) leave_out(link_id, "modifierExtension");
    for (const auto& extension : element["extension"].items())
        if (std::find(beyond_us.begin(), beyond_us.end(), extension["url"].string()) != beyond_us.end())
            leave_out(link_id, extension["url"].string());
}

void Questionnaire::read_items(const Node& parent, std::vector<Question>& into) {
    if (!parent["item"].absent() && !parent["item"].is(Kind::list)) failure = "'item' of the questionnaire is no list.";
    for (const auto& item : parent["item"].items()) read_item(item, into.emplace_back());
}

void Questionnaire::read_item(const Node& item, Question& question) {
    question.node = &item;
    question.link_id = item["linkId"].string();
    question.type = item["type"].string();
    question.required = item["required"].boolean();
    question.repeats = item["repeats"].boolean();
    if (question.link_id.empty() || question.type.empty()) {
        failure = "An item of the questionnaire has no linkId or no type.";
        return;
    }
    if (question.type != "quantity" && question.type != "question" &&
        std::find(types.begin(), types.end(), question.type) == types.end())
        leave_out(question.link_id, "type '" + question.type + "'");
    list_extensions(item, question.link_id);
    for (const auto& extension : item["extension"].items())  // a publisher of its own may mean anything by them
        if (const std::string_view url = extension["url"].string();
            !url.starts_with("http://hl7.org/fhir/") && !url.starts_with(fhir::ours))
            leave_out(question.link_id, std::string(url));
    read_options(question);
    read_expressions(question);
    read_items(item, question.items);
}

void Questionnaire::read_options(Question& question) {
    const Node& item = *question.node;
    for (const auto& option : item["answerOption"].items()) {
        list_extensions(option, question.link_id);
        const auto value = fhir::value_element(option);
        if (value.node == nullptr) continue;
        const bool exclusive =
            fhir::extension(option, fhir::core, "questionnaire-optionExclusive")["valueBoolean"].boolean();
        question.permitted.push_back({value.name, *value.node, exclusive});
    }
    const auto& reference = item["answerValueSet"].string();
    if (!reference.empty()) read_value_set(reference, question);
}

/// A value set that is contained and lists its concepts can be looked into; any other needs a terminology server.
void Questionnaire::read_value_set(const std::string& reference, Question& question) {
    const auto leave = [&](const std::string& why) {
        question.options_known = false;
        leave_out(question.link_id, "answerValueSet " + reference + why);
    };
    const auto& sets = node["contained"].items();
    const auto set = std::find_if(sets.begin(), sets.end(), [&](const Node& each) {
        return each["resourceType"].string() == "ValueSet" &&
               (reference == "#" + each["id"].string() ||
                (!each["url"].string().empty() && reference == each["url"].string()));
    });
    if (set == sets.end()) return leave("");
    if (const auto& contains = (*set)["expansion"]["contains"]; !contains.absent()) {
        for (const auto& concept_node : contains.items()) {
            if (!concept_node["contains"].absent()) return leave(" (levels)");
            question.permitted.push_back({"valueCoding", concept_node, false});
        }
        return;
    }
    const auto& compose = (*set)["compose"];
    if (!compose["exclude"].absent() || compose["include"].items().empty()) return leave(" (compose)");
    for (const auto& include : compose["include"].items()) {
        if (!include["filter"].absent() || !include["valueSet"].absent() || include["concept"].items().empty())
            return leave(" (compose)");
        for (const auto& part : include["concept"].items()) {
            Node::Members coding{{"code", part["code"]}};
            if (!include["system"].absent()) coding.emplace_back("system", include["system"]);
            question.permitted.push_back({"valueCoding", Node(std::move(coding)), false});
        }
    }
}

void Questionnaire::read_expressions(Question& question) {
    const auto& extension = fhir::extension(*question.node, fhir::sdc, "enableWhenExpression");
    if (!extension.absent()) {
        const auto& expression = extension["valueExpression"];
        const auto rule = read_logic(std::string_view(expression["expression"].string()));
        question.enable_known = expression["language"].string() == fhir::logic_language && rule;
        if (question.enable_known)
            question.enable_rule = *rule;
        else
            leave_out(question.link_id, "enableWhenExpression in '" + expression["language"].string() + "'");
    }
    for (const auto& each : (*question.node)["extension"].items()) {
        if (each["url"].string() != std::string(fhir::core) + "questionnaire-constraint") continue;
        const auto& expression = fhir::extension(each, "", "expression")["valueExpression"];
        const auto rule = read_logic(std::string_view(expression["expression"].string()));
        if (expression["language"].string() != fhir::logic_language || !rule)
            leave_out(question.link_id,
                      "questionnaire-constraint in another language than " + std::string(fhir::logic_language));
    }
    for (const auto& condition : (*question.node)["enableWhen"].items())
        if (!fhir::comparison(condition["operator"].string()) ||
            fhir::value_element(condition, "answer").node == nullptr) {
            question.enable_known = false;
            leave_out(question.link_id, "enableWhen operator '" + condition["operator"].string() + "'");
        }
}

}  // namespace landfall::judging
