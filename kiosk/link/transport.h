#pragma once

/// HTTPS to the backend, several exchanges at once on one thread. It knows nothing of declarations: bytes go out, a
/// status and bytes come back, or the reason why not.
///
/// TLS 1.2 or newer with the kiosk's certificate; only the pinned authority is believed; redirects and proxies are not
/// followed; answers are bounded in size and time. Connections and TLS sessions are used again.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/file.h"
#include "kiosk/link/link.h"

namespace landfall::link {

/// How one exchange ended.
struct Outcome {
    std::int64_t number = 0;                         ///< as it was given
    BackendFault fault = BackendFault::unreachable;  ///< none: the backend answered with `status`, whatever that is
    int status = 0;
    std::string body;
    std::optional<std::chrono::seconds> retry_after;  ///< of a 503 or 429
};

constexpr std::string_view health_path = "/v1/health";
/// What an answer of `health_path` says of the backend.
BackendFault fault_of(const Outcome& health);

/// Threads: one, but `wake` from any.
class Transport {
public:
    /// Errors: a sentence when libcurl can't be used.
    static Result<std::unique_ptr<Transport>> make(const Settings& settings, const Clock& clock, const Delays& delays);
    /// Cuts off what is under way.
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    /// Sends a POST to `path` and will report it under `number`. `key` goes into the Idempotency-Key header.
    void post(std::int64_t number, const std::string& path, const std::string& key, Bytes body);
    void get(std::int64_t number, const std::string& path);
    std::size_t under_way() const;

    /// Moves bytes until something happens, somebody calls `wake`, or `most` has passed; tells what has ended by then.
    std::vector<Outcome> wait(std::chrono::milliseconds most);
    void wake();

private:
    class Curl;
    explicit Transport(std::unique_ptr<Curl> curl);
    std::unique_ptr<Curl> curl_;
};

}  // namespace landfall::link
