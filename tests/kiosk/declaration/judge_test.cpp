// Responses against questionnaires by the rules of FHIR R4, one small pair a rule.

#include "kiosk/declaration/judge.h"

#include <boost/test/unit_test.hpp>

using namespace landfall;

namespace {

std::string questionnaire(const std::string& items, const std::string& more = "") {
    return R"({"resourceType":"Questionnaire","url":"urn:q","version":"2","status":"active",)" + more + R"("item":[)" +
           items + "]}";
}

std::string response(const std::string& items, const std::string& status = "completed", const std::string& more = "") {
    return R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:q|2","status":")" + status + "\"," + more +
           R"("item":[)" + items + "]}";
}

/// "path code" of each issue, without the resource's name; then "unsupported: ..." of each.
std::vector<std::string> judged(const std::string& asked, const std::string& answered) {
    const auto judgement = judge_response(asked, answered);
    if (!judgement) return {"unusable: " + judgement.error()};
    std::vector<std::string> all;
    for (const auto& issue : judgement->issues) {
        BOOST_TEST(!issue.message.empty());
        const auto dot = issue.path.find('.');
        all.push_back((dot == std::string::npos ? "" : issue.path.substr(dot + 1)) + " " + issue.code);
    }
    for (const auto& each : judgement->unsupported) all.push_back("unsupported: " + each);
    return all;
}

using Found = std::vector<std::string>;

void finds(const std::string& items, const std::string& answers, const Found& expected,
           const std::string& status = "completed") {
    BOOST_TEST_CONTEXT(items << "\n" << answers)
    BOOST_TEST(judged(questionnaire(items), response(answers, status)) == expected, boost::test_tools::per_element());
}

std::string item(const std::string& type, const std::string& more = "") {
    return R"({"linkId":"q","type":")" + type + "\"" + (more.empty() ? "" : "," + more) + "}";
}
std::string answer(const std::string& values, const std::string& link_id = "q") {
    return R"({"linkId":")" + link_id + R"(","answer":[)" + values + "]}";
}
/// One answer to one question of that type.
void value(const std::string& type, const std::string& given, const Found& expected, const std::string& more = "") {
    finds(item(type, more), answer("{" + given + "}"), expected);
}

const Found fine = {};
const Found at_item(const std::string& code) { return {"item[0] " + code}; }
const Found at_answer(const std::string& code) { return {"item[0].answer[0] " + code}; }

}  // namespace

BOOST_AUTO_TEST_CASE(required_counts_when_the_response_is_complete) {
    const auto required = item("boolean", R"("required":true)");
    const auto none = [&](const char* status) {
        return judged(questionnaire(required),
                      R"({"resourceType":"QuestionnaireResponse","status":")" + std::string(status) + "\"}");
    };
    BOOST_TEST(none("completed") == Found({" required"}), boost::test_tools::per_element());
    BOOST_TEST(none("amended") == Found({" required"}), boost::test_tools::per_element());
    BOOST_TEST(none("in-progress") == fine, boost::test_tools::per_element());
    BOOST_TEST(none("stopped") == fine, boost::test_tools::per_element());
    finds(required, R"({"linkId":"q"})", at_item("required"));
    finds(required, answer(R"({"valueBoolean":false})"), fine);
}

BOOST_AUTO_TEST_CASE(what_is_required_in_an_absent_optional_group_is_not_required) {
    const auto group = [](const char* more) {
        return std::string(R"({"linkId":"g","type":"group",)") + more + R"("item":[)" +
               item("string", R"("required":true)") + "]}";
    };
    const auto other = R"(,{"linkId":"o","type":"boolean"})";
    finds(group("") + other, answer(R"({"valueBoolean":true})", "o"), fine);
    finds(group(R"("required":true,)") + other, answer(R"({"valueBoolean":true})", "o"), {" required"});
    finds(group(""), R"({"linkId":"g"})", at_item("required"));
    finds(R"({"linkId":"g","type":"group","required":true,"item":[)" + item("string") + "]}", R"({"linkId":"g"})",
          at_item("required"));
    finds(group(""), R"({"linkId":"g","item":[)" + answer(R"({"valueString":"x"})") + "]}", fine);
}

