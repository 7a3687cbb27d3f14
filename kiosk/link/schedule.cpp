#include "kiosk/link/schedule.h"

#include <algorithm>
#include <tuple>

namespace landfall::link {

using std::chrono::milliseconds;

Schedule::Schedule(const Delays& delays, std::uint32_t seed, Instant now)
    : delays_(delays), dice_(seed), resume_at_(now + jittered(delays.resume_spread)), heartbeat_at_(resume_at_) {}

void Schedule::resume(const OutboxRow& row) {
    entries_[{row.id, row.revision}] = Entry{row, resume_at_, row.attempts, false, false};
}

void Schedule::submit(const OutboxRow& row, Instant now) {
    entries_[{row.id, row.revision}] = Entry{row, now, 0, true, false};
}

/// Calls `use` with the earliest revision of each declaration: no other may be sent yet.
template <typename Use>
void Schedule::each_first_revision(Use use) const {
    const DeclarationId* before = nullptr;
    for (const auto& [key, entry] : entries_) {
        if (before == nullptr || *before != key.first) use(entry);
        before = &key.first;
    }
}

Schedule::Entries::const_iterator Schedule::find(std::int64_t number) const {
    return std::find_if(entries_.begin(), entries_.end(),
                        [&](const auto& pair) { return pair.second.row.number == number; });
}

std::optional<OutboxRow> Schedule::row(std::int64_t number) const {
    const auto found = find(number);
    return found == entries_.end() ? std::nullopt : std::optional(found->second.row);
}

bool Schedule::may_begin(const Entry& entry, Instant now) const {
    if (entry.sending || entry.due > now) return false;
    if (failures_ == 0 || entry.first_try()) return true;
    return now >= gate_ && under_way_ == 0;
}

std::optional<OutboxRow> Schedule::next(Instant now) {
    if (under_way_ >= most_at_once) return std::nullopt;
    const Entry* best = nullptr;
    const auto order = [](const Entry& entry) { return std::tuple(!entry.urgent, entry.tries, entry.row.number); };
    each_first_revision([&](const Entry& entry) {
        if (may_begin(entry, now) && (best == nullptr || order(entry) < order(*best))) best = &entry;
    });
    if (best == nullptr) return std::nullopt;
    auto& chosen = entries_.at({best->row.id, best->row.revision});
    chosen.sending = true;
    ++under_way_;
    return chosen.row;
}

bool Schedule::heartbeat(Instant now) {
    if (asking_ || under_way_ > 0 || now < heartbeat_at_) return false;
    asking_ = true;
    ++under_way_;
    return true;
}

Instant Schedule::wake() const {
    // Whatever waits for an exchange to end needs no timer: that end wakes the thread.
    if (under_way_ >= most_at_once) return Instant::max();
    Instant earliest = under_way_ > 0 ? Instant::max() : heartbeat_at_;
    each_first_revision([&](const Entry& entry) {
        const bool gated = failures_ > 0 && !entry.first_try();
        if (entry.sending || (gated && under_way_ > 0)) return;
        earliest = std::min(earliest, gated ? std::max(entry.due, gate_) : entry.due);
    });
    return earliest;
}

std::optional<OutboxRow> Schedule::ended(std::int64_t number, Instant now) {
    failures_ = 0;
    heard(number, now);
    auto ending = row(number);
    if (ending) entries_.erase({ending->id, ending->revision});
    return ending;
}

milliseconds Schedule::failed(std::int64_t number, Instant now, bool own_fault,
                              std::optional<std::chrono::seconds> retry_after) {
    if (now >= gate_) {  // exchanges that fail together are one failure
        ++failures_;
        gate_ = now + (retry_after ? std::clamp<milliseconds>(*retry_after, delays_.shortest_retry_after,
                                                              delays_.longest_retry_after)
                                   : backoff(failures_));
    }
    heard(number, now);
    if (const auto failing = row(number)) {
        auto& entry = entries_.at({failing->id, failing->revision});
        entry.sending = false;
        ++entry.tries;
        ++entry.row.attempts;
        if (own_fault) entry.due = now + backoff(entry.tries);
    }
    return std::chrono::ceil<milliseconds>(gate_ - now);
}

void Schedule::heard(std::int64_t number, Instant now) {
    if (under_way_ > 0) --under_way_;
    if (number == 0) asking_ = false;
    heartbeat_at_ = failures_ > 0 ? gate_ : now + jittered(delays_.heartbeat);
}

milliseconds Schedule::jittered(milliseconds full) {
    return milliseconds(std::uniform_int_distribution<long long>(full.count() / 2, full.count())(dice_));
}

milliseconds Schedule::backoff(int failures) {
    auto pause = delays_.first_retry;
    for (int doubled = 1; doubled < failures && pause < delays_.longest_retry; ++doubled) pause *= 2;
    return jittered(std::min(pause, delays_.longest_retry));
}

}  // namespace landfall::link
