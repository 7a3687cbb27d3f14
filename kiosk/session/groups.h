#pragma once

/// Groups of happenings, so that a state names what it does not react to without a catch-all: a new happening belongs
/// to no group and breaks the build in every state until it is answered.

#include <concepts>

#include "kiosk/session/event.h"

namespace landfall {

template <typename Any, typename... Group>
concept one_of = (std::same_as<Any, Group> || ...);

/// Handled before any state sees them.
template <typename Any>
concept Everywhere = one_of<Any, PageTurned, LanguageMenuOpened, SizeChanged, ContrastChanged, HelpOpened, LeaveAsked,
                            LeaveConfirmed, OverlayClosed, StillHere>;
template <typename Any>
concept Typing = one_of<Any, KeyTyped, KeyErased, EntryPicked>;
template <typename Any>
concept Moving = one_of<Any, Continued, WentBack, PassedOver>;
template <typename Any>
concept Answering = one_of<Any, Answered, Toggled, OccurrenceAdded, OccurrenceRemoved>;
template <typename Any>
concept Reading = one_of<Any, TypingChosen, ReadingChosen, DocumentArrived, DocumentRefused>;
template <typename Any>
concept Changing = one_of<Any, ChangeAsked, DocumentChangeAsked, FlightChangeAsked, Declared>;
template <typename Any>
concept Ending = one_of<Any, MismatchMended, ReceiptWanted, PrintAgain, Finished>;
template <typename Any>
concept Replying =
    one_of<Any, DeclarationStored, DeclarationNotStored, DeclarationAnswered, DeclarationRefused, ProvisionalReceived>;
template <typename Any>
concept Beginning = one_of<Any, Started, LanguageChosen>;
template <typename Any>
concept Telling = one_of<Any, HealthChanged, PaperReported, TimerFired>;

// What each state does not react to.

template <typename Any>
concept OutOfServiceIgnores = Typing<Any> || Moving<Any> || Answering<Any> || Reading<Any> || Changing<Any> ||
    Ending<Any> || Replying<Any> || Beginning<Any> || one_of<Any, PaperReported, TimerFired>;
template <typename Any>
concept AttractIgnores = Typing<Any> || Moving<Any> || Answering<Any> || Reading<Any> || Changing<Any> || Ending<Any> ||
    Replying<Any> || one_of<Any, LanguageChosen, PaperReported, TimerFired>;
template <typename Any>
concept ChoosingLanguageIgnores = Typing<Any> || Moving<Any> || Answering<Any> || Reading<Any> || Changing<Any> ||
    Ending<Any> || Replying<Any> || Telling<Any> || one_of<Any, Started>;
template <typename Any>
concept AwaitingDocumentIgnores = Typing<Any> || Answering<Any> || Changing<Any> || Ending<Any> || Replying<Any> ||
    Beginning<Any> || one_of<Any, ReadingChosen, Continued, PassedOver, HealthChanged, PaperReported>;
template <typename Any>
concept TypingDocumentIgnores = Answering<Any> || Changing<Any> || Ending<Any> || Replying<Any> || Beginning<Any> ||
    Telling<Any> || one_of<Any, TypingChosen, DocumentArrived, DocumentRefused, PassedOver>;
template <typename Any>
concept ConfirmingDocumentIgnores = Typing<Any> || Answering<Any> || Ending<Any> || Replying<Any> || Beginning<Any> ||
    Telling<Any> || one_of<Any, DocumentArrived, DocumentRefused, PassedOver, ChangeAsked, DocumentChangeAsked,
                           FlightChangeAsked, Declared>;
template <typename Any>
concept GivingFlightIgnores = Answering<Any> || Reading<Any> || Changing<Any> || Ending<Any> || Replying<Any> ||
    Beginning<Any> || Telling<Any> || one_of<Any, EntryPicked>;
template <typename Any>
concept AskingIgnores = Reading<Any> || Changing<Any> || Ending<Any> || Replying<Any> || Beginning<Any> || Telling<Any>;
template <typename Any>
concept ReviewingIgnores = Typing<Any> || Answering<Any> || Reading<Any> || Ending<Any> || Replying<Any> ||
    Beginning<Any> || Telling<Any> || one_of<Any, Continued, PassedOver>;
template <typename Any>
concept SendingIgnores = Typing<Any> || Moving<Any> || Answering<Any> || Reading<Any> || Changing<Any> || Ending<Any> ||
    Beginning<Any> || one_of<Any, HealthChanged, PaperReported>;
template <typename Any>
concept ShowingVerdictIgnores =
    Typing<Any> || Moving<Any> || Answering<Any> || Reading<Any> || Replying<Any> || Beginning<Any> || Telling<Any> ||
    one_of<Any, DocumentChangeAsked, FlightChangeAsked, Declared, PrintAgain, Finished>;
template <typename Any>
concept ShowingReceiptIgnores = Typing<Any> || Moving<Any> || Answering<Any> || Reading<Any> || Changing<Any> ||
    Replying<Any> || Beginning<Any> || one_of<Any, MismatchMended, ReceiptWanted, HealthChanged>;
template <typename Any>
concept NotAcceptedIgnores = Typing<Any> || Moving<Any> || Answering<Any> || Reading<Any> || Changing<Any> ||
    Replying<Any> || Beginning<Any> || Telling<Any> || one_of<Any, MismatchMended, ReceiptWanted, PrintAgain>;
template <typename Any>
concept SayingGoodbyeIgnores = Typing<Any> || Moving<Any> || Answering<Any> || Reading<Any> || Changing<Any> ||
    Replying<Any> || Beginning<Any> || Ending<Any> || one_of<Any, PaperReported, HealthChanged>;

}  // namespace landfall
