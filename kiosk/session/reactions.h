#pragma once

/// What each state does with each happening. Private to this folder; kiosk/session/step.h is the way in.

#include <utility>

#include "kiosk/session/delays.h"
#include "kiosk/session/groups.h"
#include "kiosk/session/step.h"

namespace landfall {

inline Step with(State state, std::vector<Command> commands = {}) { return {std::move(state), std::move(commands)}; }

/// The next open question, or the review when there is none. After a change from the review the way back leads there.
Step go_on(const Site& site, Visit visit, bool from_review);
/// The next revision of the declaration goes to the link.
Step submit(const Site& site, Visit visit);
/// The passenger goes, this way or that.
Step say_goodbye(const Visit& visit, SayingGoodbye goodbye, VisitEnd how);

/// One reaction for each pair of state and happening; `step` picks it.
struct Reactions {
    const Site& site;
    const Health& health;

    template <typename AnyState>
    static Step stay(AnyState& state) {
        return {std::move(state), {}};
    }

    // --- handled before any state: see step() ---
    template <typename AnyState, Everywhere Any>
    Step operator()(AnyState& state, const Any&) const {
        return stay(state);
    }

    // --- closed, or nobody there ---
    Step operator()(OutOfService& state, const OutOfServiceIgnores auto&) const { return stay(state); }
    Step operator()(OutOfService&, const HealthChanged&) const;

    Step operator()(Attract& state, const AttractIgnores auto&) const { return stay(state); }
    Step operator()(Attract&, const HealthChanged&) const;
    Step operator()(Attract&, const Started& started) const;

    // --- language ---
    Step operator()(ChoosingLanguage& state, const ChoosingLanguageIgnores auto&) const { return stay(state); }
    Step operator()(ChoosingLanguage& state, const LanguageChosen& chosen) const;

    // --- document ---
    Step operator()(AwaitingDocument& state, const AwaitingDocumentIgnores auto&) const { return stay(state); }
    Step operator()(AwaitingDocument& state, const DocumentArrived& arrived) const;
    Step operator()(AwaitingDocument& state, const DocumentRefused& refused) const;
    Step operator()(AwaitingDocument& state, const TypingChosen&) const;
    Step operator()(AwaitingDocument& state, const WentBack&) const;
    Step operator()(AwaitingDocument& state, const TimerFired& fired) const;

    Step operator()(TypingDocument& state, const TypingDocumentIgnores auto&) const { return stay(state); }
    Step operator()(TypingDocument& state, const ReadingChosen&) const;
    Step operator()(TypingDocument& state, const KeyTyped& key) const;
    Step operator()(TypingDocument& state, const KeyErased&) const;
    Step operator()(TypingDocument& state, const EntryPicked& picked) const;
    Step operator()(TypingDocument& state, const Continued&) const;
    Step operator()(TypingDocument& state, const WentBack&) const;

    Step operator()(ConfirmingDocument& state, const ConfirmingDocumentIgnores auto&) const { return stay(state); }
    Step operator()(ConfirmingDocument& state, const Continued&) const;
    Step operator()(ConfirmingDocument& state, const TypingChosen&) const;
    Step operator()(ConfirmingDocument& state, const ReadingChosen&) const;
    Step operator()(ConfirmingDocument& state, const WentBack&) const;

    // --- flight ---
    Step operator()(GivingFlight& state, const GivingFlightIgnores auto&) const { return stay(state); }
    Step operator()(GivingFlight& state, const KeyTyped& key) const;
    Step operator()(GivingFlight& state, const KeyErased&) const;
    Step operator()(GivingFlight& state, const Continued&) const;
    Step operator()(GivingFlight& state, const PassedOver&) const;
    Step operator()(GivingFlight& state, const WentBack&) const;

    // --- questions ---
    Step operator()(Asking& state, const AskingIgnores auto&) const { return stay(state); }
    Step operator()(Asking& state, const KeyTyped& key) const;
    Step operator()(Asking& state, const KeyErased&) const;
    Step operator()(Asking& state, const EntryPicked& picked) const;
    Step operator()(Asking& state, const Answered& answered) const;
    Step operator()(Asking& state, const Toggled& toggled) const;
    Step operator()(Asking& state, const OccurrenceAdded&) const;
    Step operator()(Asking& state, const OccurrenceRemoved& removed) const;
    Step operator()(Asking& state, const Continued&) const;
    Step operator()(Asking& state, const PassedOver&) const;
    Step operator()(Asking& state, const WentBack&) const;

    // --- review and sending ---
    Step operator()(Reviewing& state, const ReviewingIgnores auto&) const { return stay(state); }
    Step operator()(Reviewing& state, const WentBack&) const;
    Step operator()(Reviewing& state, const ChangeAsked& change) const;
    Step operator()(Reviewing& state, const DocumentChangeAsked&) const;
    Step operator()(Reviewing& state, const FlightChangeAsked&) const;
    Step operator()(Reviewing& state, const Declared&) const;

    Step operator()(Sending& state, const SendingIgnores auto&) const { return stay(state); }
    Step operator()(Sending& state, const DeclarationStored& stored) const;
    Step operator()(Sending& state, const DeclarationNotStored& failed) const;
    Step operator()(Sending& state, const DeclarationRefused& refused) const;
    Step operator()(Sending& state, const DeclarationAnswered& answered) const;
    Step operator()(Sending& state, const ProvisionalReceived& received) const;
    Step operator()(Sending& state, const TimerFired& fired) const;

    // --- verdict ---
    Step operator()(ShowingVerdict& state, const ShowingVerdictIgnores auto&) const { return stay(state); }
    Step operator()(ShowingVerdict& state, const MismatchMended& mended) const;
    Step operator()(ShowingVerdict& state, const ChangeAsked& change) const;
    Step operator()(ShowingVerdict& state, const ReceiptWanted&) const;

    // --- receipt ---
    Step operator()(ShowingReceipt& state, const ShowingReceiptIgnores auto&) const { return stay(state); }
    Step operator()(ShowingReceipt& state, const PaperReported& reported) const;
    Step operator()(ShowingReceipt& state, const PrintAgain&) const;
    Step operator()(ShowingReceipt& state, const Finished&) const;
    Step operator()(ShowingReceipt& state, const TimerFired& fired) const;

    // --- the end ---
    Step operator()(NotAccepted& state, const NotAcceptedIgnores auto&) const { return stay(state); }
    Step operator()(NotAccepted& state, const Finished&) const;

    Step operator()(SayingGoodbye& state, const SayingGoodbyeIgnores auto&) const { return stay(state); }
    Step operator()(SayingGoodbye& state, const TimerFired& fired) const;

private:
    static std::string key_of(const Visit& visit) { return visit.declaration + "." + std::to_string(visit.revision); }
    static bool is_current(const Visit& visit, const std::string& key) { return key == key_of(visit); }

    static void open_field(TypingDocument& state, TypedField field) {
        state.field = field;
        state.draft = {state.entered[field], {}, {}, false, {}};
        state.check_digit_failed = false;
    }

    Step flight_given(GivingFlight& state, std::string text) const;
    static Step change_flight(Visit& visit);
    static Step not_accepted(Visit& visit);
    static Step finish(ShowingReceipt& state);
};

}  // namespace landfall
