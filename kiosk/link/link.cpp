#include "kiosk/link/link.h"

#include <string.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <map>
#include <thread>
#include <utility>

#include "kiosk/base/inbox.h"
#include "kiosk/base/log.h"
#include "kiosk/base/match.h"
#include "kiosk/link/outbox.h"
#include "kiosk/link/provisional.h"
#include "kiosk/link/schedule.h"
#include "kiosk/link/transport.h"
#include "kiosk/protocol/envelope.h"
#include "kiosk/protocol/wire.h"

namespace landfall::link {
namespace {

constexpr const char* declarations_path = "/v1/declarations";
constexpr std::int64_t heartbeat = 0;  // rows count from 1

// What the link is asked to do.
struct Submit {
    Declaration declaration;
};
struct IssueProvisional {
    std::string key;
};
struct Forget {
    DeclarationId id;
};
struct RetryRefused {};
using Order = std::variant<Submit, IssueProvisional, Forget, RetryRefused>;

struct Keys {
    SigningKey signing;
    BoxPublicKey box;
};

Result<Keys> load_keys(const Settings& settings) {
    auto signing = SigningKey::load(settings.signing_key);
    if (!signing) return Failure{signing.error()};
    const auto pem = read_file(settings.box_key);
    if (!pem) return Failure{pem.error()};
    const auto box = BoxPublicKey::from_pem(*pem);
    if (!box) return Failure{settings.box_key.string() + ": " + box.error()};
    return Keys{std::move(*signing), *box};
}

/// FNV-1a: kiosks that start together throw different dice.
std::uint32_t seed_of(std::string_view kiosk) {
    std::uint32_t hash = 2166136261u;
    for (const char letter : kiosk) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619u;
    return hash;
}

/// Short texts live inside std::string itself, so copies of them lay on this thread's stack, below the caller.
[[gnu::noinline]] void scrub_stack() {
    std::array<char, 64 * 1024> below;
    ::explicit_bzero(below.data(), below.size());
}

Word word_of(BackendFault fault) {
    switch (fault) {
        case BackendFault::none:
            return "none";
        case BackendFault::unreachable:
            return "unreachable";
        case BackendFault::untrusted_server:
            return "untrusted_server";
        case BackendFault::certificate_refused:
            return "certificate_refused";
        case BackendFault::certificate_expired:
            return "certificate_expired";
        case BackendFault::server_fault:
            return "server_fault";
    }
    std::abort();
}

bool refuses_for_good(int status) { return status == 400 || status == 403 || status == 409 || status == 413; }

/// The backend does not take this kiosk's certificate, or does not want it any more.
bool refuses_kiosk(int status) { return status == 401 || status == 403; }

}  // namespace

std::string_view name_of(BackendFault fault) { return word_of(fault).text(); }

/// Everything below `run` happens on the link's own thread.
class Link::Worker {
public:
    struct Parts {
        Settings settings;
        Keys keys;
        Outbox outbox;
        std::unique_ptr<Transport> transport;
        std::vector<OutboxRow> rows;
    };
    Worker(Parts parts, const Clock& clock, const std::vector<Pack>& packs, Sink sink, const Delays& delays);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void order(Order order) { inbox_.post(std::move(order)); }
    Backlog backlog() const { return {waiting_, refused_}; }

private:
    void run(const std::stop_token& stop);
    void obey();
    void submit(Declaration declaration);
    /// Empty: the declaration is durable and scheduled.
    Result<OutboxRow> store(const Declaration& declaration);
    void issue_provisional(const std::string& key);
    void forget(const DeclarationId& id);
    void retry_refused();

    void begin_exchanges();
    void finish(const Outcome& outcome);
    void heard(const Outcome& outcome);
    void answered(const OutboxRow& row, const Accepted& accepted);
    void refused(const OutboxRow& row, int status);
    void failed(const Outcome& outcome, BackendFault fault);
    void set_state(BackendFault fault);
    void remove(std::int64_t number);
    /// Looks whether the outbox can be written; again and again until it can.
    void try_room();
    std::chrono::milliseconds idle() const;