BOOST_AUTO_TEST_CASE(items_that_are_not_enabled_are_neither_required_nor_answered) {
    const std::string gate = R"({"linkId":"a","type":"boolean"},)";
    const auto hanging =
        gate + item("string", R"("required":true,"enableWhen":[{"question":"a","operator":"=","answerBoolean":true}])");
    const auto yes = answer(R"({"valueBoolean":true})", "a");
    const auto no = answer(R"({"valueBoolean":false})", "a");
    const auto text = answer(R"({"valueString":"x"})");
    finds(hanging, yes + "," + text, fine);
    finds(hanging, yes, {" required"});
    finds(hanging, no, fine);
    finds(hanging, no + "," + text, {"item[1] invariant"});
    finds(hanging, text, at_item("invariant"));
}

BOOST_AUTO_TEST_CASE(every_operator_decides_as_r4_says) {
    const auto enabled = [](const std::string& type, const std::string& condition, const std::string& given) {
        const auto asked =
            questionnaire(R"({"linkId":"a","repeats":true,"type":")" + type + R"("},)" +
                          item("string", R"("required":true,"enableWhen":[{"question":"a",)" + condition + "}]"));
        const auto found = judged(asked, response(given.empty() ? R"({"linkId":"a"})" : answer(given, "a")));
        return found == Found({" required"});
    };
    BOOST_TEST(enabled("integer", R"("operator":"exists","answerBoolean":true)", R"({"valueInteger":1})"));
    BOOST_TEST(!enabled("integer", R"("operator":"exists","answerBoolean":true)", ""));
    BOOST_TEST(enabled("integer", R"("operator":"exists","answerBoolean":false)", ""));
    BOOST_TEST(enabled("integer", R"("operator":"=","answerInteger":2)", R"({"valueInteger":1},{"valueInteger":2})"));
    BOOST_TEST(enabled("integer", R"("operator":"!=","answerInteger":2)", R"({"valueInteger":1})"));
    BOOST_TEST(!enabled("integer", R"("operator":"!=","answerInteger":2)", R"({"valueInteger":2})"));
    BOOST_TEST(!enabled("integer", R"("operator":"!=","answerInteger":2)", ""));
    BOOST_TEST(enabled("integer", R"("operator":">","answerInteger":2)", R"({"valueInteger":3})"));
    BOOST_TEST(!enabled("integer", R"("operator":">","answerInteger":2)", R"({"valueInteger":2})"));
    BOOST_TEST(enabled("integer", R"("operator":">=","answerInteger":2)", R"({"valueInteger":2})"));
    BOOST_TEST(enabled("decimal", R"("operator":"<","answerDecimal":0.5)", R"({"valueDecimal":0.25})"));
    BOOST_TEST(enabled("date", R"("operator":"<=","answerDate":"2026-01-01")", R"({"valueDate":"2025-12-31"})"));
    BOOST_TEST(!enabled("date", R"("operator":">","answerDate":"2026-01-01")", R"({"valueDate":"2026"})"));
    BOOST_TEST(enabled("dateTime", R"("operator":"=","answerDateTime":"2026-01-01T12:00:00Z")",
                       R"({"valueDateTime":"2026-01-01T13:00:00+01:00"})"));
    BOOST_TEST(enabled("time", R"("operator":">","answerTime":"08:00:00")", R"({"valueTime":"08:00:01"})"));
    BOOST_TEST(enabled("string", R"("operator":"=","answerString":"x")", R"({"valueString":"x"})"));
    BOOST_TEST(enabled("choice", R"("operator":"=","answerCoding":{"system":"s","code":"c"})",
                       R"({"valueCoding":{"system":"s","code":"c","display":"other words"}})"));
    BOOST_TEST(!enabled("choice", R"("operator":"=","answerCoding":{"system":"s","code":"c"})",
                        R"({"valueCoding":{"system":"t","code":"c"}})"));
    BOOST_TEST(enabled("quantity", R"("operator":">=","answerQuantity":{"value":5,"system":"u","code":"kg"})",
                       R"({"valueQuantity":{"value":5.0,"system":"u","code":"kg"}})"));
    BOOST_TEST(!enabled("quantity", R"("operator":">=","answerQuantity":{"value":5,"system":"u","code":"kg"})",
                        R"({"valueQuantity":{"value":9,"system":"u","code":"g"}})"));
}

BOOST_AUTO_TEST_CASE(enable_behavior_joins_conditions) {
    const auto joined = [](const char* behavior) {
        return R"({"linkId":"a","type":"boolean"},{"linkId":"b","type":"boolean"},)" +
               item(
                   "string",
                   R"("required":true,"enableBehavior":")" + std::string(behavior) +
                       R"(","enableWhen":[{"question":"a","operator":"=","answerBoolean":true},{"question":"b","operator":"=","answerBoolean":true}])");
    };
    const auto one = answer(R"({"valueBoolean":true})", "a");
    finds(joined("any"), one, {" required"});
    finds(joined("all"), one, fine);
}

