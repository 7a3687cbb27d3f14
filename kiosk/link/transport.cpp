#include "kiosk/link/transport.h"

#include <curl/curl.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <map>
#include <string_view>
#include <utility>

#include "kiosk/link/certificate.h"
#include "kiosk/protocol/envelope.h"
#include "kiosk/protocol/wire.h"

namespace landfall::link {
namespace {

constexpr long most_connections = 4;
constexpr std::size_t most_header_bytes = 32u << 10;

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, FreeList>;

/// One request and what came back of it. Owner: the transport; libcurl keeps pointers into it.
struct Exchange {
    std::int64_t number = 0;
    Bytes body;
    std::string answer;
    std::size_t header_bytes = 0;
    std::array<char, CURL_ERROR_SIZE> error{};
    Headers headers;
};

/// What a POST carries.
struct Content {
    std::string key;
    Bytes body;
};

void add_header(Exchange& exchange, const char* name, std::string_view value) {
    curl_slist_append(exchange.headers.get(), std::string(name).append(": ").append(value).c_str());
}

/// RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT", whatever the process's locale.
std::string http_date(WallTime time) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                  days.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                  months.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                  parts.tm_sec);
    return text.data();
}

/// libcurl gives up when fewer bytes are taken than it offered.
std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    if (exchange.answer.size() + count > most_wire_bytes) return 0;
    exchange.answer.append(bytes, count);
    return count;
}
std::size_t take_header(char*, std::size_t, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    exchange.header_bytes += count;
    return exchange.header_bytes > most_header_bytes ? 0 : count;
}

/// An alert that the other side sends about our certificate comes in OpenSSL's words alone.
bool refuses_our_certificate(std::string_view error) {
    const auto has = [&](std::string_view word) { return error.find(word) != error.npos; };
    return has("alert") && (has("certificate") || has("unknown ca") || has("access denied"));
}

BackendFault fault_of(CURLcode code, std::string_view error, bool certificate_valid) {
    const auto refused = certificate_valid ? BackendFault::certificate_refused : BackendFault::certificate_expired;
    switch (static_cast<int>(code)) {
        case CURLE_OK:
            return BackendFault::none;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_CACERT_BADFILE:
            return BackendFault::untrusted_server;
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CLIENTCERT:
            return refused;
        case CURLE_WRITE_ERROR:  // take_body or take_header had enough
        case CURLE_PARTIAL_FILE:
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_GOT_NOTHING:
        case CURLE_BAD_CONTENT_ENCODING:
            return BackendFault::server_fault;
        default:
            return refuses_our_certificate(error) ? refused : BackendFault::unreachable;
    }
}

/// OpenSSL writes without MSG_NOSIGNAL, and libcurl leaves the signal alone under CURLOPT_NOSIGNAL: a backend that
/// hangs up would end the kiosk.
class PipeSignalBlocked {
public:
    PipeSignalBlocked() {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    PipeSignalBlocked(const PipeSignalBlocked&) = delete;
    PipeSignalBlocked& operator=(const PipeSignalBlocked&) = delete;
    ~PipeSignalBlocked() {
        const timespec no_wait{};
        if (sigismember(&before_, SIGPIPE) == 0) sigtimedwait(&pipe_, nullptr, &no_wait);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

private:
    sigset_t pipe_, before_;
};

/// Once in the process; libcurl is never taken down, since threads of others may still use it.
bool begin_curl() {
    static const bool begun = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return begun;
}

}  // namespace

class Transport::Curl {
public:
    Curl(const Settings& settings, const Clock& clock, const Delays& delays)
        : settings_(settings), clock_(clock), delays_(delays), multi_(curl_multi_init()), share_(curl_share_init()) {
        if (const auto validity = certificate_validity(settings.certificate)) validity_ = *validity;
        if (multi_ == nullptr || share_ == nullptr) return;
        curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, most_connections);
        curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, most_connections);
        curl_share_setopt(share_, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    }
    Curl(const Curl&) = delete;
    Curl& operator=(const Curl&) = delete;
    ~Curl() {
        const PipeSignalBlocked blocked;
        for (const auto& [handle, exchange] : exchanges_) {
            curl_multi_remove_handle(multi_, handle);
            curl_easy_cleanup(handle);
        }
        curl_multi_cleanup(multi_);
        curl_share_cleanup(share_);
    }

    bool usable() const { return multi_ != nullptr && share_ != nullptr; }
    void begin(std::int64_t number, const std::string& path, std::optional<Content> content);
    std::size_t under_way() const { return exchanges_.size() + failed_.size(); }
    std::vector<Outcome> wait(std::chrono::milliseconds most);
    void wake() { curl_multi_wakeup(multi_); }

private:
    void set_trust(CURL* handle) const;
    void set_limits(CURL* handle, Exchange& exchange) const;
    Outcome outcome_of(CURL* handle, CURLcode code);

    const Settings settings_;
    const Clock& clock_;
    const Delays delays_;
    std::optional<Validity> validity_;
    CURLM* multi_;
    CURLSH* share_;
    std::map<CURL*, std::unique_ptr<Exchange>> exchanges_;
    std::vector<Outcome> failed_;  ///< could not even begin
};

