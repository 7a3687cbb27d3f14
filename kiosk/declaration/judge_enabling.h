#pragma once

/// Which items of a questionnaire a response enables. Private to the folder.

#include <optional>
#include <string>
#include <vector>

#include "kiosk/declaration/judge_questionnaire.h"

namespace landfall::judging {

/// Where in the response the judge stands: the items around it, outermost first. `answer` is set for items below an
/// answer.
struct Level {
    const Question* question = nullptr;
    const Node* element = nullptr;
    const Node* answer = nullptr;
};
using Stack = std::vector<Level>;

class Enabling {
public:
    Enabling(Questionnaire& questionnaire, const Node& response);

    /// Whether the item is asked here. Empty where that can't be told; the questionnaire then lists why.
    std::optional<bool> enabled(const Question& question, const Stack& stack);
    /// Whether a rule holds here; empty where that can't be told.
    std::optional<bool> holds(const Logic& rule, const Question& question, const Stack& stack);

private:
    struct Given {
        std::string element;
        const Node* node = nullptr;
    };
    bool met(const Node& condition, const Question& question, const Stack& stack) const;
    std::vector<Given> answers_to(const std::string& link_id, const Question& from, const Stack& stack) const;

    Questionnaire& questionnaire_;
    const Node& response_;
    Node::Members variables_;
};

}  // namespace landfall::judging