    const Settings settings_;
    const Clock& clock_;
    const std::vector<Pack>& packs_;
    const Sink sink_;
    const Delays delays_;
    const Keys keys_;
    Outbox outbox_;
    const std::unique_ptr<Transport> transport_;
    Schedule schedule_;
    std::map<std::string, Declaration> live_;  ///< by key: submitted, neither answered nor forgotten
    std::vector<std::int64_t> acknowledged_;   ///< could not be deleted yet
    Instant delete_at_{};
    bool writable_ = true;
    Instant try_at_{};  ///< when not writable
    std::optional<BackendFault> state_;
    std::atomic<std::size_t> waiting_{0}, refused_{0};
    Inbox<Order> inbox_;
    std::jthread thread_;  ///< the last member: it uses the others
};

Link::Worker::Worker(Parts parts, const Clock& clock, const std::vector<Pack>& packs, Sink sink, const Delays& delays)
    : settings_(std::move(parts.settings)),
      clock_(clock),
      packs_(packs),
      sink_(std::move(sink)),
      delays_(delays),
      keys_(std::move(parts.keys)),
      outbox_(std::move(parts.outbox)),
      transport_(std::move(parts.transport)),
      schedule_(delays, seed_of(settings_.kiosk), clock.now()),
      inbox_([this] { transport_->wake(); }) {
    for (const auto& row : parts.rows) {
        ++(row.refused == 0 ? waiting_ : refused_);
        if (row.refused == 0) schedule_.resume(row);
    }
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Link::Worker::~Worker() {
    thread_.request_stop();
    transport_->wake();
    thread_.join();
}

void Link::Worker::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        obey();
        begin_exchanges();
        for (const auto& outcome : transport_->wait(idle())) finish(outcome);
        if (!acknowledged_.empty() && clock_.now() >= delete_at_)
            for (const auto number : std::exchange(acknowledged_, {})) remove(number);
        if (!writable_ && clock_.now() >= try_at_) try_room();
        scrub_stack();
    }
    obey();  // what was submitted is stored, whatever happens next
}

std::chrono::milliseconds Link::Worker::idle() const {
    auto until = schedule_.wake();
    if (!acknowledged_.empty()) until = std::min(until, delete_at_);
    if (!writable_) until = std::min(until, try_at_);
    const auto now = clock_.now();
    if (until <= now) return std::chrono::milliseconds(0);
    return std::chrono::ceil<std::chrono::milliseconds>(
        std::min<Instant::duration>(until - now, std::chrono::hours(1)));
}

void Link::Worker::obey() {
    for (auto& order : inbox_.take())
        match(
            order, [&](Submit& asked) { submit(std::move(asked.declaration)); },
            [&](const IssueProvisional& asked) { issue_provisional(asked.key); },
            [&](const Forget& asked) { forget(asked.id); }, [&](const RetryRefused&) { retry_refused(); });
}

// --- what the kiosk asks --------------------------------------------------------------------------------------------

Result<OutboxRow> Link::Worker::store(const Declaration& declaration) {
    const auto json = write_declaration(declaration, packs_);
    if (!json) return Failure{std::string(name_of(json.error().kind))};
    const auto envelope = seal_declaration(*json, keys_.signing, keys_.box);
    if (!envelope) return Failure{envelope.error()};
    const auto number = outbox_.add(declaration.id, declaration.revision, *envelope, clock_.wall());
    if (!number) return Failure{number.error()};
    return OutboxRow{*number, declaration.id, declaration.revision, 0, 0};
}

void Link::Worker::submit(Declaration declaration) {
    auto key = idempotency_key(declaration);
    if (const auto before = live_.find(key); before != live_.end() && before->second == declaration) {
        sink_(Stored{std::move(key)});
        return;
    }
    const auto row = store(declaration);
    if (!row) {
        log(LogEvent::outbox_failed, {{"error", "not_stored"}});
        sink_(NotStored{std::move(key)});
        return try_room();
    }
    ++waiting_;
    live_.emplace(key, std::move(declaration));
    schedule_.submit(*row, clock_.now());
    log(LogEvent::declaration_stored);
    sink_(Stored{std::move(key)});
}

void Link::Worker::try_room() {
    const bool writable = bool(outbox_.try_room());
    try_at_ = clock_.now() + delays_.outbox_retry;
    if (std::exchange(writable_, writable) != writable) sink_(OutboxState{writable});
}

void Link::Worker::issue_provisional(const std::string& key) {
    const auto found = live_.find(key);
    if (found == live_.end()) return;
    auto receipt = provisional_receipt(found->second, settings_.port, keys_.signing, clock_.wall());
    if (receipt) log(LogEvent::receipt_provisional);
    sink_(ProvisionalIssued{key, receipt ? std::move(*receipt) : std::string()});
}

void Link::Worker::forget(const DeclarationId& id) {
    std::erase_if(live_, [&](const auto& entry) { return entry.second.id == id; });
}

void Link::Worker::retry_refused() {
    const auto rows = outbox_.rows();
    if (!rows || !outbox_.retry_refused()) {
        log(LogEvent::outbox_failed, {{"error", "not_written"}});
        return;
    }
    for (const auto& row : *rows)
        if (row.refused != 0) schedule_.resume(row);
    waiting_ += refused_.exchange(0);
}

// --- what the backend does ------------------------------------------------------------------------------------------

void Link::Worker::begin_exchanges() {
    while (const auto row = schedule_.next(clock_.now())) {
        auto envelope = outbox_.envelope(row->number);
        if (envelope) {
            transport_->post(row->number, declarations_path, row->key(), std::move(*envelope));
        } else {
            log(LogEvent::outbox_failed, {{"error", "not_read"}});
            schedule_.failed(row->number, clock_.now(), true, {});
        }
    }
    if (schedule_.heartbeat(clock_.now())) transport_->get(heartbeat, std::string(health_path));
}

