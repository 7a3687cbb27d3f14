#include <boost/test/unit_test.hpp>

#include "kiosk/base/match.h"
#include "kiosk/session/answering.h"
#include "kiosk/session/delays.h"
#include "kiosk/session/step.h"

using namespace landfall;

namespace {

constexpr auto questions = R"({
  "resourceType": "Questionnaire", "status": "active", "url": "urn:landfall:test", "name": "test", "version": "1",
  "title": "Test",
  "item": [
    { "linkId": "cash", "text": "Cash?", "type": "boolean", "required": true },
    { "linkId": "amount", "text": "How much?", "type": "integer", "required": true,
      "enableWhen": [{ "question": "cash", "operator": "=", "answerBoolean": true }] },
    { "linkId": "symptoms", "text": "Which?", "type": "choice", "repeats": true, "required": true,
      "answerOption": [
        { "valueCoding": { "system": "s", "code": "fever", "display": "Fever" } },
        { "valueCoding": { "system": "s", "code": "cough", "display": "Cough" } },
        { "valueCoding": { "system": "s", "code": "none", "display": "None" },
          "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive",
                          "valueBoolean": true }] }] },
    { "linkId": "goods", "text": "Goods", "type": "group", "repeats": true,
      "item": [{ "linkId": "name", "text": "What?", "type": "string", "required": true }] }
  ] })";

Site site_of_the_test() {
    auto pack = read_pack(questions);
    if (!pack)
        for (const auto& problem : pack.error()) BOOST_TEST_MESSAGE(problem.item + ": " + problem.message);
    BOOST_REQUIRE(bool(pack));
    return {"kiosk-1", "PEK", {"en", "fr"}, "en", {std::move(*pack)}};
}

DocumentScan anna() {
    DocumentScan scan;
    scan.source = ScanSource::swiped;
    scan.format = MrzFormat::td3;
    scan.document = {"P", "UTO",      "L898902C3", "UTO", Date{1974, 8, 12}, Sex::female, Date{2032, 4, 15},
                     "",  "ERIKSSON", "ANNA MARIA"};
    return scan;
}

const Value fever = Coding{"s", "fever", ""}, cough = Coding{"s", "cough", ""}, none = Coding{"s", "none", ""};

/// A visit as it happens: events in, state and commands out.
struct Visitor {
    Site site = site_of_the_test();
    Health health;
    State state = first_state(health);
    std::vector<Command> commands;

    void happens(Happening what) { happens_in(visit_number(state), std::move(what)); }
    void happens_in(VisitNumber visit, Happening what) {
        auto next = step(site, health, std::move(state), {visit, std::move(what)});
        state = std::move(next.state);
        commands = std::move(next.commands);
    }
    template <typename Expected>
    const Expected& in() const {
        BOOST_REQUIRE_MESSAGE(std::holds_alternative<Expected>(state), "in state " << state.index());
        return std::get<Expected>(state);
    }
    template <typename Wanted>
    const Wanted* command() const {
        for (const auto& one : commands)
            if (const auto* found = std::get_if<Wanted>(&one)) return found;
        return nullptr;
    }
    const std::string& key() const { return key_; }

    void begin() {
        happens_in(0, Started{7, "0123456789abcdef0123456789abcdef", Date{2026, 11, 21}});
        happens(LanguageChosen{"fr"});
    }
    void to_questions() {
        begin();
        happens(DocumentArrived{anna()});
        happens(Continued{});
        for (const char* letter : {"C", "A", "9", "8", "1"}) happens(KeyTyped{letter});
        happens(Continued{});
        happens(PassedOver{});
    }
    void to_review() {
        to_questions();
        happens(Answered{false});
        happens(Toggled{none});
        happens(Continued{});
        happens(Continued{});  // no goods
    }
    void to_sending() {
        to_review();
        happens(Declared{});
        BOOST_REQUIRE(command<Submit>() != nullptr);
        key_ = idempotency_key(command<Submit>()->declaration);
    }

private:
    std::string key_;
};

