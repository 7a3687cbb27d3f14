#pragma once

/// One value of a JSON text, as the sources of this folder work with it. Only they include this header: what others see
/// are packs, answers and texts.
///
/// Owner: lists and objects are shared and never changed, so copies are cheap and keep JavaScript's identity.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/base/result.h"

namespace landfall {

class Node {
public:
    enum class Kind { undefined, null, boolean, number, string, list, object };
    using Items = std::vector<Node>;
    using Members = std::vector<std::pair<std::string, Node>>;  ///< in the order of the text

    Node() = default;  ///< undefined: what is not there
    Node(std::nullptr_t) : value_(nullptr) {}
    Node(bool value) : value_(value) {}
    Node(double value) : value_(Number{value, {}}) {}
    Node(int value) : Node(static_cast<double>(value)) {}
    Node(double value, std::string text) : value_(Number{value, std::move(text)}) {}
    Node(const char* text) : value_(std::string(text)) {}
    Node(std::string text) : value_(std::move(text)) {}
    Node(std::string_view text) : value_(std::string(text)) {}
    Node(Items items);
    Node(Members members);

    Kind kind() const { return static_cast<Kind>(value_.index()); }
    bool is(Kind kind_asked) const { return kind() == kind_asked; }
    bool absent() const { return is(Kind::undefined); }

    /// These give a neutral value (false, 0, empty) when the node is of another kind.
    bool boolean() const;
    double number() const;
    const std::string& string() const;
    const Items& items() const;
    const Members& members() const;
    /// The number as it was written, "1.50"; empty when it was computed.
    const std::string& number_text() const;

    /// The member called `key`; an undefined node when there is none.
    const Node& operator[](std::string_view key) const;

    /// How many lists and objects lie inside each other, this one included.
    std::size_t depth() const;
    /// Equal for copies of one list or object, different for two that merely look alike; null for other kinds.
    const void* identity() const;

private:
    struct Number {
        double value = 0;
        std::string text;
    };
    struct List {
        Items items;
        std::size_t depth = 1;
    };
    struct Object {
        Members members;
        std::size_t depth = 1;
    };
    std::variant<std::monostate, std::nullptr_t, bool, Number, std::string, std::shared_ptr<const List>,
                 std::shared_ptr<const Object>>
        value_;
};

struct NodeLimits {
    std::size_t bytes = 4u << 20;
    std::size_t depth = 64;
    std::size_t nodes = 400'000;
};

/// Errors: a sentence: not JSON, not UTF-8, a key twice in one object (its path is named), too large, too deep.
Result<Node> read_node(std::string_view text, NodeLimits limits = {});

/// JSON text. `indent` 0: one line. Numbers keep their text; NaN, infinities and undefined become null.
std::string write_node(const Node& node, int indent = 0);

/// A number as JavaScript writes it: the shortest digits that read back the same.
std::string number_to_text(double value);

}  // namespace landfall
