#include "kiosk/declaration/response.h"

#include <algorithm>
#include <optional>

#include "kiosk/declaration/fhir.h"
#include "kiosk/declaration/values.h"
#include "kiosk/declaration/walk.h"

namespace landfall {

namespace {

using Kind = Node::Kind;

bool repeats_as_group(const Item& item) { return item.type == ItemType::group && item.repeats; }

Node::Items write_items(const std::vector<Item>& items, const Path& prefix, const Answers& answers);

void write_occurrences(const Item& item, const Path& path, const Answers& answers, Node::Items& out) {
    const auto found = answers.occurrences.find(path);
    if (found == answers.occurrences.end()) return;
    for (std::size_t i = 0; i < std::min(found->second, most_occurrences); ++i) {
        Node::Members members{{"linkId", Node(item.link_id)}};
        auto below = write_items(item.items, path + ":" + std::to_string(i) + "/", answers);
        if (!below.empty()) members.emplace_back("item", Node(std::move(below)));
        out.emplace_back(std::move(members));
    }
}

/// The repeating group called `link_id` in `items`, not looking into other repeating groups.
const Item* list_among(const std::vector<Item>& items, std::string_view link_id) {
    for (const auto& item : items) {
        if (repeats_as_group(item) && item.link_id == link_id) return &item;
        if (repeats_as_group(item)) continue;
        if (const auto* found = list_among(item.items, link_id)) return found;
    }
    return nullptr;
}

/// The repeating group at `path`, when the occurrences that it names are there.
const Item* list_at(const Pack& pack, const Answers& answers, const Path& path) {
    const auto around = occurrence_of(path);
    const auto colon = around.rfind(':');
    if (around.empty()) return path.find(':') == Path::npos ? list_among(pack.items, path) : nullptr;
    const auto link_id = path.substr(around.size() + 1);
    const auto* outer = colon == Path::npos ? nullptr : list_at(pack, answers, around.substr(0, colon));
    const auto count = answers.occurrences.find(around.substr(0, colon));
    if (outer == nullptr || count == answers.occurrences.end()) return nullptr;
    for (std::size_t i = 0; i < count->second; ++i)
        if (around.substr(colon + 1) == std::to_string(i)) return list_among(outer->items, link_id);
    return nullptr;
}

/// What a response has no place for: lists that were closed, and lists that were begun and are empty.
Node write_lists(const Pack& pack, const Answers& answers) {
    Node::Items marks;
    const auto mark = [&](std::string_view name, const Path& path) {
        if (list_at(pack, answers, path) != nullptr)
            marks.emplace_back(
                Node::Members{{"url", Node(std::string(fhir::ours) + std::string(name))}, {"valueString", Node(path)}});
    };
    for (const auto& [path, count] : answers.occurrences)
        if (count == 0) mark("empty-list", path);
    for (const auto& [path, values] : answers.values)
        if (values.empty()) mark("closed-list", path);
    return Node(std::move(marks));
}

void write_question(const Item& item, const Path& prefix, const Answers& answers, Node::Items& out) {
    const auto* values = answers.find(prefix + item.link_id);
    if (values == nullptr) return;
    Node::Items given;
    for (const auto& value : *values) {
        Node::Members members{fhir::write_value(value)};
        auto below = write_items(item.items, prefix, answers);
        if (!below.empty()) members.emplace_back("item", Node(std::move(below)));
        given.emplace_back(std::move(members));
    }
    Node::Members members{{"linkId", Node(item.link_id)}};
    if (!given.empty()) members.emplace_back("answer", Node(std::move(given)));
    out.emplace_back(std::move(members));
}

Node::Items write_items(const std::vector<Item>& items, const Path& prefix, const Answers& answers) {
    Node::Items out;
    for (const auto& item : items) {
        if (repeats_as_group(item)) {
            write_occurrences(item, prefix + item.link_id, answers, out);
        } else if (item.type == ItemType::group) {
            auto below = write_items(item.items, prefix, answers);
            if (!below.empty())
                out.emplace_back(Node::Members{{"linkId", Node(item.link_id)}, {"item", Node(std::move(below))}});
        } else if (item.type != ItemType::display) {
            write_question(item, prefix, answers, out);
        }
    }
    return out;
}

/// Reads item by item; the first thing that is wrong ends it.
class ResponseReader {
public:
    bool items(const Node& parent, const std::vector<Item>& known, const Path& prefix);
    bool lists(const Node& response, const Pack& pack);
    bool fail(const std::string& why) {
        if (failure.empty()) failure = why;
        return false;
    }
    bool only(const Node& node, std::initializer_list<std::string_view> names, const std::string& what);