BOOST_AUTO_TEST_CASE(a_condition_looks_at_its_own_occurrence) {
    const std::string group =
        R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"a","type":"boolean"},)" +
        item("string", R"("enableWhen":[{"question":"a","operator":"=","answerBoolean":true}])") + "]}";
    const auto occurrence = [](const std::string& items) { return R"({"linkId":"g","item":[)" + items + "]}"; };
    const auto yes = answer(R"({"valueBoolean":true})", "a"), no = answer(R"({"valueBoolean":false})", "a");
    const auto text = answer(R"({"valueString":"x"})");
    finds(group, occurrence(yes + "," + text) + "," + occurrence(no), fine);
    finds(group, occurrence(yes) + "," + occurrence(no + "," + text), {"item[1].item[1] invariant"});
}

BOOST_AUTO_TEST_CASE(items_stand_where_and_in_the_order_the_questionnaire_has_them) {
    const std::string two =
        R"({"linkId":"a","type":"string"},{"linkId":"g","type":"group","item":[{"linkId":"b","type":"string"}]})";
    const auto a = answer(R"({"valueString":"x"})", "a"), b = answer(R"({"valueString":"x"})", "b");
    const auto g = R"({"linkId":"g","item":[)" + b + "]}";
    finds(two, a + "," + g, fine);
    finds(two, g + "," + a, {"item[1] structure"});
    finds(two, b, at_item("structure"));
    finds(two, answer(R"({"valueString":"x"})", "z"), at_item("not-found"));
    finds(two, R"({"answer":[{"valueString":"x"}]})", at_item("required"));
    finds(two, a + "," + a, {"item[1] structure"});
    finds(two, g + "," + g, {"item[1] structure"});
}

BOOST_AUTO_TEST_CASE(groups_and_displays_have_no_answers) {
    finds(R"({"linkId":"q","type":"group","item":[{"linkId":"x","type":"string"}]})", answer(R"({"valueString":"x"})"),
          at_item("structure"));
    finds(item("display"), answer(R"({"valueString":"x"})"), at_item("structure"));
    finds(item("display") + R"(,{"linkId":"x","type":"string"})", R"({"linkId":"q","text":"Read this"})", fine);
}

BOOST_AUTO_TEST_CASE(questions_below_a_question_stand_below_its_answer) {
    const auto nested = item("boolean", R"("item":[{"linkId":"n","type":"string","required":true}])");
    const auto below = answer(R"({"valueString":"x"})", "n");
    finds(nested, answer(R"({"valueBoolean":true,"item":[)" + below + "]}"), fine);
    finds(nested, answer(R"({"valueBoolean":true})"), at_answer("required"));
    finds(nested, R"({"linkId":"q","item":[)" + below + "]}", at_item("structure"));
    finds(nested, R"({"linkId":"q","answer":[{"valueBoolean":true,"item":[)" + below + R"(]}],"item":[)" + below + "]}",
          at_item("invariant"));
}

