#pragma once

/// Units, references, URIs and patterns, as far as judging a response needs them. Private to the folder.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace landfall::judging {

/// Orders two amounts in UCUM units of one dimension: 10000 m and 5 km. Errors: empty when they can't be compared.
std::optional<std::partial_ordering> order_in_ucum(double a, std::string_view unit, double b, std::string_view other);

/// Whether `text` may stand in Reference.reference: "#id", urn:uuid or urn:oid, or an URL that ends in one of R4's
/// resource types and an id.
bool is_reference(std::string_view text);
/// "Patient" of "https://example.org/Patient/1/_history/2"; empty when the reference does not tell.
std::string resource_type_of(std::string_view reference);

/// What RFC 3986 lets stand in a URI; a urn:uuid must hold a UUID in lower case.
bool is_plain_uri(std::string_view text);

/// Whether the whole text fits a regular expression. Errors: empty when the expression can't be used.
/// Units: at most 500 and 4,000 characters; the time is polynomial, whatever the expression.
std::optional<bool> fits(std::string_view text, std::string_view expression);

}  // namespace landfall::judging
