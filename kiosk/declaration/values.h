#pragma once

/// How answers compare. Private to the folder.

#include <compare>
#include <optional>

#include "kiosk/declaration/pack.h"

namespace landfall {

/// Whole and decimal numbers compare with each other, dates as far as both are known, quantities of one unit. Empty
/// where there is no order, as between codings.
std::optional<std::partial_ordering> order_of(const Value& a, const Value& b);

/// Equal as FHIR's enableWhen sees it. A coding in `wanted` without a system equals any system's.
bool equals(const Value& answer, const Value& wanted);

/// One condition over the answers to its question. `!=` holds when there is an answer and none is equal: R4's own words
/// are garbled, and validators agree on this for one answer and for none.
bool holds(const Condition& condition, const std::vector<Value>& answers);

/// Whether an item of this type can be answered so at all.
bool value_fits(ItemType type, const Value& value);

}  // namespace landfall