void Transport::Curl::set_trust(CURL* handle) const {
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_CAINFO, settings_.ca.c_str());
    curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);  // otherwise the system's authorities are believed as well
    curl_easy_setopt(handle, CURLOPT_SSLCERT, settings_.certificate.c_str());
    curl_easy_setopt(handle, CURLOPT_SSLKEY, settings_.key.c_str());
    curl_easy_setopt(handle, CURLOPT_SHARE, share_);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");  // otherwise one named in the environment is used
    curl_easy_setopt(handle, CURLOPT_NETRC, long{CURL_NETRC_IGNORED});
}

void Transport::Curl::set_limits(CURL* handle, Exchange& exchange) const {
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(delays_.connecting.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(delays_.request.count()));
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, exchange.error.data());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &exchange);
}

void Transport::Curl::begin(std::int64_t number, const std::string& path, std::optional<Content> content) {
    CURL* handle = curl_easy_init();
    auto exchange = std::make_unique<Exchange>();
    exchange->number = number;
    if (handle == nullptr) {
        failed_.push_back({number, BackendFault::unreachable, 0, {}, {}});
        return;
    }
    set_trust(handle);
    set_limits(handle, *exchange);
    curl_easy_setopt(handle, CURLOPT_URL, (settings_.backend + path).c_str());
    exchange->headers.reset(curl_slist_append(nullptr, "Expect:"));  // no waiting for 100 Continue
    add_header(*exchange, "Accept", "application/json");
    if (content) {
        exchange->body = std::move(content->body);
        add_header(*exchange, "Content-Type", envelope_media_type);
        add_header(*exchange, "Idempotency-Key", content->key);
        add_header(*exchange, "Date", http_date(clock_.wall()));  // tells the backend how wrong our clock is
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(exchange->body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, exchange->body.data());
    }
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, exchange->headers.get());
    curl_multi_add_handle(multi_, handle);
    exchanges_.emplace(handle, std::move(exchange));
}

Outcome Transport::Curl::outcome_of(CURL* handle, CURLcode code) {
    auto& exchange = *exchanges_.at(handle);
    const bool valid = validity_ && validity_->covers(clock_.wall());
    Outcome outcome{exchange.number, fault_of(code, exchange.error.data(), valid), 0, {}, {}};
    if (outcome.fault == BackendFault::none) {
        long status = 0;
        curl_off_t after = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &after);
        outcome.status = static_cast<int>(status);
        outcome.body = std::move(exchange.answer);
        if (after > 0) outcome.retry_after = std::chrono::seconds(std::min<curl_off_t>(after, 86'400));
    }
    return outcome;
}

std::vector<Outcome> Transport::Curl::wait(std::chrono::milliseconds most) {
    const PipeSignalBlocked blocked;
    auto outcomes = std::exchange(failed_, {});
    const auto gather = [&] {
        int running = 0, queued = 0;
        curl_multi_perform(multi_, &running);
        while (const CURLMsg* message = curl_multi_info_read(multi_, &queued)) {
            if (message->msg != CURLMSG_DONE) continue;
            CURL* handle = message->easy_handle;
            outcomes.push_back(outcome_of(handle, message->data.result));
            curl_multi_remove_handle(multi_, handle);
            curl_easy_cleanup(handle);
            exchanges_.erase(handle);
        }
    };
    gather();
    if (!outcomes.empty()) return outcomes;
    curl_multi_poll(multi_, nullptr, 0, static_cast<int>(std::clamp<long long>(most.count(), 0, 3'600'000)), nullptr);
    gather();
    return outcomes;
}

BackendFault fault_of(const Outcome& health) {
    if (health.fault != BackendFault::none) return health.fault;
    if (health.status == 401 || health.status == 403) return BackendFault::certificate_refused;
    const bool redirects = health.status >= 300 && health.status < 400;
    return health.status >= 500 || redirects ? BackendFault::server_fault : BackendFault::none;
}

Transport::Transport(std::unique_ptr<Curl> curl) : curl_(std::move(curl)) {}
Transport::~Transport() = default;

Result<std::unique_ptr<Transport>> Transport::make(const Settings& settings, const Clock& clock, const Delays& delays) {
    if (!begin_curl()) return Failure{"libcurl can't be used"};
    auto curl = std::make_unique<Curl>(settings, clock, delays);
    if (!curl->usable()) return Failure{"libcurl can't be used"};
    return std::unique_ptr<Transport>(new Transport(std::move(curl)));
}

void Transport::post(std::int64_t number, const std::string& path, const std::string& key, Bytes body) {
    curl_->begin(number, path, Content{key, std::move(body)});
}
void Transport::get(std::int64_t number, const std::string& path) { curl_->begin(number, path, std::nullopt); }
std::size_t Transport::under_way() const { return curl_->under_way(); }
std::vector<Outcome> Transport::wait(std::chrono::milliseconds most) { return curl_->wait(most); }
void Transport::wake() { curl_->wake(); }

}  // namespace landfall::link