    Answers answers;
    std::string failure;

private:
    bool occurrence(const Node& node, const Item& item, const Path& path);
    bool question(const Node& node, const Item& item, const Path& prefix);
    std::optional<Value> value(const Node& answer, const Item& item);
};

bool ResponseReader::only(const Node& node, std::initializer_list<std::string_view> names, const std::string& what) {
    if (!node.is(Kind::object)) return fail(what + " is not a JSON object.");
    for (const auto& [name, part] : node.members())
        if (std::find(names.begin(), names.end(), name) == names.end())
            return fail("The element '" + name.substr(0, 80) + "' of " + what + " is not understood.");
    return true;
}

bool ResponseReader::items(const Node& parent, const std::vector<Item>& known, const Path& prefix) {
    const Node& list = parent["item"];
    if (!list.absent() && !list.is(Kind::list)) return fail("'item' is not a list.");
    std::vector<LinkId> seen;
    for (const auto& node : list.items()) {
        const auto& link_id = node["linkId"].string();
        const auto item =
            std::find_if(known.begin(), known.end(), [&](const Item& each) { return each.link_id == link_id; });
        if (item == known.end()) return fail("The linkId '" + link_id.substr(0, 80) + "' is not known here.");
        if (!only(node, {"linkId", "text", "answer", "item"}, "item '" + link_id + "'")) return false;
        const bool repeated = std::find(seen.begin(), seen.end(), link_id) != seen.end();
        if (repeated && !repeats_as_group(*item)) return fail("The linkId '" + link_id + "' stands twice.");
        seen.push_back(link_id);
        if (item->type == ItemType::group) {
            if (!node["answer"].absent()) return fail("The group '" + link_id + "' has an answer.");
            if (repeats_as_group(*item) ? !occurrence(node, *item, prefix + link_id)
                                        : !items(node, item->items, prefix))
                return false;
        } else if (item->type == ItemType::display || !question(node, *item, prefix)) {
            return fail("The display '" + link_id + "' can't be answered.");
        }
    }
    return true;
}

/// After the items, so that the occurrences which a path names are known; outer lists come before inner ones.
bool ResponseReader::lists(const Node& response, const Pack& pack) {
    for (const auto& extension : response["extension"].items()) {
        const std::string_view url = extension["url"].string();
        const auto& path = extension["valueString"].string();
        const bool empty = url == std::string(fhir::ours) + "empty-list";
        if (!empty && url != std::string(fhir::ours) + "closed-list")
            return fail("The extension '" + std::string(url.substr(0, 80)) + "' of the response is not understood.");
        if (list_at(pack, answers, path) == nullptr) return fail("There is no list '" + path.substr(0, 80) + "'.");
        if (empty && answers.occurrences[path] > 0) return fail("The list '" + path + "' is not empty.");
        if (!empty) answers.values[path] = {};
    }
    return true;
}

bool ResponseReader::occurrence(const Node& node, const Item& item, const Path& path) {
    auto& count = answers.occurrences[path];
    if (count >= most_occurrences) return fail("The group '" + path + "' is filled in too often.");
    const auto index = count++;
    return items(node, item.items, path + ":" + std::to_string(index) + "/");
}

std::optional<Value> ResponseReader::value(const Node& answer, const Item& item) {
    const auto element = fhir::value_element(answer);
    if (element.node == nullptr) return std::nullopt;
    auto read = fhir::read_value(element.name.substr(5), *element.node);
    return read && value_fits(item.type, *read) ? read : std::nullopt;
}

bool ResponseReader::question(const Node& node, const Item& item, const Path& prefix) {
    if (!node["item"].absent()) return fail("The question '" + item.link_id + "' has items beside its answers.");
    const Node& given = node["answer"];
    if (!given.absent() && !given.is(Kind::list)) return fail("'answer' is not a list.");
    auto& values = answers.values[prefix + item.link_id];
    for (const auto& answer : given.items()) {
        auto read = value(answer, item);
        if (!read)
            return fail("An answer to '" + item.link_id + "' can't be read as " +
                        std::string(fhir::item_type_code(item.type)) + ".");
        if (!only(answer, {fhir::value_element(answer).name, "item"}, "an answer to '" + item.link_id + "'"))
            return false;
        values.push_back(std::move(*read));
    }
    if (given.items().size() == 1) return items(given.items().front(), item.items, prefix);
    const auto below = std::any_of(given.items().begin(), given.items().end(),
                                   [](const Node& answer) { return !answer["item"].absent(); });
    return !below || fail("Several answers to '" + item.link_id + "' have items below them.");
}

}  // namespace

std::string write_response(const Pack& pack, const Answers& answers, std::string_view language, bool completed) {
    Node::Members members{{"resourceType", Node("QuestionnaireResponse")},
                          {"language", Node(language)},
                          {"questionnaire", Node(pack.url + "|" + pack.version)},
                          {"status", Node(completed ? "completed" : "in-progress")}};
    auto lists = write_lists(pack, answers);
    if (!lists.items().empty()) members.insert(members.begin() + 2, {"extension", std::move(lists)});
    auto items = write_items(pack.items, {}, answers);
    if (!items.empty()) members.emplace_back("item", Node(std::move(items)));
    return write_node(Node(std::move(members)));
}

Result<Answers> read_response(const Pack& pack, std::string_view json) {
    const auto response = read_node(json);
    if (!response) return Failure{"The response can't be read: " + response.error()};
    if ((*response)["resourceType"].string() != "QuestionnaireResponse")
        return Failure{"This is not a FHIR QuestionnaireResponse."};
    if ((*response)["questionnaire"].string() != pack.url + "|" + pack.version)
        return Failure{"This answers another questionnaire than " + pack.url + "|" + pack.version + "."};
    ResponseReader reader;
    const bool understood = reader.only(*response,
                                        {"resourceType", "id", "meta", "language", "text", "identifier",
                                         "questionnaire", "status", "authored", "item", "extension"},
                                        "the response") &&
                            reader.items(*response, pack.items, {}) && reader.lists(*response, pack);
    if (!understood) return Failure{reader.failure};
    return std::move(reader.answers);
}

}  // namespace landfall
