#pragma once

/// A question pack: the ordered questions of one declaration, read from a FHIR R4 Questionnaire.
///
/// The profile, with every element that is understood, stands in assets/packs/README.md. What the profile leaves out is
/// never skipped in silence: the pack does not load, and the message names the item.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/declaration/value.h"

namespace landfall {

/// A rule in JSONLogic, parsed and checked when the pack is loaded (see logic.h). Shared and never changed.
class Logic;
using Rule = std::shared_ptr<const Logic>;

/// Questionnaire.item.type, as far as the profile goes.
enum class ItemType { group, display, boolean, integer, decimal, date, string, text, choice, open_choice, quantity };

struct Option {
    Value value;             ///< Coding, string, integer or date
    PackText text;           ///< what the passenger reads
    std::string icon;        ///< name in assets/icons; empty: none
    bool exclusive = false;  ///< "none of these": choosing it takes the others away (questionnaire-optionExclusive)
};

enum class Comparison { exists, equal, not_equal, greater, less, greater_or_equal, less_or_equal };

/// Questionnaire.item.enableWhen: `question` answered with something that compares so with `answer`.
struct Condition {
    LinkId question;
    Comparison comparison = Comparison::equal;
    Value answer;
};

/// A computed rule that an answer must meet (SDC `questionnaire-constraint`).
struct Constraint {
    std::string key;  ///< stable, for tests and officers
    bool warns_only = false;
    PackText human;   ///< what the passenger is told when it is not met
    Rule expression;  ///< JSONLogic over person, trip, answers, today; true when met
};

/// One item of the questionnaire. Items keep the order in which they are asked.
struct Item {
    LinkId link_id;
    ItemType type = ItemType::display;
    PackText text;
    std::string prefix;  ///< the professional number, "B5"
    PackText help;       ///< the "what does this mean?" panel; empty: none
    std::string icon;    ///< name in assets/icons
    bool required = false;
    bool repeats = false;
    bool read_only = false;         ///< shown, never asked
    bool hidden = false;            ///< neither shown nor asked
    std::optional<int> max_length;  ///< Units: Unicode code points
    std::optional<int> min_occurs, max_occurs;
    std::optional<Value> min_value, max_value;
    std::vector<std::string> units;  ///< quantity: what may be chosen; one entry fixes it
    std::vector<Option> options;
    std::vector<Condition> enable_when;
    bool enable_any = false;  ///< enableBehavior: any instead of all
    Rule enable_expression;   ///< null: none
    Rule calculated;          ///< null: none; a calculated item is never asked
    std::vector<Constraint> constraints;
    std::optional<Value> initial;
    std::vector<Item> items;  ///< children
};

struct Pack {
    std::string id;       ///< Questionnaire.name: "health-symptoms"
    std::string url;      ///< canonical
    std::string version;  ///< edition, "2026.1"
    PackText title;
    std::string icon;
    std::optional<Date> valid_from, valid_to;  ///< effectivePeriod
    std::vector<Language> languages;           ///< in which every text exists; English first
    std::string sha256;                        ///< lower-case hex over the bytes that were read
    std::vector<Item> items;
    std::string rates;  ///< dated exchange rates and other constants for rules: a JSON object as text
};

/// Why a pack can't be used; `item` is a linkId or empty.
struct PackProblem {
    std::string item;
    std::string code;  ///< "unknown-type", "unknown-operator", "unknown-expression-language", "duplicate-link-id" ...
    std::string message;  ///< one sentence for the pack's author
};

/// Reads and checks a whole pack. Errors: every problem found, not only the first.
/// Units: at most 4 MiB, 64 levels deep.
Result<Pack, std::vector<PackProblem>> read_pack(std::string_view json);

/// The item called `link_id`, wherever it lies; nullptr when there is none. Lives as long as `pack`.
const Item* find_item(const Pack& pack, std::string_view link_id);

}  // namespace landfall
