#include "kiosk/declaration/pack.h"

#include <algorithm>
#include <map>

#include "kiosk/declaration/fhir.h"
#include "kiosk/declaration/pack_reader.h"
#include "kiosk/declaration/sha256.h"

namespace landfall {

namespace {

using Kind = Node::Kind;

void collect(const std::vector<Item>& items, std::vector<const PackText*>& texts) {
    for (const auto& item : items) {
        texts.push_back(&item.text);
        texts.push_back(&item.help);
        for (const auto& option : item.options) texts.push_back(&option.text);
        for (const auto& constraint : item.constraints) texts.push_back(&constraint.human);
        collect(item.items, texts);
    }
}

/// Languages that no text lacks.
std::vector<Language> complete_languages(const Pack& pack) {
    std::map<Language, std::size_t> counts;
    std::size_t all = 0;
    for (const auto* text : texts_of(pack)) {
        if (text->empty()) continue;
        ++all;
        for (const auto& [language, translation] : text->translations) counts[language] += translation.empty() ? 0 : 1;
    }
    std::vector<Language> languages = {"en"};
    for (const auto& [language, count] : counts)
        if (count == all && language != "en") languages.push_back(language);
    return languages;
}

const Item* find_among(const std::vector<Item>& items, std::string_view link_id) {
    for (const auto& item : items) {
        if (item.link_id == link_id) return &item;
        if (const auto* found = find_among(item.items, link_id)) return found;
    }
    return nullptr;
}

}  // namespace

std::vector<const PackText*> texts_of(const Pack& pack) {
    std::vector<const PackText*> texts = {&pack.title};
    collect(pack.items, texts);
    return texts;
}

Pack PackReader::read() {
    Pack pack;
    if (!questionnaire_.is(Kind::object) || questionnaire_["resourceType"].string() != "Questionnaire") {
        problem("not-a-questionnaire", "This is not a FHIR Questionnaire: resourceType must be 'Questionnaire'.");
        return pack;
    }
    read_head(pack);
    pack.items = read_items(questionnaire_);
    if (pack.items.empty()) problem("structure", "The questionnaire has no items.");
    pack.languages = complete_languages(pack);
    check_references(pack, problems);
    return pack;
}

void PackReader::read_head(Pack& pack) {
    only(questionnaire_,
         {"resourceType", "url", "version", "name", "title", "_title", "status", "effectivePeriod", "contained", "item",
          "extension"},
         {"id", "meta", "language", "text", "identifier", "experimental", "subjectType", "date", "publisher", "contact",
          "description", "useContext", "jurisdiction", "purpose", "copyright", "approvalDate", "lastReviewDate", "code",
          "derivedFrom"},
         "the questionnaire");
    only_extensions(questionnaire_, {}, {}, {"icon", "rates"}, "the questionnaire");
    pack.id = text_member(questionnaire_, "name");
    if (!fhir::is_id(pack.id))
        problem("structure", "Questionnaire.name must name the pack in letters, digits, '-' and '.'.");
    pack.url = text_member(questionnaire_, "url");
    pack.version = text_member(questionnaire_, "version");
    if (pack.url.empty() || pack.version.empty())
        problem("structure", "Questionnaire.url and version are needed: declarations name them.");
    pack.title = read_text(questionnaire_, "title");
    if (pack.title.empty()) problem("structure", "Questionnaire.title is needed.");
    const auto status = text_member(questionnaire_, "status");
    if (status != "active" && status != "draft")
        problem("structure", "Questionnaire.status must be 'active' or 'draft', not '" + status + "'.");
    pack.icon = fhir::extension(questionnaire_, fhir::ours, "icon")["valueCode"].string();

    const auto& period = member(questionnaire_, "effectivePeriod", Kind::object);
    const auto day = [&](std::string_view name, std::optional<Date>& into) {
        if (period[name].absent()) return;
        into = fhir::date(std::string_view(period[name].string()).substr(0, 10));
        if (!into || !into->complete())
            problem("value", "effectivePeriod." + std::string(name) + " must be a whole date.");
    };
    day("start", pack.valid_from);
    day("end", pack.valid_to);

    const auto& rates = fhir::extension(questionnaire_, fhir::ours, "rates");
    pack.rates = rates.absent() ? "{}" : rates["valueString"].string();
    const auto read = read_node(pack.rates);
    if (!read || !read->is(Kind::object)) problem("value", "The rates extension must hold a JSON object as text.");
}

Result<Pack, std::vector<PackProblem>> read_pack(std::string_view json) {
    const auto questionnaire = read_node(json);
    if (!questionnaire)
        return Failure{std::vector<PackProblem>{{"", "not-json", "The pack can't be read: " + questionnaire.error()}}};
    PackReader reader(*questionnaire);
    Pack pack = reader.read();
    if (!reader.problems.empty()) return Failure{std::move(reader.problems)};
    pack.sha256 = sha256_hex(json);
    return pack;
}

const Item* find_item(const Pack& pack, std::string_view link_id) { return find_among(pack.items, link_id); }

}  // namespace landfall
