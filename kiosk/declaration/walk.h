#pragma once

/// A walk over the items that apply, given some answers, and the rules evaluated along it. Private to the folder.

#include <functional>
#include <map>
#include <optional>

#include "kiosk/declaration/flow.h"
#include "kiosk/declaration/node.h"

namespace landfall {

/// What stands at a place of the walk: a question or display; a group that does not repeat; the list of a repeating
/// group, after its occurrences; one occurrence of it.
enum class Role { leaf, group, list, occurrence };

struct Place {
    const Item* item = nullptr;
    Path path;
    Path prefix;  ///< of the siblings' paths: empty, or an occurrence and '/'
    Role role = Role::leaf;
};

/// Owner: keeps references to what it is given.
class Walk {
public:
    Walk(const Pack& pack, const Answers& answers, const Context& context);

    /// Calls `visit` for each place that applies, in order; it returns whether to go below the place.
    void each(const std::function<bool(const Place&)>& visit) const { each(pack_.items, {}, visit); }

    bool enabled(const Item& item, const Path& prefix) const;
    /// What a rule comes to where siblings' paths begin with `prefix`. Errors: empty when it can't be evaluated.
    std::optional<Node> result_of(const Rule& rule, const Path& prefix) const;
    /// The value of a calculated item; empty when its rule gives none.
    std::optional<Value> calculated(const Item& item, const Path& prefix) const;

    const Item* item_at(const Path& path) const;
    /// How many occurrences of the repeating group at `path` are looked at.
    std::size_t occurrences_at(const Path& path) const;

private:
    void below(const Place& place, const std::function<bool(const Place&)>& visit) const;
    void each(const std::vector<Item>& items, const Path& prefix, const std::function<bool(const Place&)>& visit) const;
    void index(const std::vector<Item>& items, std::vector<LinkId> groups);
    void gather(const LinkId& question, const Path& prefix, std::vector<Value>& values) const;
    Node::Members answers_in(const std::vector<Item>& items, const Path& prefix) const;
    void answers_of(const Item& item, const Path& prefix, Node::Members& members) const;
    const Node& here(const Path& prefix) const;

    struct Indexed {
        const Item* item = nullptr;
        std::vector<LinkId> groups;  ///< the repeating groups around it, outermost first
    };
    const Pack& pack_;
    const Answers& answers_;
    std::map<LinkId, Indexed, std::less<>> items_;
    Node::Members variables_;              ///< person, trip, answers, today, rates
    mutable std::map<Path, Node> scopes_;  ///< `here`, by prefix
};

/// More occurrences of one group than anybody carries; what lies beyond is an issue and is not looked at.
inline constexpr std::size_t most_occurrences = 200;

}  // namespace landfall
