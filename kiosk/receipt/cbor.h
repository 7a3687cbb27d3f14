#pragma once

/// Deterministic CBOR (RFC 8949, 4.2.1), the part that signed things need: integers, byte and text strings, arrays,
/// maps, tags and booleans. One value has one spelling: shortest heads, definite lengths, keys in bytewise order.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/base/file.h"

namespace landfall {

/// Appends items. The caller writes as many items as it announced, map keys in order.
class CborWriter {
public:
    void integer(std::int64_t value);
    void bytes(std::span<const std::uint8_t> value);
    void text(std::string_view value);
    void array(std::size_t items);
    void map(std::size_t pairs);
    void tag(std::uint64_t number);

    Bytes take() { return std::move(out_); }

private:
    Bytes out_;
};

/// Pulls items in the order in which they lie there. It copies nothing and never recurses deeper than `deepest`.
///
/// Errors: an empty optional or false when the next item is of another kind, is not in its shortest form, has
///         indefinite length or reaches past the end; the reader then stands still and must be given up.
/// Owner:  the caller keeps the bytes alive.
class CborReader {
public:
    explicit CborReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

    std::optional<std::int64_t> integer();
    std::optional<std::span<const std::uint8_t>> bytes();
    std::optional<std::string_view> text();  ///< valid UTF-8
    std::optional<std::size_t> array();
    std::optional<std::size_t> map();
    std::optional<std::uint64_t> tag();
    /// Passes over one item with all that it holds.
    bool skip();

    bool at_end() const { return rest_.empty(); }

    static constexpr int deepest = 8;

private:
    struct Head;
    std::optional<Head> peek() const;
    std::optional<std::span<const std::uint8_t>> string_of(int major);
    std::optional<std::size_t> collection_of(int major);
    bool skip(int depth);
    std::span<const std::uint8_t> rest_;
};

/// Reads a map whose keys are integers: refuses keys that are out of order or there twice.
class CborMapReader {
public:
    /// Errors: `failed()` when the next item of `reader` is no map.
    explicit CborMapReader(CborReader& reader);

    /// The next key; its value is the caller's to read from the reader. Empty at the end of the map and on failure.
    std::optional<std::int64_t> next();
    bool failed() const { return failed_; }

private:
    CborReader& reader_;
    std::size_t left_ = 0;
    std::optional<std::int64_t> last_;
    bool failed_ = false;
};

}  // namespace landfall
