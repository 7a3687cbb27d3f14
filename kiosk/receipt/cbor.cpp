#include "kiosk/receipt/cbor.h"

#include <cbor.h>

#include <array>

namespace landfall {
namespace {

/// RFC 8949, 3.1.
enum Major { unsigned_integer, negative_integer, byte_string, text_string, array_of_items, map_of_pairs, tagged };

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::span<const std::uint8_t> text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = text[at++];
        if (lead < 0x80) continue;
        const int more = lead >= 0xC2 && lead <= 0xDF   ? 1
                         : (lead & 0xF0) == 0xE0        ? 2
                         : lead >= 0xF0 && lead <= 0xF4 ? 3
                                                        : 0;
        if (more == 0 || text.size() - at < std::size_t(more)) return false;
        const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (text[at] < low || text[at] > high) return false;
        for (int follower = 1; follower < more; ++follower)
            if ((text[at + std::size_t(follower)] & 0xC0) != 0x80) return false;
        at += std::size_t(more);
    }
    return true;
}

/// libcbor writes the shortest head.
template <typename Number>
void append(Bytes& out, std::size_t (*encode)(Number, unsigned char*, std::size_t), Number number) {
    std::array<unsigned char, 9> head{};
    const auto length = encode(number, head.data(), head.size());
    out.insert(out.end(), head.begin(), head.begin() + static_cast<std::ptrdiff_t>(length));
}

}  // namespace

void CborWriter::integer(std::int64_t value) {
    if (value < 0)
        append<std::uint64_t>(out_, cbor_encode_negint, std::uint64_t(-(value + 1)));
    else
        append<std::uint64_t>(out_, cbor_encode_uint, std::uint64_t(value));
}

void CborWriter::bytes(std::span<const std::uint8_t> value) {
    append<std::size_t>(out_, cbor_encode_bytestring_start, value.size());
    out_.insert(out_.end(), value.begin(), value.end());
}

void CborWriter::text(std::string_view value) {
    append<std::size_t>(out_, cbor_encode_string_start, value.size());
    out_.insert(out_.end(), value.begin(), value.end());
}

void CborWriter::array(std::size_t items) { append<std::size_t>(out_, cbor_encode_array_start, items); }
void CborWriter::map(std::size_t pairs) { append<std::size_t>(out_, cbor_encode_map_start, pairs); }
void CborWriter::tag(std::uint64_t number) { append<std::uint64_t>(out_, cbor_encode_tag, number); }

/// The first byte and the number that goes with it.
struct CborReader::Head {
    int major;
    std::uint64_t number;
    std::size_t length;
};

/// Read by hand, because libcbor's decoder does not tell a shortest head from a longer one.
std::optional<CborReader::Head> CborReader::peek() const {
    if (rest_.empty()) return std::nullopt;
    const int information = rest_[0] & 31;
    Head head{rest_[0] >> 5, std::uint64_t(information), 1};
    if (information < 24) return head;
    if (information > 27) return std::nullopt;  // reserved, or indefinite length
    const auto follow = std::size_t(1) << (information - 24);
    if (rest_.size() < 1 + follow) return std::nullopt;
    head.number = 0;
    for (std::size_t at = 1; at <= follow; ++at) head.number = head.number << 8 | rest_[at];
    head.length += follow;
    const std::uint64_t least = follow == 1 ? 24 : std::uint64_t(1) << (follow * 4);
    return head.number < least ? std::nullopt : std::optional(head);
}

std::optional<std::int64_t> CborReader::integer() {
    const auto head = peek();
    if (!head || head->major > negative_integer || head->number > std::uint64_t(INT64_MAX)) return std::nullopt;
    rest_ = rest_.subspan(head->length);
    const auto number = std::int64_t(head->number);
    return head->major == unsigned_integer ? number : -1 - number;
}

std::optional<std::span<const std::uint8_t>> CborReader::string_of(int major) {
    const auto head = peek();
    if (!head || head->major != major || head->number > rest_.size() - head->length) return std::nullopt;
    const auto content = rest_.subspan(head->length, head->number);
    if (major == text_string && !is_utf8(content)) return std::nullopt;
    rest_ = rest_.subspan(head->length + content.size());
    return content;
}

std::optional<std::span<const std::uint8_t>> CborReader::bytes() { return string_of(byte_string); }

std::optional<std::string_view> CborReader::text() {
    const auto content = string_of(text_string);
    return content ? std::optional(text_of(*content)) : std::nullopt;
}

/// A collection that announces more items than bytes are left lies.
std::optional<std::size_t> CborReader::collection_of(int major) {
    const auto head = peek();
    if (!head || head->major != major || head->number > rest_.size() - head->length) return std::nullopt;
    rest_ = rest_.subspan(head->length);
    return head->number;
}

std::optional<std::size_t> CborReader::array() { return collection_of(array_of_items); }
std::optional<std::size_t> CborReader::map() { return collection_of(map_of_pairs); }

std::optional<std::uint64_t> CborReader::tag() {
    const auto head = peek();
    if (!head || head->major != tagged) return std::nullopt;
    rest_ = rest_.subspan(head->length);
    return head->number;
}

bool CborReader::skip() { return skip(deepest); }

bool CborReader::skip(int depth) {
    const auto head = peek();
    if (!head || depth == 0) return false;
    switch (head->major) {
        case unsigned_integer:
        case negative_integer:
            rest_ = rest_.subspan(head->length);
            return true;
        case byte_string:
        case text_string:
            return string_of(head->major).has_value();
        case tagged:
            return tag() && skip(depth - 1);
        case array_of_items:
        case map_of_pairs: {
            const auto items = collection_of(head->major);
            if (!items) return false;
            for (std::size_t left = head->major == map_of_pairs ? *items * 2 : *items; left > 0; --left)
                if (!skip(depth - 1)) return false;
            return true;
        }
        default:  // false, true, null in one byte; other simple values and floats have no place in what we sign
            if (head->length != 1 || head->number < 20 || head->number > 22) return false;
            rest_ = rest_.subspan(1);
            return true;
    }
}

CborMapReader::CborMapReader(CborReader& reader) : reader_(reader) {
    const auto pairs = reader.map();
    failed_ = !pairs;
    left_ = pairs.value_or(0);
}

std::optional<std::int64_t> CborMapReader::next() {
    if (failed_ || left_ == 0) return std::nullopt;
    --left_;
    const auto key = reader_.integer();
    // Bytewise order of encoded integers: 0, 1, 2 ... and then -1, -2 ...
    const auto before = [](std::int64_t a, std::int64_t b) {
        return (a < 0) == (b < 0) ? (a < 0 ? a > b : a < b) : b < 0;
    };
    if (!key || (last_ && !before(*last_, *key))) {
        failed_ = true;
        return std::nullopt;
    }
    last_ = key;
    return key;
}

}  // namespace landfall
