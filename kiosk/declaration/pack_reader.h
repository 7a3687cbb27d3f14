#pragma once

/// How a questionnaire becomes a pack, part by part. Private to the folder.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/declaration/node.h"
#include "kiosk/declaration/pack.h"

namespace landfall {

/// Reads and remembers every problem; what can't be read stays empty, and the pack is then never used.
class PackReader {
public:
    explicit PackReader(const Node& questionnaire) : questionnaire_(questionnaire) {}

    Pack read();
    std::vector<PackProblem> problems;

private:
    using Names = std::initializer_list<std::string_view>;

    void problem(std::string code, std::string message);
    /// Every member that is in neither list is a problem; `ignored` ones change no meaning.
    void only(const Node& node, Names understood, Names ignored, const std::string& what);
    void only_extensions(const Node& node, Names core, Names sdc, Names ours, const std::string& what);
    const Node& member(const Node& node, std::string_view name, Node::Kind kind);
    std::string text_member(const Node& node, std::string_view name);

    void read_head(Pack& pack);
    std::vector<Item> read_items(const Node& parent);
    Item read_item(const Node& node);
    void read_presentation(const Node& node, Item& item);
    void read_control(const Node& node);
    void read_limits(const Node& node, Item& item);
    void read_bound(const Node& node, std::string_view name, const Item& item, std::optional<Value>& bound);
    void read_count(const Node& node, std::string_view name, std::optional<int>& count);
    void read_units(const Node& node, Item& item);
    void read_options(const Node& node, Item& item);
    void read_value_set(const std::string& reference, Item& item);
    void read_concepts(const Node& parts, const std::string& system, Item& item);
    void read_conditions(const Node& node, Item& item);
    void read_rules(const Node& node, Item& item);
    void read_constraint(const Node& extension, Item& item);
    void read_initial(const Node& node, Item& item);
    void read_children(const Node& node, Item& item);
    void check_item(const Item& item);
    Rule read_expression(const Node& extension, const std::string& what);
    PackText read_text(const Node& parent, const std::string& name);

    const Node& questionnaire_;
    std::string item_;  ///< linkId of the item being read, for messages
};

/// Things that only show when all items are known: linkIds that stand twice or are not there, and circles among
/// conditions and rules.
void check_references(const Pack& pack, std::vector<PackProblem>& problems);

/// Every text of a pack.
std::vector<const PackText*> texts_of(const Pack& pack);

}  // namespace landfall
