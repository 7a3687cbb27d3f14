#include "kiosk/declaration/source.h"

#include <set>

#include "kiosk/declaration/fhir.h"
#include "kiosk/declaration/node.h"
#include "kiosk/declaration/po.h"

namespace landfall {

namespace {

using Kind = Node::Kind;
using Problems = std::vector<PackProblem>;

/// The translations of one language, and which of them were used.
struct Catalogue {
    std::map<std::string, PoEntry> entries;
    std::set<std::string> used;
};
using Catalogues = std::map<Language, Catalogue>;

/// Writes the questionnaire anew, with a translation extension beside each text.
class Translator {
public:
    Translator(Catalogues& catalogues, Problems& problems) : catalogues_(catalogues), problems_(problems) {}

    Node questionnaire(const Node& node, const Node* rates);

private:
    Node item(const Node& node, const std::string& above);
    Node items(const Node& list, const std::string& above);
    Node options(const Node& list, const std::string& path);
    Node option(const Node& node, const std::string& path);
    Node extensions(const Node& list, const std::string& path);
    Node constraint(const Node& node, const std::string& path);
    void text(Node::Members& out, const std::string& name, const Node& english, const std::string& path);

    Catalogues& catalogues_;
    Problems& problems_;
    std::string link_id_;
};

Node extension_of(std::string_view url, const char* type, Node value) {
    return Node(Node::Members{{"url", Node(url)}, {type, std::move(value)}});
}

void Translator::text(Node::Members& out, const std::string& name, const Node& english, const std::string& path) {
    out.emplace_back(name, english);
    Node::Items translations;
    for (auto& [language, catalogue] : catalogues_) {
        const auto found = catalogue.entries.find(path);
        const auto problem = [&, &tag = language](const char* what) {
            problems_.push_back({link_id_, "translation", tag + ".po: '" + path + "' " + what});
        };
        catalogue.used.insert(path);
        if (found == catalogue.entries.end() || found->second.translation.empty())
            problem("is not translated.");
        else if (found->second.fuzzy)
            problem("is marked fuzzy.");
        else if (found->second.english != english.string())
            problem("was translated from another English text.");
        else
            translations.emplace_back(Node::Members{
                {"url", Node(std::string(fhir::core) + "translation")},
                {"extension",
                 Node(Node::Items{extension_of("lang", "valueCode", Node(language)),
                                  extension_of("content", "valueString", Node(found->second.translation))})}});
    }
    if (!translations.empty())
        out.emplace_back("_" + name, Node(Node::Members{{"extension", Node(std::move(translations))}}));
}

Node Translator::constraint(const Node& node, const std::string& path) {
    const auto key = fhir::extension(node, "", "key")["valueId"].string();
    Node::Items parts;
    for (const auto& part : node["extension"].items()) {
        if (part["url"].string() != "human") {
            parts.push_back(part);
            continue;
        }
        Node::Members human{{"url", Node("human")}};
        text(human, "valueString", part["valueString"], path + "!" + key);
        parts.emplace_back(std::move(human));
    }
    return Node(Node::Members{{"url", node["url"]}, {"extension", Node(std::move(parts))}});
}

Node Translator::extensions(const Node& list, const std::string& path) {
    Node::Items out;
    for (const auto& each : list.items())
        out.push_back(each["url"].string() == std::string(fhir::core) + "questionnaire-constraint"
                          ? constraint(each, path)
                          : each);
    return Node(std::move(out));
}

Node Translator::option(const Node& node, const std::string& path) {
    Node::Members out;
    for (const auto& [name, value] : node.members()) {
        if (name == "valueString") {
            text(out, name, value, path + "#" + value.string());
        } else if (name == "valueCoding") {
            Node::Members coding;
            for (const auto& [part, content] : value.members())
                if (part == "display")
                    text(coding, part, content, path + "#" + value["code"].string());
                else
                    coding.emplace_back(part, content);
            out.emplace_back(name, Node(std::move(coding)));
        } else {
            out.emplace_back(name, value);
        }
    }
    return Node(std::move(out));
}

Node Translator::options(const Node& list, const std::string& path) {
    Node::Items out;
    for (const auto& each : list.items()) out.push_back(option(each, path));
    return Node(std::move(out));
}

Node Translator::item(const Node& node, const std::string& above) {
    const auto outer = link_id_;
    link_id_ = node["linkId"].string();
    const auto path = above.empty() ? link_id_ : above + "/" + link_id_;
    Node::Members out;
    for (const auto& [name, value] : node.members()) {
        if (name == "text")
            text(out, name, value, path);
        else if (name == "item")
            out.emplace_back(name, items(value, path));
        else if (name == "answerOption")
            out.emplace_back(name, options(value, path));
        else if (name == "extension")
            out.emplace_back(name, extensions(value, path));
        else
            out.emplace_back(name, value);
    }
    link_id_ = outer;
    return Node(std::move(out));
}

Node Translator::items(const Node& list, const std::string& above) {
    Node::Items out;
    for (const auto& each : list.items()) out.push_back(item(each, above));
    return Node(std::move(out));
}

Node Translator::questionnaire(const Node& node, const Node* rates) {
    Node::Members out;
    Node::Items extra = node["extension"].items();
    if (rates != nullptr)
        extra.push_back(extension_of(std::string(fhir::ours) + "rates", "valueString", Node(write_node(*rates))));
    if (!extra.empty()) out.emplace_back("extension", Node(std::move(extra)));
    for (const auto& [name, value] : node.members()) {
        if (name == "title")
            text(out, name, value, "#title");
        else if (name == "item")
            out.emplace_back(name, items(value, ""));
        else if (name != "extension")
            out.emplace_back(name, value);
    }
    return Node(std::move(out));
}

Catalogues read_catalogues(const PackSource& source, Problems& problems) {
    Catalogues catalogues;
    for (const auto& [language, po] : source.translations) {
        auto entries = read_po(po);
        if (!entries) {
            problems.push_back({"", "translation", language + ".po: " + entries.error() + "."});
            continue;
        }
        auto& catalogue = catalogues[language];
        for (auto& entry : *entries) {
            const auto context = entry.context;
            if (!catalogue.entries.emplace(context, std::move(entry)).second)
                problems.push_back({"", "translation", language + ".po: '" + context + "' stands twice."});
        }
    }
    return catalogues;
}

}  // namespace

Result<std::string, std::vector<PackProblem>> build_pack(const PackSource& source) {
    Problems problems;
    auto catalogues = read_catalogues(source, problems);
    const auto questionnaire = read_node(source.questionnaire);
    if (!questionnaire) problems.push_back({"", "not-json", "questionnaire.json: " + questionnaire.error()});
    const auto rates = read_node(source.rates.empty() ? "{}" : source.rates);
    if (!rates) problems.push_back({"", "not-json", "rates.json: " + rates.error()});
    if (!questionnaire || !rates) return Failure{std::move(problems)};

    Translator translator(catalogues, problems);
    const Node whole = translator.questionnaire(*questionnaire, source.rates.empty() ? nullptr : &*rates);
    for (const auto& [language, catalogue] : catalogues)
        for (const auto& [path, entry] : catalogue.entries)
            if (!catalogue.used.contains(path))
                problems.push_back({"", "translation", language + ".po: '" + path + "' is not in the questionnaire."});
    auto text = write_node(whole, 1) + "\n";
    if (auto pack = read_pack(text); !pack) problems.insert(problems.end(), pack.error().begin(), pack.error().end());
    if (!problems.empty()) return Failure{std::move(problems)};
    return text;
}

}  // namespace landfall
