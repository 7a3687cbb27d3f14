#pragma once

/// What the kiosk knows of the passenger in front of it. When the visit ends, this is destroyed and nothing remains.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "devices/document/document_reader.h"
#include "devices/printer/printer.h"
#include "kiosk/base/bit_matrix.h"
#include "kiosk/declaration/declaration.h"
#include "kiosk/declaration/pack.h"
#include "kiosk/protocol/messages.h"
#include "kiosk/session/delays.h"

namespace landfall {

/// Counts visits since the process started; 0 while nobody is there.
using VisitNumber = std::uint64_t;

enum class TextSize { normal, large, larger, largest };
enum class Contrast { normal, high };

/// What a passenger may set at any moment. Goes back to default with the visit (VVSG 2.0, 7.1-A).
struct Preferences {
    Language language;
    TextSize size = TextSize::normal;
    Contrast contrast = Contrast::normal;
    bool operator==(const Preferences&) const = default;
};

/// What is the same for every visit: where the kiosk stands and what it asks.
/// Owner: the app; outlives every session.
struct Site {
    std::string kiosk;                              ///< kiosk id
    std::string port;                               ///< "PEK": where the receipt is valid
    std::vector<Language> languages;                ///< offered, in the order of the language screen
    Language home;                                  ///< on the attract screen
    std::vector<Pack> packs;                        ///< in the order in which they are asked
    std::chrono::milliseconds idle = delays::idle;  ///< without a touch for so long, the passenger is asked
};

/// The answers to one pack, in the order of Site::packs.
struct Visit {
    VisitNumber number = 0;
    DeclarationId declaration;
    Date today;
    Preferences preferences;
    std::optional<Person> person;
    Trip trip;
    std::vector<Answers> answers;
    std::vector<std::string> confirmed;  ///< mismatches that the passenger insists on: field names
    std::uint32_t revision = 0;          ///< of the last declaration that was submitted
    bool sending_again = false;          ///< the passenger is mending what the backend found
};

/// A receipt, ready to show: the text and its picture.
struct ReceiptCode {
    std::string text;  ///< "HD1:..."
    BitMatrix matrix;
    bool operator==(const ReceiptCode&) const = default;
};

/// What the parts of the appliance say of themselves.
enum class SetupProblem {
    configuration,
    packs,
    catalogues,
    fonts,
    certificate,
    certificate_expired,
    keys,
    outbox,
    disk
};

struct Health {
    std::vector<SetupProblem> setup;
    devices::DocumentReaderHealth reader;
    devices::PrinterHealth printer;
    bool backend_reachable = true;
    std::string detail;  ///< for the technician: file and field of a configuration fault; never a passenger's data
    bool operator==(const Health&) const = default;
};

/// The parts that close the lane when they fail before a visit begins.
using OutOfServiceReason = std::variant<SetupProblem, devices::DocumentReaderFault, devices::PrinterFault>;

/// The first reason not to let a passenger begin; empty when the lane may open. A missing backend is no reason.
std::optional<OutOfServiceReason> why_closed(const Health& health);

}  // namespace landfall
