#pragma once

/// A questionnaire as the judge of responses sees it: wider than a pack. Private to the folder.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/declaration/fhir.h"
#include "kiosk/declaration/node.h"

namespace landfall::judging {

/// One permitted answer: the name of its value element ("valueCoding") and its content.
struct Permitted {
    std::string element;
    Node node;
    bool exclusive = false;
};

struct Question {
    const Node* node = nullptr;
    const Question* parent = nullptr;
    std::string link_id;
    std::string type;
    bool required = false;
    bool repeats = false;
    std::vector<Permitted> permitted;
    bool options_known = true;  ///< false: a value set that can't be looked into
    Rule enable_rule;
    bool enable_known = true;  ///< false: by an expression that can't be evaluated
    std::vector<Question> items;
};

class Questionnaire {
public:
    /// Errors: `failure` says why the questionnaire can't be used. Keeps a reference to `node`.
    explicit Questionnaire(const Node& node);
    Questionnaire(const Questionnaire&) = delete;
    Questionnaire& operator=(const Questionnaire&) = delete;

    const Node& node;
    std::vector<Question> items;
    std::map<std::string, const Question*, std::less<>> by_link_id;
    std::vector<std::string> unsupported;
    std::string failure;

    void leave_out(const std::string& link_id, const std::string& what);

private:
    void read_items(const Node& parent, std::vector<Question>& into);
    void read_item(const Node& item, Question& question);
    void read_options(Question& question);
    void read_value_set(const std::string& reference, Question& question);
    void read_expressions(Question& question);
    void list_extensions(const Node& element, const std::string& link_id);
    void index(std::vector<Question>& questions, const Question* parent);
};

}  // namespace landfall::judging
