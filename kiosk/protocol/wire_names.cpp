#include "kiosk/protocol/wire_names.h"

#include <array>
#include <cstdlib>
#include <utility>

#include "kiosk/protocol/wire.h"

namespace landfall {
namespace {

using Kind = WireFaultKind;

template <typename Enum, std::size_t size>
using Names = std::array<std::pair<Enum, std::string_view>, size>;

constexpr Names<Kind, 10> kinds{{{Kind::too_large, "too_large"},
                                 {Kind::too_deep, "too_deep"},
                                 {Kind::not_json, "not_json"},
                                 {Kind::repeated_key, "repeated_key"},
                                 {Kind::unknown_key, "unknown_key"},
                                 {Kind::missing_key, "missing_key"},
                                 {Kind::wrong_type, "wrong_type"},
                                 {Kind::wrong_value, "wrong_value"},
                                 {Kind::unknown_pack, "unknown_pack"},
                                 {Kind::wrong_answers, "wrong_answers"}}};
constexpr Names<Field, 7> fields{{{Field::surname, "surname"},
                                  {Field::given_names, "given_names"},
                                  {Field::document_number, "document_number"},
                                  {Field::nationality, "nationality"},
                                  {Field::birth_date, "birth_date"},
                                  {Field::flight, "flight"},
                                  {Field::seat, "seat"}}};
constexpr Names<MrzFormat, 6> formats{{{MrzFormat::td1, "td1"},
                                       {MrzFormat::td2, "td2"},
                                       {MrzFormat::td3, "td3"},
                                       {MrzFormat::mrva, "mrva"},
                                       {MrzFormat::mrvb, "mrvb"},
                                       {MrzFormat::frid, "frid"}}};
constexpr Names<Sex, 4> sexes{
    {{Sex::female, "female"}, {Sex::male, "male"}, {Sex::other, "other"}, {Sex::unspecified, "unspecified"}}};
constexpr Names<CheckDigit, 5> digits{{{CheckDigit::number, "number"},
                                       {CheckDigit::birth_date, "birth_date"},
                                       {CheckDigit::expiry_date, "expiry_date"},
                                       {CheckDigit::optional, "optional"},
                                       {CheckDigit::composite, "composite"}}};
constexpr Names<ScanSource, 4> sources{{{ScanSource::swiped, "swiped"},
                                        {ScanSource::image, "image"},
                                        {ScanSource::chip, "chip"},
                                        {ScanSource::typed, "typed"}}};

template <typename Enum, std::size_t size>
std::string_view name_in(const Names<Enum, size>& names, Enum wanted) {
    for (const auto& [value, name] : names)
        if (value == wanted) return name;
    std::abort();
}
template <typename Enum, std::size_t size>
std::optional<Enum> value_in(const Names<Enum, size>& names, std::string_view wanted) {
    for (const auto& [value, name] : names)
        if (name == wanted) return value;
    return std::nullopt;
}

}  // namespace

std::string_view wire_name(MrzFormat format) { return name_in(formats, format); }
std::string_view wire_name(Sex sex) { return name_in(sexes, sex); }
std::string_view wire_name(CheckDigit digit) { return name_in(digits, digit); }
std::string_view wire_name(ScanSource source) { return name_in(sources, source); }

template <>
std::optional<Field> wire_named(std::string_view name) {
    return value_in(fields, name);
}
template <>
std::optional<MrzFormat> wire_named(std::string_view name) {
    return value_in(formats, name);
}
template <>
std::optional<Sex> wire_named(std::string_view name) {
    return value_in(sexes, name);
}
template <>
std::optional<CheckDigit> wire_named(std::string_view name) {
    return value_in(digits, name);
}
template <>
std::optional<ScanSource> wire_named(std::string_view name) {
    return value_in(sources, name);
}

std::string_view name_of(WireFaultKind kind) { return name_in(kinds, kind); }
std::string_view name_of(Field field) { return name_in(fields, field); }
std::optional<Field> field_named(std::string_view name) { return value_in(fields, name); }

}  // namespace landfall