BOOST_AUTO_TEST_CASE(the_kind_of_value_follows_the_items_type) {
    value("boolean", R"("valueBoolean":true)", fine);
    value("boolean", R"("valueString":"true")", at_answer("structure"));
    value("boolean", R"("valueBoolean":"true")", at_answer("structure"));
    value("integer", R"("valueInteger":5)", fine);
    value("integer", R"("valueInteger":5.0)", at_answer("value"));
    value("integer", R"("valueInteger":2147483648)", at_answer("value"));
    value("integer", R"("valueDecimal":5)", at_answer("structure"));
    value("decimal", R"("valueDecimal":5)", fine);
    value("decimal", R"("valueInteger":5)", at_answer("structure"));
    value("string", R"("valueString":"x")", fine);
    value("text", R"("valueString":"x\ny")", fine);
    value("string", R"("valueUri":"urn:x")", at_answer("structure"));
    value("url", R"("valueUri":"https://example.org/")", fine);
    value("url", R"("valueUri":"two words")", at_answer("value"));
    value("attachment", R"("valueAttachment":{"url":"urn:x"})", fine);
    value("attachment", R"("valueAttachment":{"data":"AAAA"})", at_answer("invariant"));
    value("reference", R"("valueReference":{"reference":"Patient/1"})", fine);
    value("reference", R"("valueReference":{})", at_answer("structure"));
    value("quantity", R"("valueQuantity":{"value":1.5,"unit":"kg"})", fine);
    value("quantity", R"("valueQuantity":{"value":"1.5"})", at_answer("structure"));
    value("quantity", R"("valueQuantity":{"value":1,"code":"kg"})", at_answer("invariant"));
    value("string", R"("valueString":"x","valueInteger":1)", at_answer("structure"));
}

BOOST_AUTO_TEST_CASE(dates_and_times_are_real_and_as_precise_as_they_like) {
    for (const char* good : {"2026", "2026-02", "2024-02-29"})
        value("date", R"("valueDate":")" + std::string(good) + "\"", fine);
    for (const char* bad : {"2026-02-29", "2026-13", "26-01-01", "2026-1-1", "2026-01-01T00:00:00Z", "today"})
        value("date", R"("valueDate":")" + std::string(bad) + "\"", at_answer("value"));
    for (const char* good : {"2026", "2026-02-01", "2026-02-01T10:00:00Z", "2026-02-01T10:00:00.5+08:00"})
        value("dateTime", R"("valueDateTime":")" + std::string(good) + "\"", fine);
    for (const char* bad : {"2026-02-01T10:00Z", "2026-02-01T10:00:00", "2026-02-30T10:00:00Z", "2026-02-01T25:00:00Z",
                            "2026-02-01T10:00:00+15:00"})
        value("dateTime", R"("valueDateTime":")" + std::string(bad) + "\"", at_answer("value"));
    value("time", R"("valueTime":"23:59:59")", fine);
    for (const char* bad : {"24:00:00", "10:00", "10:00:00Z"})
        value("time", R"("valueTime":")" + std::string(bad) + "\"", at_answer("value"));
}

BOOST_AUTO_TEST_CASE(a_choice_is_one_of_the_options) {
    const std::string options =
        R"("answerOption":[{"valueCoding":{"system":"s","code":"a"}},{"valueCoding":{"system":"s","code":"b"}}])";
    value("choice", R"("valueCoding":{"system":"s","code":"b","display":"B"})", fine, options);
    value("choice", R"("valueCoding":{"system":"s","code":"c"})", at_answer("code-invalid"), options);
    value("choice", R"("valueCoding":{"system":"t","code":"a"})", at_answer("code-invalid"), options);
    value("choice", R"("valueCoding":{"code":"a"})", at_answer("code-invalid"), options);
    value("choice", R"("valueString":"a")", at_answer("structure"), options);
    value("open-choice", R"("valueString":"my own")", fine, options);
    value("open-choice", R"("valueCoding":{"system":"s","code":"c"})", at_answer("code-invalid"), options);
    value("choice", R"("valueInteger":2)", fine, R"("answerOption":[{"valueInteger":1},{"valueInteger":2}])");
    value("choice", R"("valueInteger":3)", at_answer("code-invalid"), R"("answerOption":[{"valueInteger":1}])");
    value("choice", R"("valueString":"x")", fine, R"("answerOption":[{"valueString":"x"}])");
    value("choice", R"("valueDate":"2026-01-01")", fine, R"("answerOption":[{"valueDate":"2026-01-01"}])");
}

