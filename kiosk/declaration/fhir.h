#pragma once

/// FHIR R4's names and primitive formats, shared by the readers of questionnaires and responses. Private to the folder.

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/declaration/node.h"
#include "kiosk/declaration/pack.h"

namespace landfall::fhir {

inline constexpr std::string_view core = "http://hl7.org/fhir/StructureDefinition/";
inline constexpr std::string_view sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
inline constexpr std::string_view ours = "https://landfall.example/fhir/StructureDefinition/";
inline constexpr std::string_view logic_language = "text/x-jsonlogic";

std::optional<ItemType> item_type(std::string_view code);
std::string_view item_type_code(ItemType type);
std::optional<Comparison> comparison(std::string_view code);

/// The first extension of `element` with this url, which is `base` and `name` joined; undefined when there is none.
const Node& extension(const Node& element, std::string_view base, std::string_view name);
/// The `value[x]` of an extension or answer, and the name it stands under ("valueCoding").
struct ValueElement {
    std::string name;
    const Node* node = nullptr;
};
ValueElement value_element(const Node& element, std::string_view prefix = "value");

/// R4 data types, by their regular expressions. Numbers are judged by their text, so 1.0 is no integer.
bool is_integer(const Node& node);
bool is_decimal(const Node& node);
std::optional<Date> date(std::string_view text);  ///< any precision, real days only
bool is_date_time(std::string_view text);
bool is_time(std::string_view text);
bool is_code(std::string_view text);
bool is_id(std::string_view text);
bool is_uri(std::string_view text);
bool is_base64(std::string_view text);
/// FHIR strings hold no control characters besides tab, line feed and carriage return, and are never empty.
bool is_string(std::string_view text);

/// Units: Unicode code points.
std::size_t length_of(std::string_view text);

/// `node` as a value, by the type that its element's name ends in ("Coding" of "valueCoding").
/// Errors: empty when the profile has no such type, or the content is not of that type.
std::optional<Value> read_value(std::string_view type, const Node& node);
/// The type's name and content: {"valueInteger", 3}.
std::pair<std::string, Node> write_value(const Value& value);

}  // namespace landfall::fhir
