// What only shows when all items of a pack are known.

#include <map>
#include <set>

#include "kiosk/declaration/logic_node.h"
#include "kiosk/declaration/pack_reader.h"
#include "kiosk/declaration/values.h"

namespace landfall {

namespace {

struct Entry {
    const Item* item = nullptr;
    const Item* parent = nullptr;
    std::set<LinkId> needs;  ///< items whose answers must be known before this one
};
using Entries = std::map<LinkId, Entry>;

void collect(const std::vector<Item>& items, const Item* parent, Entries& entries, std::vector<PackProblem>& problems) {
    for (const auto& item : items) {
        if (!entries.emplace(item.link_id, Entry{&item, parent, {}}).second)
            problems.push_back({item.link_id, "duplicate-link-id", "The linkId '" + item.link_id + "' stands twice."});
        collect(item.items, &item, entries, problems);
    }
}

void add_below(const Item& item, std::set<LinkId>& needs) {
    needs.insert(item.link_id);
    for (const auto& child : item.items) add_below(child, needs);
}

/// The linkId that a rule's path looks at: "answers.cash" or "here.cash.value"; empty when it looks elsewhere.
LinkId answered_in(const std::string& path, const Entries& entries) {
    std::string rest;
    if (path.starts_with("answers.")) rest = path.substr(8);
    if (path.starts_with("here.")) rest = path.substr(5);
    for (; !rest.empty() && !entries.contains(rest);) {
        const auto dot = rest.rfind('.');
        rest = dot == std::string::npos ? std::string() : rest.substr(0, dot);
    }
    return rest;
}

void check_condition(const Item& item, const Condition& condition, Entries& entries,
                     std::vector<PackProblem>& problems) {
    const auto found = entries.find(condition.question);
    if (found == entries.end()) {
        problems.push_back({item.link_id, "unknown-question",
                            "enableWhen names the question '" + condition.question + "', which is not in the pack."});
        return;
    }
    entries[item.link_id].needs.insert(condition.question);
    const bool order = condition.comparison != Comparison::exists && condition.comparison != Comparison::equal &&
                       condition.comparison != Comparison::not_equal;
    const Item& question = *found->second.item;
    if (condition.comparison != Comparison::exists && !value_fits(question.type, condition.answer))
        problems.push_back({item.link_id, "value",
                            "enableWhen compares '" + condition.question + "' with an answer of another type."});
    if (order && !order_of(condition.answer, condition.answer))
        problems.push_back({item.link_id, "value",
                            "enableWhen orders '" + condition.question +
                                "' by greater or less, which its type does not have (que-7)."});
}

void check_rule(const Item& item, const Rule& rule, Entries& entries, std::vector<PackProblem>& problems) {
    if (!rule) return;
    for (const auto& path : paths_of(*rule)) {
        const auto link_id = answered_in(path, entries);
        if (!link_id.empty())
            add_below(*entries[link_id].item, entries[item.link_id].needs);
        else if (path.starts_with("answers.") || path.starts_with("here."))
            problems.push_back(
                {item.link_id, "unknown-question", "A rule looks at '" + path + "', which is not in the pack."});
    }
}

/// Takes away, again and again, what needs nothing that is left. What stays lies on a circle or leads to one.
void check_circles(Entries& entries, std::vector<PackProblem>& problems) {
    for (auto& [link_id, entry] : entries)
        if (entry.parent != nullptr) entry.needs.insert(entry.parent->link_id);
    std::map<LinkId, std::size_t> waiting;
    std::map<LinkId, std::vector<LinkId>> needed_by;
    std::vector<LinkId> ready;
    for (const auto& [link_id, entry] : entries) {
        waiting[link_id] = entry.needs.size();
        if (entry.needs.empty()) ready.push_back(link_id);
        for (const auto& need : entry.needs) needed_by[need].push_back(link_id);
    }
    std::size_t done = 0;
    for (; done < ready.size(); ++done) {
        const LinkId link_id = ready[done];
        for (const auto& next : needed_by[link_id])
            if (--waiting[next] == 0) ready.push_back(next);
    }
    for (const auto& [link_id, count] : waiting)
        if (count > 0)
            problems.push_back(
                {link_id, "circle", "Whether '" + link_id + "' is asked depends, in a circle, on itself."});
}

}  // namespace

void check_references(const Pack& pack, std::vector<PackProblem>& problems) {
    Entries entries;
    collect(pack.items, nullptr, entries, problems);
    // By the order of the items, so that problems come in the order of the text.
    const auto visit = [&](const auto& again, const std::vector<Item>& items) -> void {
        for (const auto& item : items) {
            for (const auto& condition : item.enable_when) check_condition(item, condition, entries, problems);
            check_rule(item, item.enable_expression, entries, problems);
            check_rule(item, item.calculated, entries, problems);
            for (const auto& constraint : item.constraints)
                if (constraint.expression)
                    for (const auto& path : paths_of(*constraint.expression))
                        if ((path.starts_with("answers.") || path.starts_with("here.")) &&
                            answered_in(path, entries).empty())
                            problems.push_back({item.link_id, "unknown-question",
                                                "A constraint looks at '" + path + "', which is not in the pack."});
            again(again, item.items);
        }
    };
    visit(visit, pack.items);
    check_circles(entries, problems);
}

}  // namespace landfall