BOOST_AUTO_TEST_CASE(value_sets_count_when_they_are_contained) {
    const std::string set =
        R"("contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s","concept":[{"code":"a"}]}]}},
        {"resourceType":"ValueSet","id":"e","expansion":{"contains":[{"system":"s","code":"x"}]}}],)";
    const auto from = [&](const char* which, const char* code) {
        return judged(questionnaire(item("choice", R"("answerValueSet":")" + std::string(which) + "\""), set),
                      response(answer(R"({"valueCoding":{"system":"s","code":")" + std::string(code) + R"("}})")));
    };
    BOOST_TEST(from("#v", "a") == fine, boost::test_tools::per_element());
    BOOST_TEST(from("#v", "b") == at_answer("code-invalid"), boost::test_tools::per_element());
    BOOST_TEST(from("#e", "x") == fine, boost::test_tools::per_element());
    BOOST_TEST(from("http://hl7.org/fhir/ValueSet/languages", "fr") ==
                   Found({"unsupported: q: answerValueSet http://hl7.org/fhir/ValueSet/languages"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(how_often_and_how_much) {
    const std::string core = R"({"url":"http://hl7.org/fhir/StructureDefinition/)";
    finds(item("string"), answer(R"({"valueString":"a"},{"valueString":"b"})"), at_item("structure"));
    finds(item("string", R"("repeats":true)"), answer(R"({"valueString":"a"},{"valueString":"b"})"), fine);
    const auto occurs = R"("repeats":true,"extension":[)" + core + R"(questionnaire-minOccurs","valueInteger":2},)" +
                        core + R"(questionnaire-maxOccurs","valueInteger":3}])";
    finds(item("integer", occurs), answer(R"({"valueInteger":1})"), at_item("structure"));
    finds(item("integer", occurs), answer(R"({"valueInteger":1},{"valueInteger":2})"), fine);
    finds(item("integer", occurs),
          answer(R"({"valueInteger":1},{"valueInteger":2},{"valueInteger":3},{"valueInteger":4})"),
          at_item("structure"));
    value("string", R"("valueString":"日本")", fine, R"("maxLength":2)");
    value("string", R"("valueString":"日本人")", at_answer("too-long"), R"("maxLength":2)");
    const auto range =
        R"("extension":[)" + core + R"(minValue","valueInteger":1},)" + core + R"(maxValue","valueInteger":5}])";
    value("integer", R"("valueInteger":1)", fine, range);
    value("integer", R"("valueInteger":0)", at_answer("value"), range);
    value("integer", R"("valueInteger":6)", at_answer("value"), range);
    value("date", R"("valueDate":"2019-12-31")", at_answer("value"),
          R"("extension":[)" + core + R"(minValue","valueDate":"2020-01-01"}])");
    value("decimal", R"("valueDecimal":1.25)", at_answer("value"),
          R"("extension":[)" + core + R"(maxDecimalPlaces","valueInteger":1}])");
    const auto units =
        R"("extension":[)" + core + R"(questionnaire-unitOption","valueCoding":{"system":"u","code":"kg"}}])";
    value("quantity", R"("valueQuantity":{"value":1,"system":"u","code":"kg"})", fine, units);
    value("quantity", R"("valueQuantity":{"value":1,"system":"u","code":"g"})", at_answer("code-invalid"), units);
}

BOOST_AUTO_TEST_CASE(patterns_sizes_and_kinds_are_kept) {
    const std::string core = R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/)";
    const auto regex = core + R"(regex","valueString":"[^@\\s]+@[a-zé]+"}])";
    value("string", R"("valueString":"a@bé")", fine, regex);
    value("string", R"("valueString":"a@@b")", at_answer("value"), regex);
    value("string", R"("valueString":"a@b!")", at_answer("value"), regex);
    value("string", "\"valueString\":\"" + std::string(3000, 'a') + "!\"", at_answer("value"),
          core + R"(regex","valueString":"(a+)+"}])");
    const auto size = core + R"(maxSize","valueDecimal":3}])";
    value("attachment", R"("valueAttachment":{"contentType":"text/plain","data":"YWJj"})", fine, size);
    value("attachment", R"("valueAttachment":{"contentType":"text/plain","data":"YWJjZA=="})", at_answer("value"),
          size);
    value("attachment", R"("valueAttachment":{"contentType":"text/plain","data":"YWJj","size":4})", at_answer("value"));
    const auto kind = core + R"(mimeType","valueCode":"image/png"}])";
    value("attachment", R"("valueAttachment":{"contentType":"image/png","url":"urn:x"})", fine, kind);
    value("attachment", R"("valueAttachment":{"contentType":"image/gif","url":"urn:x"})", at_answer("value"), kind);
    const auto who = core + R"(questionnaire-referenceResource","valueCode":"Patient"}])";
    value("reference", R"("valueReference":{"reference":"https://example.org/Patient/1/_history/2"})", fine, who);
    value("reference", R"("valueReference":{"reference":"Organization/1"})", at_answer("value"), who);
    value("reference", R"("valueReference":{"reference":"Chicken/1"})", at_answer("value"));
    value("reference", R"("valueReference":{"reference":"#x"})", fine);
    value("url", R"("valueUri":"urn:uuid:c757873d-ec9a-4326-a141-556f43239520")", fine);
    value("url", R"("valueUri":"urn:uuid:C757873D")", at_answer("value"));
    value("question", R"("valueString":"x")", at_answer("structure"));
}

BOOST_AUTO_TEST_CASE(amounts_are_compared_across_units_of_one_dimension) {
    const std::string most =
        R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-maxQuantity","valueQuantity":{"value":5,"system":"http://unitsofmeasure.org","code":"km"}}])";
    const auto amount = [&](const char* number, const char* unit, const Found& expected) {
        value("quantity",
              R"("valueQuantity":{"system":"http://unitsofmeasure.org","value":)" + std::string(number) +
                  R"(,"code":")" + unit + "\"}",
              expected, most);
    };
    amount("5000", "m", fine);
    amount("5001", "m", at_answer("value"));
    amount("3", "[mi_i]", fine);
    amount("1", "kg", at_answer("value"));
}