void Link::Worker::finish(const Outcome& outcome) {
    if (outcome.number == heartbeat) return heard(outcome);
    if (outcome.fault != BackendFault::none) return failed(outcome, outcome.fault);
    const int status = outcome.status;
    if (refuses_for_good(status)) {
        if (const auto row = schedule_.ended(outcome.number, clock_.now())) refused(*row, status);
        return set_state(refuses_kiosk(status) ? BackendFault::certificate_refused : BackendFault::none);
    }
    if (status != 200 && status != 201)
        return failed(outcome, refuses_kiosk(status) ? BackendFault::certificate_refused : BackendFault::server_fault);
    const auto accepted = read_accepted(outcome.body);
    if (!accepted) return failed(outcome, BackendFault::server_fault);
    const auto row = schedule_.row(outcome.number);
    if (!row || row->key() != accepted->key) return failed(outcome, BackendFault::server_fault);
    schedule_.ended(outcome.number, clock_.now());
    answered(*row, *accepted);
    set_state(BackendFault::none);
}

/// A backend that answers its heartbeat is there, even when it does not want this kiosk.
void Link::Worker::heard(const Outcome& outcome) {
    const auto fault = fault_of(outcome);
    if (outcome.fault != BackendFault::none || fault == BackendFault::server_fault) return failed(outcome, fault);
    schedule_.ended(heartbeat, clock_.now());
    set_state(fault);
}

void Link::Worker::answered(const OutboxRow& row, const Accepted& accepted) {
    log(LogEvent::declaration_sent, {{"attempts", row.attempts + 1}});
    --waiting_;
    remove(row.number);
    if (live_.erase(accepted.key) > 0) sink_(Answered{accepted});
}

void Link::Worker::refused(const OutboxRow& row, int status) {
    log(LogEvent::declaration_refused, {{"status", status}});
    if (!outbox_.refuse(row.number, status)) log(LogEvent::outbox_failed, {{"error", "not_written"}});
    --waiting_;
    ++refused_;
    if (live_.erase(row.key()) > 0) sink_(Refused{row.key(), status});
}

void Link::Worker::failed(const Outcome& outcome, BackendFault fault) {
    const bool own_fault = outcome.number != heartbeat && outcome.fault == BackendFault::none;
    const auto pause = schedule_.failed(outcome.number, clock_.now(), own_fault, outcome.retry_after);
    log(LogEvent::backend_unreachable, {{"error", word_of(fault)}, {"retry", pause}});
    // The count is for the technician alone: a disk that refuses it is no reason not to send.
    if (outcome.number != heartbeat && !outbox_.count_attempt(outcome.number))
        log(LogEvent::outbox_failed, {{"error", "not_written"}});
    set_state(fault);
}

void Link::Worker::set_state(BackendFault fault) {
    if (state_ == fault) return;
    if (fault == BackendFault::none && state_) log(LogEvent::backend_reachable);
    state_ = fault;
    sink_(BackendState{fault});
}

/// A full disk may refuse even this. Sent twice, the row would do no harm; it is only deleted later.
void Link::Worker::remove(std::int64_t number) {
    if (outbox_.remove(number)) return;
    log(LogEvent::outbox_failed, {{"error", "not_deleted"}});
    acknowledged_.push_back(number);
    delete_at_ = clock_.now() + delays_.outbox_retry;
}

// --- the public face ------------------------------------------------------------------------------------------------

Link::Link(std::unique_ptr<Worker> worker) : worker_(std::move(worker)) {}
Link::~Link() = default;

Result<std::unique_ptr<Link>> Link::start(Settings settings, const Clock& clock, const std::vector<Pack>& packs,
                                          Sink sink, Delays delays) {
    auto keys = load_keys(settings);
    if (!keys) return Failure{keys.error()};
    auto opened = Outbox::open(settings.outbox);
    if (!opened) return Failure{opened.error()};
    auto rows = opened->outbox.rows();
    if (!rows) return Failure{rows.error()};
    auto transport = Transport::make(settings, clock, delays);
    if (!transport) return Failure{transport.error()};
    if (opened->moved_to) {
        log(LogEvent::outbox_failed, {{"error", "damaged"}});
        sink(OutboxReplaced{*opened->moved_to});
    }
    Worker::Parts parts{std::move(settings), std::move(*keys), std::move(opened->outbox), std::move(*transport),
                        std::move(*rows)};
    return std::unique_ptr<Link>(
        new Link(std::make_unique<Worker>(std::move(parts), clock, packs, std::move(sink), delays)));
}

void Link::submit(Declaration declaration) { worker_->order(Submit{std::move(declaration)}); }
void Link::issue_provisional(std::string key) { worker_->order(IssueProvisional{std::move(key)}); }
void Link::forget(DeclarationId id) { worker_->order(Forget{std::move(id)}); }
void Link::retry_refused() { worker_->order(RetryRefused{}); }
Backlog Link::backlog() const { return worker_->backlog(); }

}  // namespace landfall::link
