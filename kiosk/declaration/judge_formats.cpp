#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // GCC bug 105562: false in <regex> under sanitizers
#endif

#include "kiosk/declaration/judge_formats.h"

#include <algorithm>
#include <array>
#include <regex>

#include "kiosk/declaration/fhir.h"
#include "kiosk/declaration/javascript.h"

namespace landfall::judging {

namespace {

struct Unit {
    std::string_view code;
    char dimension;  ///< same letter, same dimension
    double factor;
    bool metric;  ///< takes prefixes
};

/// UCUM's base units and the everyday ones; others compare only with themselves.
constexpr std::array<Unit, 27> units = {{{"m", 'L', 1, true},
                                         {"[in_i]", 'L', 0.0254, false},
                                         {"[ft_i]", 'L', 0.3048, false},
                                         {"[yd_i]", 'L', 0.9144, false},
                                         {"[mi_i]", 'L', 1609.344, false},
                                         {"g", 'M', 1, true},
                                         {"t", 'M', 1e6, true},
                                         {"[oz_av]", 'M', 28.349523125, false},
                                         {"[lb_av]", 'M', 453.59237, false},
                                         {"s", 'T', 1, true},
                                         {"min", 'T', 60, false},
                                         {"h", 'T', 3600, false},
                                         {"d", 'T', 86400, false},
                                         {"wk", 'T', 604800, false},
                                         {"mo", 'T', 2629800, false},
                                         {"a", 'T', 31557600, false},
                                         {"l", 'V', 1, true},
                                         {"L", 'V', 1, true},
                                         {"mol", 'N', 1, true},
                                         {"J", 'E', 1, true},
                                         {"cal", 'E', 4.184, true},
                                         {"W", 'P', 1, true},
                                         {"Pa", 'p', 1, true},
                                         {"bar", 'p', 1e5, true},
                                         {"m[Hg]", 'p', 133322, true},
                                         {"Hz", 'F', 1, true},
                                         {"%", '1', 0.01, false}}};
constexpr std::array<std::pair<std::string_view, double>, 12> prefixes = {{{"G", 1e9},
                                                                           {"M", 1e6},
                                                                           {"k", 1e3},
                                                                           {"h", 1e2},
                                                                           {"da", 1e1},
                                                                           {"d", 1e-1},
                                                                           {"c", 1e-2},
                                                                           {"m", 1e-3},
                                                                           {"u", 1e-6},
                                                                           {"n", 1e-9},
                                                                           {"p", 1e-12},
                                                                           {"f", 1e-15}}};

std::optional<Unit> unit_of(std::string_view code) {
    for (const auto& unit : units)
        if (unit.code == code) return unit;
    for (const auto& [prefix, factor] : prefixes)
        for (const auto& unit : units)
            if (unit.metric && code.size() == prefix.size() + unit.code.size() && code.starts_with(prefix) &&
                code.ends_with(unit.code))
                return Unit{code, unit.dimension, unit.factor * factor, false};
    return std::nullopt;
}

/// R4, resource-types, without the abstract ones.
constexpr std::string_view resource_types =
    " Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic "
    "Binary "
    "BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItem "
    "ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest "
    "CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage CoverageEligibilityRequest "
    "CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric DeviceRequest DeviceUseStatement "
    "DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis Encounter Endpoint EnrollmentRequest "
    "EnrollmentResponse EpisodeOfCare EventDefinition Evidence EvidenceVariable ExampleScenario ExplanationOfBenefit "
    "FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingStudy Immunization "
    "ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice Library Linkage List "
    "Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationKnowledge "
    "MedicationRequest MedicationStatement MedicinalProduct MedicinalProductAuthorization "
    "MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient "
    "MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical "
    "MedicinalProductUndesirableEffect MessageDefinition MessageHeader MolecularSequence NamingSystem NutritionOrder "
    "Observation ObservationDefinition OperationDefinition OperationOutcome Organization OrganizationAffiliation "
    "Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole "
    "Procedure Provenance Questionnaire QuestionnaireResponse RelatedPerson RequestGroup ResearchDefinition "
    "ResearchElementDefinition ResearchStudy ResearchSubject RiskAssessment RiskEvidenceSynthesis Schedule "
    "SearchParameter ServiceRequest Slot Specimen SpecimenDefinition StructureDefinition StructureMap Subscription "
    "Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation "
    "SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities "
    "TestReport TestScript ValueSet VerificationResult VisionPrescription ";

/// Takes the last step of a path off `path`.
std::string_view take_last(std::string_view& path) {
    const auto slash = path.rfind('/');
    const auto last = slash == path.npos ? path : path.substr(slash + 1);
    path = slash == path.npos ? std::string_view() : path.substr(0, slash);
    return last;
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool digit = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
        if (dash ? text[i] != '-' : !digit) return false;
    }
    return true;
}

std::wstring wide(std::string_view text) {
    const auto letters = javascript::to_utf16(text);
    return std::wstring(letters.begin(), letters.end());
}

}  // namespace

std::optional<std::partial_ordering> order_in_ucum(double a, std::string_view unit, double b, std::string_view other) {
    if (unit == other) return a <=> b;
    const auto one = unit_of(unit);
    const auto two = unit_of(other);
    if (!one || !two || one->dimension != two->dimension) return std::nullopt;
    return a * one->factor <=> b * two->factor;
}

std::string resource_type_of(std::string_view reference) {
    auto id = take_last(reference);
    auto type = take_last(reference);
    if (type == "_history") {
        id = take_last(reference);
        type = take_last(reference);
    }
    const auto word = " " + std::string(type) + " ";
    const bool known = !type.empty() && resource_types.find(word) != resource_types.npos;
    return known && fhir::is_id(id) ? std::string(type) : std::string();
}

bool is_reference(std::string_view text) {
    if (!is_plain_uri(text)) return false;
    if (text.starts_with("#") || text.starts_with("urn:uuid:") || text.starts_with("urn:oid:")) return text.size() > 1;
    return !resource_type_of(text).empty();
}

bool is_plain_uri(std::string_view text) {
    for (const char letter : text)
        if (static_cast<unsigned char>(letter) <= 0x20 || std::string_view("\"<>\\^`{|}").find(letter) != text.npos)
            return false;
    if (text.starts_with("urn:uuid:")) return is_uuid(text.substr(9));
    return !text.empty();
}

std::optional<bool> fits(std::string_view text, std::string_view expression) {
    if (expression.size() > 500 || text.size() > 4000) return std::nullopt;
    try {
        // libstdc++'s breadth-first matcher: no deep recursion, no exponential time; it refuses back-references.
        const std::wregex pattern(wide(expression), std::regex::ECMAScript | std::regex_constants::__polynomial);
        return std::regex_match(wide(text), pattern);
    } catch (const std::regex_error&) {
        return std::nullopt;
    }
}

}  // namespace landfall::judging
