#pragma once

/// Which question comes next, what no longer applies, and whether a pack is answered. Pure: kiosk and backend agree
/// because they run the same code.

#include <optional>
#include <string>
#include <vector>

#include "kiosk/declaration/answers.h"
#include "kiosk/declaration/declaration.h"
#include "kiosk/declaration/pack.h"

namespace landfall {

/// What rules may look at besides the answers.
struct Context {
    Person person;
    Trip trip;
    Date today;
};

/// One question as it is asked: a leaf, or a repeating group. Each is one screen. The questions of a group's
/// occurrences come first, then the group itself: its screen lists the occurrences and offers to add or remove one, and
/// an empty entry in `Answers::values` under its path says that the list is complete. `item` lives as long as the pack.
struct Asked {
    Path path;
    const Item* item = nullptr;
};

/// Every question that applies, given these answers: enabled by enableWhen and rules, not calculated, not read-only.
std::vector<Asked> asked(const Pack& pack, const Answers& answers, const Context& context);

/// The first question that applies and was neither answered nor passed over; empty when the pack is complete.
std::optional<Asked> next_question(const Pack& pack, const Answers& answers, const Context& context);

/// `answers` without those that no longer apply, and with calculated values filled in.
Answers settle(const Pack& pack, const Answers& answers, const Context& context);

/// What is wrong with an answer. `code`s are FHIR issue types: "required", "value", "structure", "invariant" ...
struct AnswerIssue {
    Path path;
    std::string code;
    std::string constraint;  ///< the key of the constraint that is not met; empty otherwise
    PackText message;
    bool warns_only = false;
};

/// Everything wrong with these answers, in the order of the questions; empty when the pack is validly answered.
std::vector<AnswerIssue> check_answers(const Pack& pack, const Answers& answers, const Context& context);

/// What is wrong with one answer by itself, before it is taken: type, range, length, options, constraints.
std::vector<AnswerIssue> check_answer(const Pack& pack, const Path& path, const std::vector<Value>& values,
                                      const Answers& answers, const Context& context);

/// What the answers come to, by items of type boolean and linkId "outcome.*" that the pack calculates: whether an
/// officer must be seen ("outcome.officer"), and which channel ("outcome.red").
struct Outcome {
    bool officer = false;
    bool red_channel = false;
    bool operator==(const Outcome&) const = default;
};
Outcome outcome_of(const Pack& pack, const Answers& answers, const Context& context);

}  // namespace landfall
