#include "kiosk/declaration/judge.h"

#include <algorithm>
#include <initializer_list>
#include <set>

#include "kiosk/declaration/judge_enabling.h"
#include "kiosk/declaration/judge_formats.h"
#include "kiosk/declaration/judge_values.h"
#include "kiosk/declaration/logic_node.h"

namespace landfall {

namespace judging {

namespace {

using Kind = Node::Kind;

bool answered_below(const Node& element) {
    for (const auto& item : element["item"].items())
        if (!item["answer"].items().empty() || answered_below(item)) return true;
    return false;
}

class Judge {
public:
    Judge(Questionnaire& questionnaire, const Node& response)
        : questionnaire_(questionnaire), response_(response), enabling_(questionnaire, response) {}

    std::vector<ResponseIssue> run();

private:
    void issue(const std::string& path, std::string code, std::string message) {
        issues_.push_back({path, std::move(code), std::move(message)});
    }
    bool elements(const Node& node, std::initializer_list<std::string_view> known, const std::string& path);
    void head();
    void canonical();
    void items(const Node& element, const std::vector<Question>& questions, const std::string& path);
    void placed(const Node& element, const std::vector<Question>& questions, const std::string& path);
    void question(const Question& question, const std::vector<std::pair<const Node*, std::string>>& given,
                  const std::string& path);
    void group(const Question& question, const Node& item, const std::string& path);
    void answers(const Question& question, const Node& item, const std::string& path);
    void answer(const Question& question, const Node& answer, const std::string& path);
    void value(const Question& question, const std::string& name, const Node& node, const std::string& path);
    void options(const Question& question, const std::string& name, const Node& node, const std::string& path);
    void limits(const Question& question, const std::string& name, const Node& node, const std::string& path);
    void length(const Question& question, const std::string& name, const Node& node, const std::string& path);
    void units(const Question& question, const Node& node, const std::string& path);
    void count(const Question& question, std::size_t number, const std::string& path);
    void kinds(const Question& question, const std::string& name, const Node& node, const std::string& path);
    void constraints(const Question& question, const std::string& path);

