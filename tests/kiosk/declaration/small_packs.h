#pragma once

/// Packs small enough to be read at a glance, for tests.

#include <stdexcept>
#include <string>

#include "kiosk/declaration/pack.h"

namespace landfall::test {

inline std::string questionnaire_of(const std::string& items) {
    return R"({"resourceType":"Questionnaire","url":"urn:test:pack","version":"1","name":"test-pack","title":"Test",)"
           R"("status":"active","item":[)" +
           items + "]}";
}

inline Pack pack_of(const std::string& items) {
    auto pack = read_pack(questionnaire_of(items));
    if (pack) return std::move(*pack);
    std::string all;
    for (const auto& problem : pack.error()) all += problem.item + ": " + problem.code + ": " + problem.message + "\n";
    throw std::runtime_error(all);
}

/// A question, one that hangs on it, a repeating group with a choice, and an outcome computed over all of it.
inline const std::string travel_items = R"json(
{"linkId":"ill","type":"boolean","text":"Are you ill?","required":true},
{"linkId":"since","type":"date","text":"Since when?","enableWhen":[{"question":"ill","operator":"=","answerBoolean":true}],
 "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-constraint","extension":[
   {"url":"key","valueId":"not-later"},{"url":"severity","valueCode":"error"},
   {"url":"human","valueString":"This day has not come yet.","_valueString":{"extension":[
      {"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[
        {"url":"lang","valueCode":"fr"},{"url":"content","valueString":"Ce jour n'est pas encore venu."}]}]}},
   {"url":"expression","valueExpression":{"language":"text/x-jsonlogic",
      "expression":"{\"<=\":[{\"var\":\"here.since\"},{\"var\":\"today\"}]}"}}]}]},
{"linkId":"bags","type":"group","text":"Your bags","repeats":true,"item":[
  {"linkId":"kind","type":"choice","text":"What kind?","required":true,"answerOption":[
     {"valueCoding":{"system":"urn:test","code":"box","display":"Box"}},
     {"valueCoding":{"system":"urn:test","code":"other","display":"Other"}}]},
  {"linkId":"what","type":"string","text":"What is it?","maxLength":20,
   "enableWhen":[{"question":"kind","operator":"=","answerCoding":{"system":"urn:test","code":"other"}}]},
  {"linkId":"weight","type":"quantity","text":"How heavy?",
   "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit","valueCoding":{"code":"kg"}}]}]},
{"linkId":"outcome.red","type":"boolean","readOnly":true,
 "extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
   "valueExpression":{"language":"text/x-jsonlogic",
   "expression":"{\">\":[{\"reduce\":[{\"var\":\"answers.bags\"},{\"+\":[{\"var\":\"accumulator\"},{\"var\":[\"current.weight.value\",0]}]},0]},30]}"}}]}
)json";

}  // namespace landfall::test
