#pragma once

/// The kiosk's way to the backend. A declaration given to it is durable before the first try and arrives once in
/// effect, whatever happens to power, network, disk or certificates in between.
///
/// The outbox holds nothing but sealed envelopes (kiosk/protocol/envelope.h): the kiosk itself can't read them back.
/// In memory a declaration stays only until it is answered or forgotten.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/declaration/declaration.h"
#include "kiosk/declaration/pack.h"
#include "kiosk/link/delays.h"
#include "kiosk/protocol/messages.h"

namespace landfall::link {

struct Settings {
    std::string backend;                ///< "https://border.example:8443", without a path
    std::filesystem::path ca;           ///< PEM; the only authorities believed
    std::filesystem::path certificate;  ///< PEM; this kiosk's, for TLS
    std::filesystem::path key;          ///< PEM; its private key
    std::filesystem::path signing_key;  ///< PEM, P-256; signs declarations and provisional receipts
    std::filesystem::path box_key;      ///< PEM, X25519; the backend's, for sealing
    std::filesystem::path outbox;       ///< SQLite file; its folder must exist
    std::string kiosk;                  ///< kiosk id, as in the certificate's CN
    std::string port;                   ///< "PEK"; stands in provisional receipts
};

// --- what the link reports ------------------------------------------------------------------------------------------

/// Durable in the outbox: accepted.
struct Stored {
    std::string key;
};
/// The outbox can't be written: nothing was accepted. The same declaration may be submitted again.
struct NotStored {
    std::string key;
};
struct Answered {
    Accepted accepted;
};
/// The backend refuses for good (400, 403, 409, 413). Kept in the outbox for the technician.
struct Refused {
    std::string key;
    int status = 0;
};
/// A receipt of the kiosk's own; an answer may still follow.
struct ProvisionalIssued {
    std::string key;
    std::string receipt;  ///< "HD1:..."; empty when signing failed
};

enum class BackendFault {
    none,
    unreachable,          ///< no route, no name, nobody listens, no answer in time
    untrusted_server,     ///< its certificate is not from the pinned authority, is for another name, or is out of date
    certificate_refused,  ///< the backend does not take this kiosk's certificate, or it can't be used
    certificate_expired,  ///< the same, because its time is over
    server_fault          ///< it answers, but with 5xx, a redirect or garbage
};
/// "unreachable", "untrusted_server" ...
std::string_view name_of(BackendFault fault);

/// Reported at the first exchange and at each change.
struct BackendState {
    BackendFault fault = BackendFault::none;
    bool reachable() const { return fault == BackendFault::none; }
};
/// After a NotStored: whether the next declaration would find room. Reported when that changes.
struct OutboxState {
    bool writable = true;
};
/// At start the outbox was damaged. What could be read from it was taken over; the file is kept at `moved_to`.
struct OutboxReplaced {
    std::filesystem::path moved_to;
};

using Report =
    std::variant<Stored, NotStored, Answered, Refused, ProvisionalIssued, BackendState, OutboxState, OutboxReplaced>;

/// Called on the link's thread with no lock held. It must not block; it posts to an Inbox.
using Sink = std::function<void(Report)>;

/// How many envelopes lie in the outbox.
struct Backlog {
    std::size_t waiting = 0;
    std::size_t refused = 0;
};

/// Threads: every member from any thread; none blocks on network or disk but `start` and the destructor.
/// Owner:   clock and packs outlive it.
class Link {
public:
    /// Opens the outbox and begins to send what lies there from before.
    /// Errors: a sentence when a key can't be read or the outbox can't be opened; see check_settings.
    static Result<std::unique_ptr<Link>> start(Settings settings, const Clock& clock, const std::vector<Pack>& packs,
                                               Sink sink, Delays delays = {});

    /// Everything submitted before is stored first; exchanges under way are cut off and go on after the next start.
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    /// Answered by exactly one of Stored and NotStored; a stored one later by Answered or Refused, unless forgotten.
    /// Revisions of one declaration arrive in their order.
    void submit(Declaration declaration);

    /// Answered by ProvisionalIssued, unless the declaration is unknown, already answered or forgotten.
    void issue_provisional(std::string key);

    /// The passenger has left: drops what memory holds of this declaration, all revisions. Nothing more is reported of
    /// it; what lies in the outbox is still sent.
    void forget(DeclarationId id);

    /// For the technician, once the reason is mended: refused envelopes are sent again.
    void retry_refused();

    Backlog backlog() const;

private:
    class Worker;
    explicit Link(std::unique_ptr<Worker> worker);
    std::unique_ptr<Worker> worker_;
};

}  // namespace landfall::link
