#pragma once

/// Where a visit stands. One struct per state; a state carries only what it needs.

#include <map>
#include <optional>
#include <string>
#include <variant>

#include "kiosk/session/visit.h"

namespace landfall {

// --- what can lie over a screen -------------------------------------------------------------------------------------

struct LanguageMenu {};
struct HelpPanel {};
struct LeaveQuestion {};
/// Counts down; any touch on "I am still here" ends it.
struct IdleWarning {
    int seconds_left = 0;
};
using Overlay = std::variant<std::monostate, LanguageMenu, HelpPanel, LeaveQuestion, IdleWarning>;

// --- what is being entered ------------------------------------------------------------------------------------------

/// What a passenger types when no reader can read the document; asked one after the other.
enum class TypedField { number, issuer, nationality, surname, given_names, birth_date, sex, expiry_date };

/// An answer in the making: typed letters, or options touched so far.
struct Draft {
    std::string text;           ///< keyboard and number pad; dates as digits DDMMYYYY
    std::vector<Value> chosen;  ///< choices
    std::string unit;           ///< quantity: the unit chosen
    bool wrong = false;         ///< the last try to continue was refused: the screen says why
    PackText why;               ///< in the pack's words; empty: the kiosk's own explanation for the type
};

// --- states ---------------------------------------------------------------------------------------------------------

/// The lane is closed; the technician reads why, the passenger where to go.
struct OutOfService {
    OutOfServiceReason reason;
    std::string detail;
};

struct Attract {};

struct ChoosingLanguage {
    Visit visit;
    Overlay overlay;
};

/// Waiting for a passport in the reader.
struct AwaitingDocument {
    Visit visit;
    Overlay overlay;
    int failures = 0;
    std::optional<devices::DocumentFault> fault;  ///< of the last try
    bool slow = false;                            ///< nothing came for a while: typing is offered louder
};

/// The document did not speak for itself: the passenger types what it says.
struct TypingDocument {
    Visit visit;
    Overlay overlay;
    TypedField field = TypedField::number;
    std::map<TypedField, std::string> entered;
    Draft draft;
    bool check_digit_failed = false;  ///< number and check digit disagree
};

/// The document has been read: is this you? Shows what was read.
struct ConfirmingDocument {
    Visit visit;
    Overlay overlay;
};

enum class FlightField { flight, seat };

/// Flight and seat, typed or passed over.
struct GivingFlight {
    Visit visit;
    Overlay overlay;
    FlightField field = FlightField::flight;
    Draft draft;
};

/// One question of one pack.
struct Asking {
    Visit visit;
    Overlay overlay;
    std::size_t pack = 0;  ///< index in Site::packs
    Path path;
    Draft draft;
    bool from_review = false;  ///< return there as soon as nothing else is open
    std::size_t page = 0;      ///< of a list longer than the glass
};

/// Everything at a glance; every line can be changed.
struct Reviewing {
    Visit visit;
    Overlay overlay;
    std::size_t page = 0;
};

/// The declaration is on its way: first into the outbox, then to the backend.
struct Sending {
    Visit visit;
    Overlay overlay;
    bool stored = false;
};

/// The backend found something to mend, or wants an officer.
struct ShowingVerdict {
    Visit visit;
    Overlay overlay;
    Verdict verdict;
    ReceiptCode receipt;  ///< empty while something can be mended
    std::size_t page = 0;
};

enum class PaperState { printing, printed, failed };

/// Accepted. The code on the glass and on paper.
struct ShowingReceipt {
    Visit visit;
    Overlay overlay;
    ReceiptCode code;
    bool provisional = false;
    bool officer = false;
    bool red_channel = false;
    PaperState paper = PaperState::printing;
    std::optional<devices::PrinterFault> fault;
};

/// The outbox could not take the declaration: nothing was accepted, an officer must.
struct NotAccepted {
    Visit visit;
    Overlay overlay;
};

/// Thank you. Nothing of the visit is left but where to go next and in which language to say it.
struct SayingGoodbye {
    Preferences preferences;
    bool officer = false;
    bool red_channel = false;
    bool declared = true;  ///< false: left before the end, nothing was kept
};

using State =
    std::variant<OutOfService, Attract, ChoosingLanguage, AwaitingDocument, TypingDocument, ConfirmingDocument,
                 GivingFlight, Asking, Reviewing, Sending, ShowingVerdict, ShowingReceipt, NotAccepted, SayingGoodbye>;

/// The visit that `state` carries; nullptr where there is none.
const Visit* visit_of(const State& state);
Visit* visit_of(State& state);
/// The page of a list that the state shows; nullptr where there is none.
std::size_t* page_of(State& state);
/// What lies over the screen; nullptr where nothing can.
Overlay* overlay_of(State& state);
const Overlay* overlay_of(const State& state);
/// 0 where there is no visit.
VisitNumber visit_number(const State& state);
/// The passenger's settings; those of the site where nobody is there.
Preferences preferences_of(const Site& site, const State& state);

}  // namespace landfall
