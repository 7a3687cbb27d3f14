#pragma once

/// The questions of a visit: which one is open, how a draft becomes an answer, which way is back. Pure.

#include <optional>

#include "kiosk/declaration/flow.h"
#include "kiosk/session/state.h"

namespace landfall {

/// One question among all packs.
struct Position {
    std::size_t pack = 0;
    Path path;
    bool operator==(const Position&) const = default;
};

/// What rules may look at, as far as the visit knows it.
Context context_of(const Visit& visit);

/// Every question that applies, over all packs, in order.
std::vector<Position> positions(const Site& site, const Visit& visit);

/// The first question without an answer; empty when everything is answered.
std::optional<Position> first_open(const Site& site, const Visit& visit);

/// The item asked at `position`; nullptr when it is gone.
const Item* item_at(const Site& site, const Position& position);

/// The state that asks `position`, its draft filled with the answer given before.
Asking ask(const Site& site, Visit visit, const Position& position, bool from_review);

/// Takes `values` as the answer to the question that `asking` shows, settles everything that follows from it. Errors:
/// the pack's own explanation; `asking` is then unchanged but for its draft.
bool take_answer(const Site& site, Asking& asking, std::vector<Value> values);

/// The draft as values of the item's type. Errors: empty when the typed text is no such value.
std::optional<std::vector<Value>> values_of(const Item& item, const Draft& draft);

/// Touches one option of several: in, or out again; an exclusive option takes the others away.
void toggle(const Item& item, Draft& draft, const Value& value);

/// One occurrence more, or less, of the repeating group at `group`. Later occurrences move up.
void add_occurrence(Answers& answers, const Path& group);
void remove_occurrence(Answers& answers, const Path& group, std::size_t index);

/// "12081974" or less as a date. Errors: empty unless all eight digits are a day that exists.
std::optional<Date> date_from_digits(std::string_view digits);
/// Day, month and year as the eight digits that a passenger types.
std::string digits_of(const Date& date);

}  // namespace landfall