Accepted accepted(const Visitor& visitor, Verdict verdict, std::string receipt = "HD1:X") {
    return {visitor.key(), std::move(verdict), std::move(receipt)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_passenger_with_nothing_to_declare_gets_a_receipt) {
    Visitor visitor;
    visitor.to_sending();
    const auto& declaration = visitor.command<Submit>()->declaration;
    BOOST_TEST(declaration.language == "fr");
    BOOST_TEST(declaration.people.at(0).scan.document.surname == "ERIKSSON");
    BOOST_TEST(declaration.trip.flight == "CA981");
    BOOST_TEST(declaration.revision == 1u);
    visitor.happens(DeclarationStored{visitor.key()});
    visitor.happens(DeclarationAnswered{accepted(visitor, {}), {"HD1:X", {}}});
    BOOST_TEST(visitor.in<ShowingReceipt>().code.text == "HD1:X");
    BOOST_TEST(!visitor.in<ShowingReceipt>().provisional);
    BOOST_TEST(visitor.command<PrintReceipt>() != nullptr);
    visitor.happens(PaperReported{});
    BOOST_TEST((visitor.in<ShowingReceipt>().paper == PaperState::printed));
    visitor.happens(Finished{});
    BOOST_TEST(visitor.command<EndVisit>()->number == 7u);
    visitor.happens_in(0, TimerFired{Timer::goodbye});
    visitor.in<Attract>();
}

BOOST_AUTO_TEST_CASE(a_reply_to_a_departed_passenger_is_dropped) {
    Visitor visitor;
    visitor.begin();
    visitor.happens_in(6, DocumentArrived{anna()});
    visitor.in<AwaitingDocument>();
    visitor.happens_in(7, DocumentArrived{anna()});
    visitor.in<ConfirmingDocument>();
}

BOOST_AUTO_TEST_CASE(a_reply_to_an_older_revision_is_dropped) {
    Visitor visitor;
    visitor.to_sending();
    auto old = accepted(visitor, {});
    old.key = "0123456789abcdef0123456789abcdef.0";
    visitor.happens(DeclarationAnswered{old, {"HD1:OLD", {}}});
    visitor.in<Sending>();
}

BOOST_AUTO_TEST_CASE(without_the_backend_the_kiosk_signs_the_receipt_itself) {
    Visitor visitor;
    visitor.to_sending();
    visitor.happens(DeclarationStored{visitor.key()});
    const auto* timer = visitor.command<StartTimer>();
    BOOST_REQUIRE(timer != nullptr);
    BOOST_TEST((timer->timer == Timer::provisional));
    visitor.happens(TimerFired{Timer::provisional});
    BOOST_TEST(visitor.command<IssueProvisional>()->key == visitor.key());
    visitor.happens(ProvisionalReceived{visitor.key(), {"HD1:P", {}}});
    BOOST_TEST(visitor.in<ShowingReceipt>().provisional);
}

BOOST_AUTO_TEST_CASE(an_outbox_that_fails_accepts_nothing_and_says_so) {
    Visitor visitor;
    visitor.to_sending();
    visitor.happens(DeclarationNotStored{visitor.key()});
    visitor.in<NotAccepted>();
    Visitor waiting;
    waiting.to_sending();
    waiting.happens(TimerFired{Timer::storing});
    waiting.in<NotAccepted>();
}

BOOST_AUTO_TEST_CASE(a_mismatch_is_mended_by_one_touch_and_sent_again) {
    Visitor visitor;
    visitor.to_sending();
    Verdict verdict;
    verdict.mismatches = {{Field::seat, "", "14C"}};
    visitor.happens(DeclarationAnswered{accepted(visitor, verdict, ""), {}});
    visitor.in<ShowingVerdict>();
    visitor.happens(ReceiptWanted{});
    visitor.in<ShowingVerdict>();
    visitor.happens(MismatchMended{Field::seat, true});
    visitor.in<Sending>();
    BOOST_TEST(visitor.command<Submit>()->declaration.trip.seat == "14C");
    BOOST_TEST(visitor.command<Submit>()->declaration.revision == 2u);
    BOOST_TEST(visitor.command<Submit>()->declaration.confirmed.empty());
}

BOOST_AUTO_TEST_CASE(who_insists_is_believed_and_the_backend_is_told) {
    Visitor visitor;
    visitor.to_sending();
    Verdict verdict;
    verdict.mismatches = {{Field::surname, "ERIKSSON", "ERICSON"}};
    visitor.happens(DeclarationAnswered{accepted(visitor, verdict, ""), {}});
    visitor.happens(MismatchMended{Field::surname, false});
    BOOST_TEST(visitor.command<Submit>()->declaration.confirmed == std::vector<std::string>{"surname"},
               boost::test_tools::per_element());
    BOOST_TEST(visitor.command<Submit>()->declaration.people.at(0).scan.document.surname == "ERIKSSON");
}

BOOST_AUTO_TEST_CASE(a_problem_leads_to_its_question_and_back_to_the_review) {
    Visitor visitor;
    visitor.to_sending();
    Verdict verdict;
    verdict.problems = {{"test", "cash", "value", ""}};
    visitor.happens(DeclarationAnswered{accepted(visitor, verdict, ""), {}});
    visitor.happens(ChangeAsked{0, "cash"});
    BOOST_TEST(visitor.in<Asking>().path == "cash");
    visitor.happens(Answered{false});
    visitor.in<Reviewing>();
}

BOOST_AUTO_TEST_CASE(an_answer_opens_the_question_that_depends_on_it) {
    Visitor visitor;
    visitor.to_questions();
    visitor.happens(Answered{true});
    BOOST_TEST(visitor.in<Asking>().path == "amount");
    visitor.happens(Continued{});
    BOOST_TEST(visitor.in<Asking>().draft.wrong);
    for (const char* digit : {"1", "2"}) visitor.happens(KeyTyped{digit});
    visitor.happens(Continued{});
    BOOST_TEST(visitor.in<Asking>().path == "symptoms");
    visitor.happens(WentBack{});
    BOOST_TEST(visitor.in<Asking>().path == "amount");
    BOOST_TEST(visitor.in<Asking>().draft.text == "12");
}

BOOST_AUTO_TEST_CASE(changing_an_answer_drops_the_answers_it_hid) {
    Visitor visitor;
    visitor.to_questions();
    visitor.happens(Answered{true});
    visitor.happens(KeyTyped{"5"});
    visitor.happens(Continued{});
    visitor.happens(Toggled{none});
    visitor.happens(Continued{});
    visitor.happens(Continued{});
    visitor.happens(ChangeAsked{0, "cash"});
    visitor.happens(Answered{false});
    const auto& review = visitor.in<Reviewing>();
    BOOST_TEST(review.visit.answers.at(0).find("amount") == nullptr);
}

BOOST_AUTO_TEST_CASE(none_of_these_takes_the_others_away) {
    Visitor visitor;
    visitor.to_questions();
    visitor.happens(Answered{false});
    visitor.happens(Toggled{fever});
    visitor.happens(Toggled{cough});
    BOOST_TEST(visitor.in<Asking>().draft.chosen.size() == 2u);
    visitor.happens(Toggled{none});
    BOOST_TEST(visitor.in<Asking>().draft.chosen.size() == 1u);
    visitor.happens(Toggled{fever});
    BOOST_TEST((visitor.in<Asking>().draft.chosen == std::vector<Value>{fever}));
    visitor.happens(Toggled{fever});
    BOOST_TEST(visitor.in<Asking>().draft.chosen.empty());
}

BOOST_AUTO_TEST_CASE(entries_are_added_removed_and_renumbered) {
    Visitor visitor;
    visitor.to_questions();
    visitor.happens(Answered{false});
    visitor.happens(Toggled{none});
    visitor.happens(Continued{});
    for (const char* name : {"A", "B", "C"}) {
        BOOST_TEST(visitor.in<Asking>().path == "goods");
        visitor.happens(OccurrenceAdded{});
        visitor.happens(KeyTyped{name});
        visitor.happens(Continued{});
    }
    visitor.happens(OccurrenceRemoved{1});
    const auto& answers = visitor.in<Asking>().visit.answers.at(0);
    BOOST_TEST(answers.occurrences.at("goods") == 2u);
    BOOST_TEST(std::get<std::string>(answers.find("goods:1/name")->front()) == "C");
    BOOST_TEST(answers.find("goods:2/name") == nullptr);
    visitor.happens(Continued{});
    visitor.in<Reviewing>();
}

BOOST_AUTO_TEST_CASE(the_number_is_typed_with_its_check_digit) {
    Visitor visitor;
    visitor.begin();
    visitor.happens(TypingChosen{});
    for (const char letter : std::string("L898902C37")) visitor.happens(KeyTyped{std::string(1, letter)});
    visitor.happens(Continued{});
    BOOST_TEST(visitor.in<TypingDocument>().check_digit_failed);
    visitor.happens(KeyErased{});
    visitor.happens(KeyTyped{"6"});
    visitor.happens(Continued{});
    BOOST_TEST((visitor.in<TypingDocument>().field == TypedField::issuer));
    visitor.happens(EntryPicked{"UTO"});
    visitor.happens(EntryPicked{"UTO"});
    for (const char letter : std::string("ERIKSSON")) visitor.happens(KeyTyped{std::string(1, letter)});
    visitor.happens(Continued{});
    visitor.happens(Continued{});  // one name only
    for (const char digit : std::string("31021974")) visitor.happens(KeyTyped{std::string(1, digit)});
    visitor.happens(Continued{});
    BOOST_TEST(visitor.in<TypingDocument>().draft.wrong);
    for (int digit = 0; digit < 8; ++digit) visitor.happens(KeyErased{});
    for (const char digit : std::string("12081974")) visitor.happens(KeyTyped{std::string(1, digit)});
    visitor.happens(Continued{});
    visitor.happens(EntryPicked{"F"});
    for (const char digit : std::string("15042032")) visitor.happens(KeyTyped{std::string(1, digit)});
    visitor.happens(Continued{});
    const auto& scan = visitor.in<ConfirmingDocument>().visit.person->scan;
    BOOST_TEST(scan.document.number == "L898902C3");
    BOOST_TEST((scan.document.birth_date == Date{1974, 8, 12}));
    BOOST_TEST((scan.source == ScanSource::typed));
}

BOOST_AUTO_TEST_CASE(the_language_can_change_at_any_moment_without_losing_an_answer) {
    Visitor visitor;
    visitor.to_questions();
    visitor.happens(Answered{true});
    visitor.happens(KeyTyped{"4"});
    visitor.happens(LanguageMenuOpened{});
    visitor.happens(LanguageChosen{"en"});
    BOOST_TEST(visitor.in<Asking>().visit.preferences.language == "en");
    BOOST_TEST(visitor.in<Asking>().draft.text == "4");
    BOOST_TEST(std::holds_alternative<std::monostate>(visitor.in<Asking>().overlay));
}

BOOST_AUTO_TEST_CASE(nobody_there_is_warned_for_45_seconds_and_then_forgotten) {
    Visitor visitor;
    visitor.to_questions();
    visitor.happens(TimerFired{Timer::idle});
    BOOST_TEST(std::get<IdleWarning>(visitor.in<Asking>().overlay).seconds_left == 45);
    visitor.happens(StillHere{});
    BOOST_TEST(std::holds_alternative<std::monostate>(visitor.in<Asking>().overlay));
    BOOST_TEST((visitor.command<StartTimer>()->timer == Timer::idle));
    visitor.happens(TimerFired{Timer::countdown});  // of the warning that was answered
    BOOST_TEST(visitor.in<Asking>().path == "cash");
    visitor.happens(TimerFired{Timer::idle});
    for (int second = 0; second < 45; ++second) visitor.happens(TimerFired{Timer::countdown});
    visitor.in<Attract>();
    BOOST_TEST((visitor.command<EndVisit>()->how == VisitEnd::timed_out));
}

BOOST_AUTO_TEST_CASE(a_part_that_failed_closes_the_lane_behind_a_passenger_who_walked_away) {
    Visitor visitor;
    visitor.to_questions();
    visitor.health.printer.fault = devices::PrinterFault::jam;
    visitor.happens_in(0, HealthChanged{visitor.health});
    visitor.happens(TimerFired{Timer::idle});
    for (int second = 0; second < 45; ++second) visitor.happens(TimerFired{Timer::countdown});
    visitor.in<OutOfService>();
}

BOOST_AUTO_TEST_CASE(walking_away_while_sending_loses_nothing) {
    Visitor visitor;
    visitor.to_sending();
    visitor.happens(TimerFired{Timer::idle});
    visitor.in<Sending>();
}

BOOST_AUTO_TEST_CASE(leaving_asks_first_and_then_forgets) {
    Visitor visitor;
    visitor.to_questions();
    visitor.happens(LeaveAsked{});
    visitor.happens(OverlayClosed{});
    visitor.in<Asking>();
    visitor.happens(LeaveAsked{});
    visitor.happens(LeaveConfirmed{});
    BOOST_TEST(!visitor.in<SayingGoodbye>().declared);
    BOOST_TEST((visitor.command<EndVisit>()->how == VisitEnd::left));
}

BOOST_AUTO_TEST_CASE(each_printer_fault_leads_to_a_plain_screen_and_loses_nothing) {
    for (const auto fault : {devices::PrinterFault::paper_out, devices::PrinterFault::cover_open,
                             devices::PrinterFault::jam, devices::PrinterFault::offline}) {
        Visitor visitor;
        visitor.to_sending();
        visitor.happens(DeclarationAnswered{accepted(visitor, {}), {"HD1:X", {}}});
        visitor.happens(PaperReported{fault});
        BOOST_TEST((visitor.in<ShowingReceipt>().paper == PaperState::failed));
        BOOST_TEST((visitor.in<ShowingReceipt>().fault == fault));
        visitor.happens(PrintAgain{});
        BOOST_TEST(visitor.command<PrintReceipt>() != nullptr);
    }
}

BOOST_AUTO_TEST_CASE(a_broken_part_closes_the_lane_and_its_repair_opens_it) {
    Visitor visitor;
    visitor.health.printer.fault = devices::PrinterFault::jam;
    visitor.happens_in(0, HealthChanged{visitor.health});
    BOOST_TEST(std::holds_alternative<devices::PrinterFault>(visitor.in<OutOfService>().reason));
    visitor.happens_in(0, Started{1, "", {}});
    visitor.in<OutOfService>();
    visitor.health.printer.fault.reset();
    visitor.happens_in(0, HealthChanged{visitor.health});
    visitor.in<Attract>();
    visitor.health.backend_reachable = false;
    visitor.happens_in(0, HealthChanged{visitor.health});
    visitor.in<Attract>();
}

BOOST_AUTO_TEST_CASE(a_part_that_breaks_during_a_visit_closes_the_lane_only_afterwards) {
    Visitor visitor;
    visitor.to_questions();
    visitor.health.reader.fault = devices::DocumentReaderFault::unplugged;
    visitor.happens_in(0, HealthChanged{visitor.health});
    visitor.in<Asking>();
    visitor.happens(LeaveConfirmed{});
    visitor.happens_in(0, TimerFired{Timer::goodbye});
    visitor.in<OutOfService>();
}