BOOST_AUTO_TEST_CASE(the_head_of_a_response_is_judged_too) {
    const auto asked = questionnaire(item("string"));
    const auto of = [&](const std::string& text) { return judged(asked, text); };
    BOOST_TEST(of(R"({"resourceType":"QuestionnaireResponse","status":"completed"})") == fine,
               boost::test_tools::per_element());
    BOOST_TEST(of(R"({"resourceType":"QuestionnaireResponse"})") == Found({"status required"}),
               boost::test_tools::per_element());
    BOOST_TEST(of(R"({"resourceType":"QuestionnaireResponse","status":"done"})") == Found({"status code-invalid"}),
               boost::test_tools::per_element());
    const auto named = [&](const char* canonical) {
        return of(R"({"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":")" +
                  std::string(canonical) + "\"}");
    };
    BOOST_TEST(named("urn:q") == fine, boost::test_tools::per_element());
    BOOST_TEST(named("urn:q|2") == fine, boost::test_tools::per_element());
    BOOST_TEST(named("urn:q|3") == Found({"questionnaire business-rule"}), boost::test_tools::per_element());
    BOOST_TEST(named("urn:other") == Found({"questionnaire business-rule"}), boost::test_tools::per_element());
    BOOST_TEST(
        of(R"({"resourceType":"QuestionnaireResponse","status":"completed","colour":1})") == Found({" structure"}),
        boost::test_tools::per_element());
    BOOST_TEST(of(R"({"resourceType":"Patient"})") == Found({" structure"}), boost::test_tools::per_element());
    BOOST_TEST(of("{") == Found({" structure"}), boost::test_tools::per_element());
    BOOST_TEST(judged("{}", "{}").front().starts_with("unusable"));
    BOOST_TEST(judged(questionnaire(item("string") + "," + item("string")), "{}").front().starts_with("unusable"));
}

BOOST_AUTO_TEST_CASE(empty_and_mistyped_elements_are_structure) {
    finds(item("string"), R"({"linkId":"q","answer":[]})", {"item[0].answer structure"});
    finds(item("string"), R"({"linkId":"q","answer":[{}]})", at_answer("structure"));
    finds(item("string"), R"({"linkId":"q","answer":{"valueString":"x"}})", {"item[0].answer structure"});
    finds(item("string"), R"("q")", at_item("structure"));
    finds(item("string"), answer(R"({"valueString":""})"),
          {"item[0].answer[0].valueString structure", "item[0].answer[0] value"});
    finds(item("string"), answer(R"({"value":"x"})"), at_answer("structure"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_judged_is_listed) {
    const auto with = [](const std::string& more) {
        return judged(questionnaire(item("string", more)), response(answer(R"({"valueString":"x"})")));
    };
    BOOST_TEST(
        with(R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/regex","valueString":"(x)\\1"}])") ==
            Found({"unsupported: q: a regex that can't be evaluated"}),
        boost::test_tools::per_element());
    BOOST_TEST(with(R"("extension":[{"url":"urn:somebody:enable-when","valueString":"x"}])") ==
                   Found({"unsupported: q: urn:somebody:enable-when"}),
               boost::test_tools::per_element());
    BOOST_TEST(with(R"("modifierExtension":[{"url":"urn:x"}])") == Found({"unsupported: q: modifierExtension"}),
               boost::test_tools::per_element());
    BOOST_TEST(
        with(
            R"("required":true,"extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression","valueExpression":{"language":"text/fhirpath","expression":"false"}}])") ==
            Found({"unsupported: q: enableWhenExpression in 'text/fhirpath'"}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(truncated_responses_are_issues_never_accidents) {
    const auto asked = questionnaire(item("string"));
    const auto whole = response(answer(R"({"valueString":"x"})"));
    for (std::size_t length = 0; length < whole.size(); ++length)
        BOOST_REQUIRE(!judge_response(asked, std::string_view(whole).substr(0, length)).value().valid());
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += R"({"item":[)";
    BOOST_TEST(!judge_response(asked, deep)->valid());
    BOOST_TEST(!judge_response(asked, "\xc3\x28")->valid());
}
