#pragma once

/// The passport reader as the kiosk sees it, whatever hardware or stand-in does the work.

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "kiosk/document/document_scan.h"

namespace landfall::devices {

/// Why a document that was laid down or swiped gave no data. The passenger is told what to do about it.
enum class DocumentFault {
    unreadable,             ///< something came, but it is no machine-readable zone
    incomplete,             ///< the swipe broke off or was too slow
    not_a_travel_document,  ///< a machine-readable zone of a kind that no border accepts
};

/// Why the reader as such can't be used. The technician is told.
enum class DocumentReaderFault {
    unplugged,      ///< the device is not there
    silent,         ///< it is there, but does not answer its trigger or self-test
    misconfigured,  ///< the configuration names what can't be opened or is not understood
};

struct DocumentReaderHealth {
    std::optional<DocumentReaderFault> fault;  ///< empty: it works
    bool operator==(const DocumentReaderHealth&) const = default;
};

using DocumentReport = std::variant<DocumentScan, DocumentFault, DocumentReaderHealth>;

/// Owner:   the app; a reader lives from the start of the process to its end, through unplugging and replugging.
/// Threads: each reader has one thread of its own, joined by its destructor. `listen()` from any thread. The sink runs
/// on
///          the reader's thread, with no lock held; it may post to an Inbox and nothing more.
/// Errors:  reported to the sink, health changes too; the first health is reported soon after construction.
class DocumentReader {
public:
    using Sink = std::function<void(DocumentReport)>;

    virtual ~DocumentReader() = default;

    /// Whether documents are wanted now. What arrives while they are not is wiped unread: a forgotten swipe must never
    /// reach the next passenger.
    virtual void listen(bool wanted) = 0;
};

}  // namespace landfall::devices
