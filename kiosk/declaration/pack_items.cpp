// The items of a questionnaire: what each element and extension means, and what is refused.

#include <algorithm>

#include "kiosk/declaration/fhir.h"
#include "kiosk/declaration/logic_node.h"
#include "kiosk/declaration/pack_reader.h"
#include "kiosk/declaration/values.h"

namespace landfall {

namespace {

using Kind = Node::Kind;

bool among(std::initializer_list<std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Not `quoted`: Debian 13 finds std::quoted for a std::string as well.
std::string in_quotes(std::string_view text) { return "'" + std::string(text.substr(0, 80)) + "'"; }

/// Paths of answers are made of linkIds, so these have no '/' and no ':'.
bool is_link_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == text.npos;
}

bool may_have_options(ItemType type) { return type == ItemType::choice || type == ItemType::open_choice; }

}  // namespace

void PackReader::problem(std::string code, std::string message) {
    problems.push_back({item_, std::move(code), std::move(message)});
}

void PackReader::only(const Node& node, Names understood, Names ignored, const std::string& what) {
    for (const auto& [name, value] : node.members()) {
        if (among(understood, name) || among(ignored, name)) continue;
        if (name == "modifierExtension" || name == "implicitRules")
            problem("modifier", "A modifier ('" + name + "') on " + what + " is not understood.");
        else
            problem("unknown-element", "The element " + in_quotes(name) + " of " + what + " is not understood.");
    }
}

void PackReader::only_extensions(const Node& node, Names core, Names sdc, Names ours, const std::string& what) {
    const auto& extensions = member(node, "extension", Kind::list);
    for (const auto& each : extensions.items()) {
        const std::string_view url = each["url"].string();
        const auto known = [&](std::string_view base, Names names) {
            return url.starts_with(base) && among(names, url.substr(base.size()));
        };
        if (!known(fhir::core, core) && !known(fhir::sdc, sdc) && !known(fhir::ours, ours))
            problem("unknown-extension", "The extension " + in_quotes(url) + " of " + what + " is not understood.");
    }
}

const Node& PackReader::member(const Node& node, std::string_view name, Kind kind) {
    static const Node nothing;
    const auto& found = node[name];
    if (found.absent() || found.is(kind)) return found;
    problem("structure", "The element " + in_quotes(name) + " has the wrong JSON type.");
    return nothing;
}

std::string PackReader::text_member(const Node& node, std::string_view name) {
    return member(node, name, Kind::string).string();
}

PackText PackReader::read_text(const Node& parent, const std::string& name) {
    PackText text{text_member(parent, name), {}};
    const auto& beside = member(parent, "_" + name, Kind::object);
    only(beside, {"extension"}, {"id"}, "_" + name);
    only_extensions(beside, {"translation"}, {}, {}, "_" + name);
    for (const auto& extension : beside["extension"].items()) {
        const auto& language = fhir::extension(extension, "", "lang")["valueCode"].string();
        const auto& content = fhir::extension(extension, "", "content");
        const auto& translation = content[content["valueMarkdown"].absent() ? "valueString" : "valueMarkdown"].string();
        if (language.empty() || translation.empty())
            problem("value", "A translation of '" + name + "' lacks its language or its content.");
        else if (!text.translations.emplace(language, translation).second)
            problem("value", "'" + name + "' is translated twice into " + in_quotes(language) + ".");
    }
    return text;
}

std::vector<Item> PackReader::read_items(const Node& parent) {
    std::vector<Item> items;
    for (const auto& node : member(parent, "item", Kind::list).items()) {
        const auto outer = item_;
        items.push_back(read_item(node));
        item_ = outer;
    }
    return items;
}

Item PackReader::read_item(const Node& node) {
    Item item;
    const auto parent = item_;
    item.link_id = node["linkId"].string();
    item_ = item.link_id.empty() ? parent : item.link_id;
    if (!node.is(Kind::object) || !is_link_id(item.link_id))
        problem("link-id", "An item's linkId " + in_quotes(item.link_id) +
                               (parent.empty() ? "" : " within " + in_quotes(parent)) +
                               " must be made of 1 to 64 letters, digits, '.', '_' and '-'.");
    only(node,
         {"linkId", "prefix", "text", "_text", "type", "enableWhen", "enableBehavior", "required", "repeats",
          "readOnly", "maxLength", "answerOption", "answerValueSet", "initial", "item", "extension"},
         {"id", "definition", "code"}, "the item");
    only_extensions(
        node,
        {"questionnaire-itemControl", "minValue", "maxValue", "questionnaire-minOccurs", "questionnaire-maxOccurs",
         "questionnaire-unit", "questionnaire-unitOption", "questionnaire-hidden", "questionnaire-constraint",
         "questionnaire-choiceOrientation", "designNote", "entryFormat"},
        {"calculatedExpression", "enableWhenExpression"}, {"icon"}, "the item");
    const auto& type = text_member(node, "type");
    if (const auto known = fhir::item_type(type))
        item.type = *known;
    else
        problem("unknown-type", "The item's type " + in_quotes(type) + " is not understood.");
    read_presentation(node, item);
    read_limits(node, item);
    read_options(node, item);
    read_conditions(node, item);
    read_rules(node, item);
    read_initial(node, item);
    read_children(node, item);
    check_item(item);
    return item;
}

void PackReader::read_presentation(const Node& node, Item& item) {
    item.text = read_text(node, "text");
    item.prefix = text_member(node, "prefix");
    item.icon = fhir::extension(node, fhir::ours, "icon")["valueCode"].string();
    item.required = member(node, "required", Kind::boolean).boolean();
    item.repeats = member(node, "repeats", Kind::boolean).boolean();
    item.read_only = member(node, "readOnly", Kind::boolean).boolean();
    if (fhir::extension(node, fhir::core, "questionnaire-hidden")["valueBoolean"].boolean()) item.hidden = true;
    read_control(node);
}

/// Only `help` changes what is asked (see read_children); the others say how one form filler would draw it.
void PackReader::read_control(const Node& node) {
    const auto& control = fhir::extension(node, fhir::core, "questionnaire-itemControl")["valueCodeableConcept"];
    for (const auto& coding : control["coding"].items()) {
        const auto& code = coding["code"].string();
        if (!among(
                {"help", "page", "list", "autocomplete", "drop-down", "check-box", "lookup", "radio-button", "slider",
                 "spinner", "text-box", "inline", "prompt", "unit", "lower", "upper", "flyover", "header", "footer"},
                code))
            problem("unknown-control", "The itemControl " + in_quotes(code) + " is not understood here.");
    }
}

void PackReader::read_limits(const Node& node, Item& item) {
    if (const auto& length = member(node, "maxLength", Kind::number); !length.absent()) {
        if (!fhir::is_integer(length) || length.number() < 1)
            problem("value", "maxLength must be a whole number from 1.");
        item.max_length = static_cast<int>(std::clamp(length.number(), 1.0, 1e6));
    }
    read_bound(node, "minValue", item, item.min_value);
    read_bound(node, "maxValue", item, item.max_value);
    read_count(node, "questionnaire-minOccurs", item.min_occurs);
    read_count(node, "questionnaire-maxOccurs", item.max_occurs);
    read_units(node, item);
}

void PackReader::read_bound(const Node& node, std::string_view name, const Item& item, std::optional<Value>& bound) {
    const auto& extension = fhir::extension(node, fhir::core, name);
    if (extension.absent()) return;
    const auto element = fhir::value_element(extension);
    if (element.node != nullptr) bound = fhir::read_value(element.name.substr(5), *element.node);
    const bool number =
        bound && (std::holds_alternative<std::int64_t>(*bound) || std::holds_alternative<double>(*bound));
    const bool takes_number = among({"integer", "decimal", "quantity"}, fhir::item_type_code(item.type));
    const bool date = bound && std::holds_alternative<Date>(*bound) && item.type == ItemType::date;
    if (!(number && takes_number) && !date)
        problem("value", std::string(name) + " does not fit the item's type, or is no number or date.");
}

void PackReader::read_count(const Node& node, std::string_view name, std::optional<int>& count) {
    const auto& extension = fhir::extension(node, fhir::core, name);
    if (extension.absent()) return;
    const auto& value = extension["valueInteger"];
    if (!fhir::is_integer(value) || value.number() < 0 || value.number() > 1000)
        problem("value", std::string(name) + " must be a whole number from 0 to 1000.");
    else
        count = static_cast<int>(value.number());
}

void PackReader::read_units(const Node& node, Item& item) {
    for (const auto& each : node["extension"].items()) {
        const auto& url = each["url"].string();
        if (url != std::string(fhir::core) + "questionnaire-unit" &&
            url != std::string(fhir::core) + "questionnaire-unitOption")
            continue;
        const auto& unit = each["valueCoding"]["code"].string();
        if (unit.empty())
            problem("value", "A unit needs valueCoding.code.");
        else
            item.units.push_back(unit);
    }
    if (!item.units.empty() && item.type != ItemType::quantity)
        problem("structure", "Units belong to items of type quantity.");
}

void PackReader::read_options(const Node& node, Item& item) {
    for (const auto& each : member(node, "answerOption", Kind::list).items()) {
        only(each, {"valueCoding", "valueString", "valueInteger", "valueDate", "_valueString", "extension"},
             {"id", "initialSelected"}, "answerOption");
        if (each["initialSelected"].boolean())
            problem("unknown-element", "answerOption.initialSelected is not understood; use 'initial'.");
        only_extensions(each, {"questionnaire-optionExclusive"}, {}, {"icon"}, "answerOption");
        Option option;
        const auto element = fhir::value_element(each);
        const auto value = element.node ? fhir::read_value(element.name.substr(5), *element.node) : std::nullopt;
        if (!value) {
            problem("value", "An answerOption has no value that can be read.");
            continue;
        }
        option.value = *value;
        if (element.name == "valueCoding")
            option.text = read_text(*element.node, "display");
        else if (element.name == "valueString")
            option.text = read_text(each, "valueString");
        else
            option.text.english = element.name == "valueDate" ? element.node->string() : element.node->number_text();
        option.icon = fhir::extension(each, fhir::ours, "icon")["valueCode"].string();
        option.exclusive = fhir::extension(each, fhir::core, "questionnaire-optionExclusive")["valueBoolean"].boolean();
        item.options.push_back(std::move(option));
    }
    if (const auto reference = text_member(node, "answerValueSet"); !reference.empty()) read_value_set(reference, item);
    if (!item.options.empty() && !may_have_options(item.type))
        problem("structure", "Options belong to items of type choice and open-choice.");
    for (std::size_t i = 0; i < item.options.size(); ++i) {
        if (item.options[i].text.empty()) problem("structure", "An option has no text to be read.");
        for (std::size_t k = 0; k < i; ++k)
            if (item.options[i].value == item.options[k].value) problem("value", "An option stands twice.");
    }
}

/// Only value sets that the questionnaire itself contains, as a list of concepts: a kiosk asks no terminology server.
void PackReader::read_value_set(const std::string& reference, Item& item) {
    if (!item.options.empty()) problem("structure", "answerOption and answerValueSet exclude each other.");
    for (const auto& set : questionnaire_["contained"].items()) {
        if (set["resourceType"].string() != "ValueSet" || reference != "#" + set["id"].string()) continue;
        const auto& expansion = set["expansion"];
        if (!expansion["contains"].absent()) {
            read_concepts(expansion["contains"], "", item);
        } else {
            const auto& compose = set["compose"];
            only(compose, {"include"}, {"lockedDate", "inactive"}, "the value set's compose");
            for (const auto& include : compose["include"].items()) {
                only(include, {"system", "concept"}, {"version"}, "the value set's include");
                read_concepts(include["concept"], include["system"].string(), item);
            }
        }
        if (item.options.empty()) problem("value-set", "The value set " + in_quotes(reference) + " lists no concepts.");
        return;
    }
    problem("value-set", "The value set " + in_quotes(reference) + " is not contained in the questionnaire.");
}

void PackReader::read_concepts(const Node& parts, const std::string& system, Item& item) {
    for (const auto& part : parts.items()) {
        if (!part["contains"].absent() || part["abstract"].boolean())
            problem("value-set", "Value sets with levels or abstract concepts are not understood.");
        Coding coding{system.empty() ? part["system"].string() : system, part["code"].string(),
                      part["display"].string()};
        if (coding.code.empty()) problem("value-set", "A concept of a value set has no code.");
        Option option;
        option.text = read_text(part, "display");
        for (const auto& other : part["designation"].items())
            if (!other["language"].string().empty() && !other["value"].string().empty())
                option.text.translations.emplace(other["language"].string(), other["value"].string());
        option.icon = fhir::extension(part, fhir::ours, "icon")["valueCode"].string();
        option.value = std::move(coding);
        item.options.push_back(std::move(option));
    }
}

void PackReader::read_conditions(const Node& node, Item& item) {
    for (const auto& each : member(node, "enableWhen", Kind::list).items()) {
        Condition condition;
        condition.question = text_member(each, "question");
        const auto code = text_member(each, "operator");
        const auto comparison = fhir::comparison(code);
        if (!comparison)
            problem("unknown-operator", "The enableWhen operator " + in_quotes(code) + " is not understood.");
        condition.comparison = comparison.value_or(Comparison::equal);
        const auto element = fhir::value_element(each, "answer");
        const auto value = element.node ? fhir::read_value(element.name.substr(6), *element.node) : std::nullopt;
        if (!value)
            problem("value", "An enableWhen has no answer that can be read.");
        else
            condition.answer = *value;
        if (condition.comparison == Comparison::exists && value && !std::holds_alternative<bool>(*value))
            problem("value", "The operator 'exists' needs answerBoolean.");
        item.enable_when.push_back(std::move(condition));
    }
    const auto behavior = text_member(node, "enableBehavior");
    item.enable_any = behavior == "any";
    if (!among({"", "any", "all"}, behavior))
        problem("value", "enableBehavior must be 'any' or 'all', not " + in_quotes(behavior) + ".");
    if (behavior.empty() && item.enable_when.size() > 1)
        problem("structure", "enableBehavior is needed with more than one enableWhen.");
}

Rule PackReader::read_expression(const Node& extension, const std::string& what) {
    if (extension.absent()) return nullptr;
    const auto& expression = extension["valueExpression"];
    const auto& language = expression["language"].string();
    if (language != fhir::logic_language) {
        problem("unknown-expression-language",
                "The expression language " + in_quotes(language) + " of " + what + " is not understood.");
        return nullptr;
    }
    auto rule = read_logic(std::string_view(expression["expression"].string()));
    if (rule) return *rule;
    problem("expression", "The rule of " + what + " can't be read: " + rule.error());
    return nullptr;
}

void PackReader::read_rules(const Node& node, Item& item) {
    item.calculated = read_expression(fhir::extension(node, fhir::sdc, "calculatedExpression"), "calculatedExpression");
    item.enable_expression =
        read_expression(fhir::extension(node, fhir::sdc, "enableWhenExpression"), "enableWhenExpression");
    if (item.enable_expression && !item.enable_when.empty())
        problem("structure", "enableWhen and enableWhenExpression exclude each other.");
    for (const auto& extension : node["extension"].items())
        if (extension["url"].string() == std::string(fhir::core) + "questionnaire-constraint")
            read_constraint(extension, item);
}

void PackReader::read_constraint(const Node& extension, Item& item) {
    Constraint constraint;
    constraint.key = fhir::extension(extension, "", "key")["valueId"].string();
    const auto& severity = fhir::extension(extension, "", "severity")["valueCode"].string();
    constraint.warns_only = severity == "warning";
    constraint.human = read_text(fhir::extension(extension, "", "human"), "valueString");
    constraint.expression = read_expression(fhir::extension(extension, "", "expression"), "a constraint");
    if (!fhir::is_id(constraint.key) || constraint.human.empty() || !among({"error", "warning"}, severity))
        problem("structure", "A constraint needs key (valueId), severity (error or warning) and human (valueString).");
    if (fhir::extension(extension, "", "expression").absent())
        problem("structure", "A constraint needs an expression.");
    item.constraints.push_back(std::move(constraint));
}

void PackReader::read_initial(const Node& node, Item& item) {
    const auto& initial = member(node, "initial", Kind::list);
    if (initial.absent()) return;
    const auto element = initial.items().size() == 1 ? fhir::value_element(initial.items()[0]) : fhir::ValueElement{};
    if (element.node != nullptr) item.initial = fhir::read_value(element.name.substr(5), *element.node);
    if (!item.initial || !value_fits(item.type, *item.initial))
        problem("value", "'initial' must be one value of the item's type.");
}

/// A `help` child becomes the panel of its parent and is never an item of its own.
void PackReader::read_children(const Node& node, Item& item) {
    for (auto& child : read_items(node)) {
        const auto& nodes = node["item"].items();
        const auto place = std::find_if(nodes.begin(), nodes.end(),
                                        [&](const Node& each) { return each["linkId"].string() == child.link_id; });
        const bool help =
            place != nodes.end() && child.type == ItemType::display &&
            fhir::extension(*place, fhir::core, "questionnaire-itemControl")["valueCodeableConcept"]["coding"]
                    .items()
                    .size() == 1 &&
            fhir::extension(*place, fhir::core, "questionnaire-itemControl")["valueCodeableConcept"]["coding"]
                    .items()[0]["code"]
                    .string() == "help";
        if (!help)
            item.items.push_back(std::move(child));
        else if (item.help.empty())
            item.help = std::move(child.text);
        else
            problem("structure", "The item has more than one help text.");
    }
}

/// What each type may have. R4, invariants que-1, que-3 to que-6, que-8 to que-11.
void PackReader::check_item(const Item& item) {
    const bool leaf = item.type != ItemType::group && item.type != ItemType::display;
    if (item.type == ItemType::display && (!item.items.empty() || item.required || item.repeats || item.read_only))
        problem("structure",
                "A display item has no children and is not required, repeating or read-only (que-1, que-6).");
    if (item.type == ItemType::group && item.items.empty()) problem("structure", "A group needs items (que-1).");
    if (item.type == ItemType::group && item.read_only) problem("structure", "A group can't be read-only.");
    if (!leaf && (item.initial || item.calculated || item.max_length))
        problem("structure", "Groups and displays have no initial value, calculation or length (que-8).");
    if (item.type == ItemType::choice && item.options.empty())
        problem("structure", "A choice needs answerOption or answerValueSet.");
    if (leaf && item.repeats && !item.items.empty())
        problem("structure", "A question that repeats can't have questions below it in this profile.");
    if (leaf && item.text.empty() && !item.calculated && !item.hidden) problem("structure", "A question needs a text.");
    if (item.hidden && !item.calculated && !item.initial)
        problem("structure", "A hidden item must be calculated or have an initial value.");
    if (item.max_length && item.type != ItemType::string && item.type != ItemType::text &&
        item.type != ItemType::open_choice)
        problem("structure", "maxLength belongs to texts (que-10).");
    if (item.min_occurs && item.max_occurs && *item.min_occurs > *item.max_occurs)
        problem("value", "minOccurs is larger than maxOccurs.");
    if (!item.repeats && item.max_occurs.value_or(1) > 1) problem("structure", "maxOccurs above 1 needs repeats.");
}

}  // namespace landfall
