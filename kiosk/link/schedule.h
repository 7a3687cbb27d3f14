#pragma once

/// Which envelope is tried next, and when. Pure: time and dice are given.
///
/// - Revisions of one declaration go in their order; a later one waits until the earlier is answered or refused.
/// - A passenger who waits goes first, and is tried once at once even while the backend is away.
/// - While the backend is away one exchange at a time tells whether it is back; its pauses double, with jitter.
/// - Of the rest, the least tried goes first: an envelope that fails each time holds up nobody else.

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <utility>

#include "kiosk/base/clock.h"
#include "kiosk/link/delays.h"
#include "kiosk/link/outbox.h"

namespace landfall::link {

/// Exchanges under way at most; the backend's answer takes milliseconds, so more would gain nothing.
constexpr std::size_t most_at_once = 4;

class Schedule {
public:
    Schedule(const Delays& delays, std::uint32_t seed, Instant now);

    /// From the last time the kiosk ran: begins after a random part of `resume_spread`.
    void resume(const OutboxRow& row);
    /// Just stored, somebody waits.
    void submit(const OutboxRow& row, Instant now);

    /// The row to send now, which then counts as under way; empty: none.
    std::optional<OutboxRow> next(Instant now);
    /// Nothing was heard of the backend for long; then it counts as asked.
    bool heartbeat(Instant now);
    /// When to ask again, if nothing happens before.
    Instant wake() const;

    /// What lies under that number here; empty: nothing.
    std::optional<OutboxRow> row(std::int64_t number) const;

    /// The backend answered, whatever it said. Gives the row, which is forgotten here. `number` 0 is the heartbeat.
    std::optional<OutboxRow> ended(std::int64_t number, Instant now);
    /// No answer, or none that counts. Gives the pause until the next try.
    /// `own_fault`: the backend failed over this very envelope (5xx), so it has to wait longer by itself.
    std::chrono::milliseconds failed(std::int64_t number, Instant now, bool own_fault,
                                     std::optional<std::chrono::seconds> retry_after);

private:
    struct Entry {
        OutboxRow row;
        Instant due{};
        int tries = 0;
        bool urgent = false;
        bool sending = false;

        bool first_try() const { return urgent && tries == 0; }
    };
    using Entries = std::map<std::pair<DeclarationId, std::uint32_t>, Entry>;

    template <typename Use>
    void each_first_revision(Use use) const;
    Entries::const_iterator find(std::int64_t number) const;
    bool may_begin(const Entry& entry, Instant now) const;
    std::chrono::milliseconds jittered(std::chrono::milliseconds full);
    std::chrono::milliseconds backoff(int failures);
    void heard(std::int64_t number, Instant now);

    const Delays delays_;
    std::minstd_rand dice_;
    Instant resume_at_;
    Entries entries_;
    std::size_t under_way_ = 0;
    int failures_ = 0;  ///< in a row; 0: the backend is there, as far as known
    Instant gate_{};    ///< while it is away: not before
    Instant heartbeat_at_;
    bool asking_ = false;  ///< a heartbeat is under way
};

}  // namespace landfall::link
