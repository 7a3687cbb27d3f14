#include "kiosk/receipt/cbor.h"

#include <boost/test/unit_test.hpp>

#include <cbor.h>

#include <memory>
#include <vector>

using namespace landfall;

namespace {

template <typename... Byte>
Bytes bytes(Byte... values) {
    return {static_cast<std::uint8_t>(values)...};
}

bool skips(const Bytes& item) {
    CborReader reader(item);
    return reader.skip() && reader.at_end();
}

}  // namespace

BOOST_AUTO_TEST_CASE(integers_have_the_shortest_form_of_rfc_8949_appendix_a) {
    const std::vector<std::pair<std::int64_t, Bytes>> examples = {
        {0, bytes(0x00)},
        {23, bytes(0x17)},
        {24, bytes(0x18, 0x18)},
        {1000, bytes(0x19, 0x03, 0xE8)},
        {1'000'000, bytes(0x1A, 0x00, 0x0F, 0x42, 0x40)},
        {1'000'000'000'000, bytes(0x1B, 0x00, 0x00, 0x00, 0xE8, 0xD4, 0xA5, 0x10, 0x00)},
        {-1, bytes(0x20)},
        {-100, bytes(0x38, 0x63)},
        {-1000, bytes(0x39, 0x03, 0xE7)},
        {INT64_MAX, bytes(0x1B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)},
        {INT64_MIN, bytes(0x3B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)}};
    for (const auto& [number, encoded] : examples) {
        CborWriter writer;
        writer.integer(number);
        BOOST_TEST(writer.take() == encoded);
        BOOST_TEST(CborReader(encoded).integer().value() == number);
    }
}

BOOST_AUTO_TEST_CASE(longer_forms_of_the_same_are_refused) {
    for (const auto& item :
         {bytes(0x18, 0x17), bytes(0x19, 0x00, 0xFF), bytes(0x1A, 0, 0, 0xFF, 0xFF),
          bytes(0x1B, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF), bytes(0x58, 0x01, 0x00), bytes(0x78, 0x01, 'a'),
          bytes(0x98, 0x01, 0x00), bytes(0xB8, 0x01, 0x00, 0x00), bytes(0xD8, 0x12, 0x00)})
        BOOST_TEST(!skips(item), to_hex(item));
}

BOOST_AUTO_TEST_CASE(indefinite_lengths_floats_and_reserved_heads_are_refused) {
    for (const auto& item : {bytes(0x5F, 0x41, 0x00, 0xFF), bytes(0x7F, 0xFF), bytes(0x9F, 0xFF), bytes(0xBF, 0xFF),
                             bytes(0xF9, 0, 0), bytes(0xFA, 0, 0, 0, 0), bytes(0xFB, 0, 0, 0, 0, 0, 0, 0, 0),
                             bytes(0xF7), bytes(0xE0), bytes(0xF8, 0x20), bytes(0xFF), bytes(0x1C), bytes(0x3F)})
        BOOST_TEST(!skips(item), to_hex(item));
    for (const auto& item : {bytes(0xF4), bytes(0xF5), bytes(0xF6), bytes(0xC1, 0x00)})
        BOOST_TEST(skips(item), to_hex(item));
}

BOOST_AUTO_TEST_CASE(announcements_that_reach_past_the_end_are_refused) {
    for (const auto& item :
         {bytes(), bytes(0x18), bytes(0x41), bytes(0x61), bytes(0x81), bytes(0xA1, 0x00), bytes(0xC1),
          bytes(0x5B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF),
          bytes(0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF),
          bytes(0xBB, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF), bytes(0x9A, 0xFF, 0xFF, 0xFF, 0xFF)})
        BOOST_TEST(!skips(item), to_hex(item));
}

BOOST_AUTO_TEST_CASE(nesting_ends_where_it_is_bounded) {
    const auto nested = [](int depth) {
        Bytes item(std::size_t(depth) - 1, 0x81);
        item.push_back(0x00);
        return item;
    };
    BOOST_TEST(skips(nested(CborReader::deepest)));
    BOOST_TEST(!skips(nested(CborReader::deepest + 1)));
    BOOST_TEST(!skips(nested(1'000'000)));
    BOOST_TEST(!skips(Bytes(1'000'000, 0xC1)));
}

BOOST_AUTO_TEST_CASE(text_is_utf_8) {
    for (const char* good : {"", "a", "\xC3\xBC", "\xE6\xB0\xB4", "\xF0\x90\x85\x91", "\xF4\x8F\xBF\xBF"}) {
        CborWriter writer;
        writer.text(good);
        BOOST_TEST(CborReader(writer.take()).text().has_value(), good);
    }
    for (const char* bad :
         {"\x80", "\xC0\x80", "\xC3", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\xE6\xB0", "\xE0\x80\x80"}) {
        CborWriter writer;
        writer.text(bad);
        const auto item = writer.take();
        BOOST_TEST(!CborReader(item).text().has_value(), to_hex(item));
    }
}

BOOST_AUTO_TEST_CASE(keys_out_of_order_or_there_twice_end_a_map) {
    const auto reads = [](const Bytes& map) {
        CborReader reader(map);
        CborMapReader keys(reader);
        while (keys.next())
            if (!reader.skip()) return false;
        return !keys.failed() && reader.at_end();
    };
    BOOST_TEST(reads(bytes(0xA3, 0x01, 0, 0x18, 0x20, 0, 0x20, 0)));   // 1, 32, -1
    BOOST_TEST(!reads(bytes(0xA3, 0x01, 0, 0x20, 0, 0x18, 0x20, 0)));  // 1, -1, 32
    BOOST_TEST(!reads(bytes(0xA2, 0x01, 0, 0x01, 0)));
    BOOST_TEST(!reads(bytes(0xA2, 0x20, 0, 0x20, 0)));
    BOOST_TEST(!reads(bytes(0xA2, 0x21, 0, 0x20, 0)));
    BOOST_TEST(!reads(bytes(0xA1, 0x61, 'a', 0)));
    BOOST_TEST(!reads(bytes(0x80)));
    BOOST_TEST(reads(bytes(0xA0)));
}

BOOST_AUTO_TEST_CASE(libcbor_understands_what_is_written) {
    CborWriter writer;
    writer.map(2);
    writer.integer(1);
    writer.array(2);
    writer.text("UTO");
    writer.bytes(Bytes(300, 7));
    writer.integer(-65537);
    writer.tag(1);
    writer.integer(1'795'262'400);
    const auto item = writer.take();
    cbor_load_result result{};
    cbor_item_t* const root = cbor_load(item.data(), item.size(), &result);
    BOOST_REQUIRE(root != nullptr);
    BOOST_TEST(result.read == item.size());
    BOOST_TEST(cbor_map_size(root) == 2u);
    const auto* pairs = cbor_map_handle(root);
    BOOST_TEST(cbor_get_int(pairs[0].key) == 1u);
    BOOST_TEST(cbor_array_size(pairs[0].value) == 2u);
    BOOST_TEST(cbor_isa_negint(pairs[1].key));
    BOOST_TEST(cbor_get_int(pairs[1].key) == 65536u);
    BOOST_TEST(cbor_tag_value(pairs[1].value) == 1u);
    cbor_item_t* old = root;
    cbor_decref(&old);
    BOOST_TEST(skips(item));
}