    Questionnaire& questionnaire_;
    const Node& response_;
    Enabling enabling_;
    Stack stack_;
    bool complete_ = false;  ///< required answers must be there
    std::vector<ResponseIssue> issues_;
};

bool Judge::elements(const Node& node, std::initializer_list<std::string_view> known, const std::string& path) {
    if (!node.is(Kind::object) || node.members().empty()) {
        issue(path, "structure", "This must be a JSON object that is not empty.");
        return false;
    }
    for (const auto& [name, content] : node.members()) {
        const auto bare = name.starts_with("_") ? std::string_view(name).substr(1) : std::string_view(name);
        if (bare == "modifierExtension")
            issue(path, "not-supported", "A modifier extension of the response is not understood.");
        else if (std::find(known.begin(), known.end(), bare) == known.end() &&
                 !(bare.starts_with("value") && std::find(known.begin(), known.end(), "value[x]") != known.end()))
            issue(path, "structure", "'" + name.substr(0, 80) + "' is not an element here.");
        if ((content.is(Kind::list) && content.items().empty()) || content.is(Kind::null) ||
            (content.is(Kind::string) && content.string().empty()))
            issue(path + "." + name.substr(0, 80), "structure", "An element that stands here can't be empty.");
    }
    for (const auto* list : {"item", "answer", "extension"})
        if (!node[list].absent() && !node[list].is(Kind::list))
            issue(path + "." + list, "structure", "This must be a JSON array.");
    return true;
}

std::vector<ResponseIssue> Judge::run() {
    const std::string path = "QuestionnaireResponse";
    if (!response_.is(Kind::object) || response_["resourceType"].string() != path) {
        issue("", "structure", "This is not a FHIR QuestionnaireResponse.");
        return std::move(issues_);
    }
    elements(response_,
             {"resourceType", "id", "meta", "implicitRules", "language", "text", "contained", "extension", "identifier",
              "basedOn", "partOf", "questionnaire", "status", "subject", "encounter", "authored", "author", "source",
              "item"},
             path);
    head();
    canonical();
    items(response_, questionnaire_.items, path);
    return std::move(issues_);
}

void Judge::head() {
    const Node& status = response_["status"];
    complete_ = status.string() == "completed" || status.string() == "amended";
    if (status.absent())
        issue("QuestionnaireResponse.status", "required", "A response needs its status.");
    else if (!complete_ && status.string() != "in-progress" && status.string() != "entered-in-error" &&
             status.string() != "stopped")
        issue("QuestionnaireResponse.status", "code-invalid", "This is no status of a response.");
    const Node& authored = response_["authored"];
    if (!authored.absent() && !fhir::is_date_time(authored.string()))
        issue("QuestionnaireResponse.authored", "value", "This is no dateTime.");
}

/// The questionnaire's url and version, or a reference to its id.
void Judge::canonical() {
    const Node& named = response_["questionnaire"];
    if (named.absent()) return;
    auto text = named.string();
    const auto bar = text.find('|');
    const auto version = bar == text.npos ? std::string() : text.substr(bar + 1);
    text = text.substr(0, std::min(bar, text.find('#', 1)));
    const auto& url = questionnaire_.node["url"].string();
    const auto& id = questionnaire_.node["id"].string();
    const bool by_id =
        !id.empty() && (text == "#" + id || text == "Questionnaire/" + id || text.ends_with("/Questionnaire/" + id));
    if (text != url && !by_id && !(url.empty() && id.empty()))
        issue("QuestionnaireResponse.questionnaire", "business-rule", "This names another questionnaire.");
    else if (!version.empty() && version != questionnaire_.node["version"].string())
        issue("QuestionnaireResponse.questionnaire", "business-rule", "This names another version.");
}

/// Each item must be one of the questions here, in their order.
void Judge::placed(const Node& element, const std::vector<Question>& questions, const std::string& path) {
    std::size_t latest = 0;
    for (std::size_t i = 0; i < element["item"].items().size(); ++i) {
        const Node& item = element["item"].items()[i];
        const auto here = path + ".item[" + std::to_string(i) + "]";
        if (!elements(item, {"id", "extension", "linkId", "definition", "text", "answer", "item"}, here)) continue;
        const auto& link_id = item["linkId"].string();
        const auto place = std::find_if(questions.begin(), questions.end(),
                                        [&](const Question& each) { return each.link_id == link_id; });
        if (link_id.empty()) {
            issue(here, "required", "An item needs its linkId.");
        } else if (place == questions.end()) {
            if (questionnaire_.by_link_id.contains(link_id))
                issue(here, "structure", "The item '" + link_id.substr(0, 80) + "' belongs elsewhere.");
            else
                issue(here, "not-found", "The questionnaire has no item '" + link_id.substr(0, 80) + "'.");
        } else {
            const auto order = static_cast<std::size_t>(place - questions.begin());
            if (order < latest) issue(here, "structure", "The items are not in the questionnaire's order.");
            latest = std::max(latest, order);
        }
    }
}

void Judge::items(const Node& element, const std::vector<Question>& questions, const std::string& path) {
    placed(element, questions, path);
    for (const auto& each : questions) {
        std::vector<std::pair<const Node*, std::string>> given;
        for (std::size_t i = 0; i < element["item"].items().size(); ++i)
            if (element["item"].items()[i]["linkId"].string() == each.link_id)
                given.emplace_back(&element["item"].items()[i], path + ".item[" + std::to_string(i) + "]");
        question(each, given, path);
    }
}

void Judge::question(const Question& question, const std::vector<std::pair<const Node*, std::string>>& given,
                     const std::string& path) {
    const auto enabled = enabling_.enabled(question, stack_);
    if (enabled == false) {
        for (const auto& [item, here] : given)
            if (!(*item)["answer"].items().empty() || answered_below(*item))
                issue(here, "invariant", "'" + question.link_id + "' has an answer although it is not enabled.");
        return;
    }
    if (given.empty()) {
        if (question.required && complete_ && enabled == true && question.type != "display")
            issue(path, "required", "'" + question.link_id + "' must be answered.");
        return;
    }
    const bool group_repeats = question.type == "group" && question.repeats;
    if (given.size() > 1 && !group_repeats)
        issue(given[1].second, "structure",
              "'" + question.link_id + "' may stand once; a question that repeats has several answers.");
    if (group_repeats) count(question, given.size(), path);
    for (const auto& [item, here] : given) {
        if (question.type == "group") {
            group(question, *item, here);
        } else if (question.type == "display") {
            if (!(*item)["answer"].absent() || !(*item)["item"].absent())
                issue(here, "structure", "A display item can't be answered.");
        } else {
            answers(question, *item, here);
        }
    }
}

void Judge::group(const Question& question, const Node& item, const std::string& path) {
    if (!item["answer"].absent()) issue(path, "structure", "A group can't have an answer.");
    if (question.required && complete_ && enabling_.enabled(question, stack_) == true && item["item"].absent())
        issue(path, "required", "The group '" + question.link_id + "' must be filled in.");
    stack_.push_back({&question, &item, nullptr});
    constraints(question, path);
    items(item, question.items, path);
    stack_.pop_back();
}

void Judge::answers(const Question& question, const Node& item, const std::string& path) {
    if (!item["item"].absent() && !item["answer"].absent())
        issue(path, "invariant", "Items can't stand beside answers (qrs-1).");
    else if (!item["item"].absent())
        issue(path, "structure", "Items below a question belong to its answer.");
    const auto& given = item["answer"].items();
    std::size_t values = 0;
    bool exclusive = false;
    for (std::size_t i = 0; i < given.size(); ++i) {
        answer(question, given[i], path + ".answer[" + std::to_string(i) + "]");
        const auto element = fhir::value_element(given[i]);
        if (element.node == nullptr) continue;
        ++values;
        for (const auto& each : question.permitted)
            exclusive =
                exclusive || (each.exclusive && equal(element.name, *element.node, each.element, each.node, false));
    }
    if (exclusive && values > 1) issue(path, "invariant", "An exclusive option stands with others.");
    if (values == 0 && question.required && complete_ && enabling_.enabled(question, stack_) == true)
        issue(path, "required", "'" + question.link_id + "' must be answered.");
    count(question, values, path);
    if (values > 0) constraints(question, path);
}

void Judge::count(const Question& question, std::size_t number, const std::string& path) {
    const auto bound = [&](std::string_view name) -> std::optional<std::size_t> {
        const auto& value = fhir::extension(*question.node, fhir::core, name)["valueInteger"];
        if (!fhir::is_integer(value) || value.number() < 0) return std::nullopt;
        return static_cast<std::size_t>(value.number());
    };
    const auto most = question.repeats ? bound("questionnaire-maxOccurs") : std::optional<std::size_t>(1);
    if (most && number > *most)
        issue(path, "structure", "'" + question.link_id + "' has more than " + std::to_string(*most) + " answers.");
    const auto least = bound("questionnaire-minOccurs");
    if (least && complete_ && number < *least)
        issue(path, "structure", "'" + question.link_id + "' has less than " + std::to_string(*least) + " answers.");
}

void Judge::answer(const Question& question, const Node& answer, const std::string& path) {
    if (!elements(answer, {"id", "extension", "value[x]", "item"}, path)) return;
    const auto element = fhir::value_element(answer);
    for (const auto& [name, node] : answer.members())
        if (name.starts_with("value") && name != element.name) issue(path, "structure", "An answer has one value.");
    if (element.node != nullptr) value(question, element.name, *element.node, path);
    stack_.push_back({&question, &answer, &answer});
    items(answer, question.items, path);
    stack_.pop_back();
}

/// The value elements that an item's type allows.
std::set<std::string> allowed(const Question& question) {
    if (question.type == "string" || question.type == "text") return {"valueString"};
    if (question.type == "url") return {"valueUri"};
    if (question.type == "dateTime") return {"valueDateTime"};
    if (question.type == "choice" || question.type == "open-choice") {
        std::set<std::string> names;
        for (const auto& each : question.permitted) names.insert(each.element);
        if (names.empty()) names.insert("valueCoding");
        if (question.type == "open-choice") names.insert("valueString");
        return names;
    }
    auto name = question.type;
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return {"value" + name};
}

void Judge::value(const Question& question, const std::string& name, const Node& node, const std::string& path) {
    if (question.type == "question") {
        issue(path, "structure", "The type 'question' is abstract and can't be answered.");
        return;
    }
    static const std::set<std::string> judged = {"boolean",     "decimal",    "integer",   "date",    "dateTime",
                                                 "time",        "string",     "text",      "url",     "choice",
                                                 "open-choice", "attachment", "reference", "quantity"};
    if (!judged.contains(question.type)) return;  // listed as unsupported
    const auto names = allowed(question);
    if (!names.contains(name)) {
        issue(path, "structure",
              "'" + question.link_id + "' is of type " + question.type + " and can't be answered with " +
                  name.substr(0, 80) + ".");
        return;
    }
    if (auto flaw = flaw_in(name, node)) {
        issue(path, flaw->code, flaw->message);
        return;
    }
    options(question, name, node, path);
    limits(question, name, node, path);
    length(question, name, node, path);
    if (name == "valueQuantity") units(question, node, path);
    kinds(question, name, node, path);
}

void Judge::options(const Question& question, const std::string& name, const Node& node, const std::string& path) {
    if (!question.options_known || question.permitted.empty()) return;
    if (question.type == "open-choice" && name == "valueString") return;
    const bool listed = std::any_of(question.permitted.begin(), question.permitted.end(), [&](const Permitted& each) {
        return equal(name, node, each.element, each.node, false);
    });
    if (!listed) issue(path, "code-invalid", "This is not one of the options of '" + question.link_id + "'.");
}

void Judge::limits(const Question& question, const std::string& name, const Node& node, const std::string& path) {
    const auto check = [&](std::string_view base, std::string_view bound, bool least) {
        const auto element = fhir::value_element(fhir::extension(*question.node, base, bound));
        if (element.node == nullptr) return;
        const auto order = order_of(name, node, element.name, *element.node);
        if (!order && element.name == "valueQuantity" && name == "valueQuantity")
            issue(path, "value", "This unit can't be compared with " + std::string(bound) + ".");
        if (order && (least ? *order < 0 : *order > 0))
            issue(path, "value",
                  std::string(least ? "This is less than " : "This is more than ") + std::string(bound) + ".");
    };
    check(fhir::core, "minValue", true);
    check(fhir::core, "maxValue", false);
    check(fhir::sdc, "minQuantity", true);
    check(fhir::sdc, "maxQuantity", false);
    const auto& places = fhir::extension(*question.node, fhir::core, "maxDecimalPlaces")["valueInteger"];
    const auto& text = (name == "valueQuantity" ? node["value"] : node).number_text();
    if (const auto dot = text.find('.');
        fhir::is_integer(places) && dot != text.npos && static_cast<double>(text.size() - dot - 1) > places.number())
        issue(path, "value", "This has too many decimal places.");
}

void Judge::length(const Question& question, const std::string& name, const Node& node, const std::string& path) {
    const bool text = name == "valueString" || name == "valueUri";
    if (!text && name != "valueInteger" && name != "valueDecimal") return;
    const auto length = text ? fhir::length_of(node.string()) : node.number_text().size();
    const auto& most = (*question.node)["maxLength"];
    if (fhir::is_integer(most) && static_cast<double>(length) > most.number())
        issue(path, "too-long", "This is longer than maxLength.");
    const auto& least = fhir::extension(*question.node, fhir::core, "minLength")["valueInteger"];
    if (fhir::is_integer(least) && static_cast<double>(length) < least.number())
        issue(path, "value", "This is shorter than minLength.");
}

/// R4, questionnaire-unitOption: a unit the user may choose.
void Judge::units(const Question& question, const Node& node, const std::string& path) {
    bool restricted = false;
    bool listed = false;
    for (const auto& extension : (*question.node)["extension"].items()) {
        if (extension["url"].string() != std::string(fhir::core) + "questionnaire-unitOption") continue;
        const auto& unit = extension["valueCoding"];
        restricted = true;
        listed = listed ||
                 (unit["code"].string() == node["code"].string() && unit["system"].string() == node["system"].string());
    }
    if (restricted && !listed) issue(path, "code-invalid", "This unit can't be chosen.");
}

/// What extensions say of attachments, references and texts.
void Judge::kinds(const Question& question, const std::string& name, const Node& node, const std::string& path) {
    std::vector<std::string> types, resources;
    for (const auto& extension : (*question.node)["extension"].items()) {
        const std::string_view url = extension["url"].string();
        if (!url.starts_with(fhir::core)) continue;
        const auto what = url.substr(fhir::core.size());
        if (what == "mimeType") types.push_back(extension["valueCode"].string());
        if (what == "questionnaire-referenceResource") resources.push_back(extension["valueCode"].string());
        if (what == "maxSize" && name == "valueAttachment" &&
            attachment_size(node) > extension["valueDecimal"].number())
            issue(path, "value", "This attachment is larger than maxSize.");
        if (what != "regex" || !node.is(Kind::string)) continue;
        const auto fit = fits(node.string(), extension["valueString"].string());
        if (!fit) questionnaire_.leave_out(question.link_id, "a regex that can't be evaluated");
        if (fit == false) issue(path, "value", "This does not fit the regular expression.");
    }
    const auto among = [](const std::vector<std::string>& list, const std::string& each) {
        return list.empty() || std::find(list.begin(), list.end(), each) != list.end();
    };
    if (name == "valueAttachment" && !among(types, node["contentType"].string()))
        issue(path, "value", "This mime type is not allowed.");
    auto resource = resource_type_of(node["reference"].string());
    if (resource.empty()) resource = node["type"].string();
    if (name == "valueReference" && !resource.empty() && !among(resources, resource))
        issue(path, "value", "A reference to this type of resource is not allowed.");
}

void Judge::constraints(const Question& question, const std::string& path) {
    for (const auto& extension : (*question.node)["extension"].items()) {
        if (extension["url"].string() != std::string(fhir::core) + "questionnaire-constraint") continue;
        const auto& expression = fhir::extension(extension, "", "expression")["valueExpression"];
        if (expression["language"].string() != fhir::logic_language) continue;  // listed as unsupported
        const auto rule = read_logic(std::string_view(expression["expression"].string()));
        if (!rule || fhir::extension(extension, "", "severity")["valueCode"].string() == "warning") continue;
        if (enabling_.holds(**rule, question, stack_) == false)
            issue(path, "invariant", fhir::extension(extension, "", "human")["valueString"].string());
    }
}

}  // namespace

}  // namespace judging

Result<Judgement> judge_response(std::string_view questionnaire_text, std::string_view response_text) {
    const auto node = read_node(questionnaire_text);
    if (!node) return Failure{"The questionnaire can't be read: " + node.error()};
    judging::Questionnaire questionnaire(*node);
    if (!questionnaire.failure.empty()) return Failure{questionnaire.failure};
    Judgement judgement;
    const auto response = read_node(response_text);
    if (response)
        judgement.issues = judging::Judge(questionnaire, *response).run();
    else
        judgement.issues.push_back({"", "structure", "The response can't be read: " + response.error()});
    judgement.unsupported = std::move(questionnaire.unsupported);
    return judgement;
}

}  // namespace landfall
