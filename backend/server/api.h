#pragma once

/// What the backend answers to each request, without a word about sockets: routes, checks, verdicts, problems.
///
/// backend/openapi.json says the same for those who write kiosks; a test holds the two together.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "backend/server/material.h"
#include "backend/store/store.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/log.h"

namespace landfall::backend {

/// The parts of a request that an answer can depend on. Header values are as sent; absent ones are empty.
struct Request {
    std::string method;
    std::string target;  ///< path, with the query if there is one
    std::string content_type;
    std::string idempotency_key;
    std::string date;   ///< RFC 9110, 6.6.1: the kiosk's clock when it sent
    std::string kiosk;  ///< CN of the client's certificate
    std::string body;
};

struct Answer {
    unsigned status = 200;
    std::string_view media_type = "application/json";
    std::string body;
    std::string_view allow;    ///< for 405
    unsigned retry_after = 0;  ///< seconds; 0: no such header
    Word route = "other";      ///< for the log
};

struct ApiSettings {
    std::string port_of_entry;
    std::chrono::seconds skew_warning{120};
};

/// The most bytes of a body that any route takes.
std::size_t most_body();

/// Threads: any.
/// Owner:   the caller keeps store and clock alive, and until the last reply has run, this too.
class Api {
public:
    using Reply = std::function<void(Answer)>;

    Api(Store& store, const Clock& clock, ApiSettings settings, std::shared_ptr<const Material> material);

    /// From now on these keys and packs count; requests under way end with the ones they began with.
    void adopt(std::shared_ptr<const Material> material);

    /// Before the body is read: the answer when the head alone decides, such as 404, 405, 413 and 415.
    /// `length` is the announced length of the body, if any.
    std::optional<Answer> refuse_early(const Request& head, std::optional<std::uint64_t> length) const;

    /// Calls `reply` exactly once: before it returns, or later on the store's thread.
    void answer(Request request, Reply reply);

    /// An answer for what no route sees: a head that can't be parsed, a body over size.
    static Answer problem(unsigned status, std::string_view code, std::string_view detail);

private:
    void declare(Request request, Reply reply);
    Answer keys() const;
    Answer packs() const;
    Answer health();
    std::shared_ptr<const Material> material() const;

    Store& store_;
    const Clock& clock_;
    const ApiSettings settings_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Material> material_;  ///< under the mutex
};

}  // namespace landfall::backend
