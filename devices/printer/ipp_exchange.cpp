#include "devices/printer/ipp_exchange.h"

#include <sys/socket.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace landfall::devices::ipp {
namespace {

using Steady = std::chrono::steady_clock;

struct Close {
    void operator()(http_t* connection) const { httpClose(connection); }
};
using Connection = std::unique_ptr<http_t, Close>;

// Ends an exchange at its deadline: time-outs of a socket begin anew with each byte that drips in.
class Watchdog {
public:
    Watchdog(int socket, Steady::time_point until, const std::stop_token& stop)
        : stopping_(stop, [this] { bite(); }), thread_([this, socket, until](const std::stop_token& over) {
              std::unique_lock lock(mutex_);
              changed_.wait_until(lock, over, until, [this] { return bitten_; });
              if (!over.stop_requested()) ::shutdown(socket, SHUT_RDWR);
          }) {}

private:
    void bite() {
        {
            const std::lock_guard lock(mutex_);
            bitten_ = true;
        }
        changed_.notify_all();
    }

    std::mutex mutex_;  // guards bitten_
    std::condition_variable_any changed_;
    bool bitten_ = false;
    std::stop_callback<std::function<void()>> stopping_;
    std::jthread thread_;
};

int milliseconds_until(Steady::time_point until) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now()).count();
    return static_cast<int>(std::max<std::int64_t>(left, 1));
}

Connection connect(const Address& printer, Steady::time_point until, const std::stop_token& stop) {
    int cancel = 0;  // libcups looks at it every 100 ms
    const std::stop_callback stopping(stop, [&] { std::atomic_ref(cancel).store(1); });
    return Connection(httpConnect2(printer.host.c_str(), printer.port, nullptr, AF_UNSPEC,
                                   printer.encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_NEVER, 1,
                                   milliseconds_until(until), &cancel));
}

// Below cupsDoRequest(), which would connect again for 30 s, ask for passwords, and keep what it sends.
http_status_t post(http_t* connection, const Address& printer, ipp_t* request, std::string_view document) {
    httpClearFields(connection);
    httpSetField(connection, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
    httpSetLength(connection, ippLength(request) + document.size());
    if (httpPost(connection, printer.resource.c_str()) != 0) return HTTP_STATUS_ERROR;
    ippSetState(request, IPP_STATE_IDLE);
    for (auto state = IPP_STATE_IDLE; state != IPP_STATE_DATA;)
        if (state = ippWrite(connection, request); state == IPP_STATE_ERROR) return HTTP_STATUS_ERROR;
    // In one piece: longer than libcups' own buffer, so that no copy of it stays there.
    if (!document.empty() && httpWrite2(connection, document.data(), document.size()) < 0) return HTTP_STATUS_ERROR;
    if (httpFlushWrite(connection) < 0) return HTTP_STATUS_ERROR;
    auto status = HTTP_STATUS_CONTINUE;
    while (status == HTTP_STATUS_CONTINUE) status = httpUpdate(connection);
    return status;
}

PrinterFault fault_of(http_status_t status) {
    return status >= HTTP_STATUS_MULTIPLE_CHOICES && status < HTTP_STATUS_SERVER_ERROR ? PrinterFault::misconfigured
                                                                                       : PrinterFault::offline;
}

}  // namespace

std::optional<Address> parse_address(const std::string& uri) {
    std::array<char, 16> scheme{};
    std::array<char, 256> user{};
    std::array<char, 256> host{};
    std::array<char, 1024> resource{};
    Address address;
    const auto status =
        httpSeparateURI(HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(), scheme.size(), user.data(), user.size(),
                        host.data(), host.size(), &address.port, resource.data(), resource.size());
    const std::string_view kind(scheme.data());
    if (status < HTTP_URI_STATUS_OK || (kind != "ipp" && kind != "ipps") || host[0] == '\0') return std::nullopt;
    address.uri = uri;
    address.host = host.data();
    address.resource = resource.data();
    address.encrypted = kind == "ipps";
    return address;
}

Message make_request(ipp_op_t operation, const Address& printer, const std::string& user) {
    Message request(ippNewRequest(operation));
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, printer.uri.c_str());
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, user.c_str());
    return request;
}

Result<Message, PrinterFault> ask(const Address& printer, const Message& request, std::string_view document,
                                  Steady::time_point until, const std::stop_token& stop) {
    const auto connection = connect(printer, until, stop);
    if (!connection) return Failure{PrinterFault::offline};
    const Watchdog watchdog(httpGetFd(connection.get()), until, stop);
    const auto status = post(connection.get(), printer, request.get(), document);
    if (status != HTTP_STATUS_OK) return Failure{fault_of(status)};
    Message answer(ippNew());
    for (auto state = IPP_STATE_IDLE; state != IPP_STATE_DATA;)
        if (state = ippRead(connection.get(), answer.get()); state == IPP_STATE_ERROR)
            return Failure{PrinterFault::offline};
    return answer;
}

int number(const Message& answer, const char* name, int otherwise) {
    auto* found = ippFindAttribute(answer.get(), name, IPP_TAG_ZERO);
    const auto tag = found != nullptr ? ippGetValueTag(found) : IPP_TAG_ZERO;
    return tag == IPP_TAG_INTEGER || tag == IPP_TAG_ENUM ? ippGetInteger(found, 0) : otherwise;
}

bool flag(const Message& answer, const char* name, bool otherwise) {
    auto* found = ippFindAttribute(answer.get(), name, IPP_TAG_BOOLEAN);
    return found != nullptr ? ippGetBoolean(found, 0) != 0 : otherwise;
}

std::vector<std::string> words(const Message& answer, const char* name) {
    std::vector<std::string> all;
    auto* found = ippFindAttribute(answer.get(), name, IPP_TAG_ZERO);
    for (int index = 0; found != nullptr && index < ippGetCount(found); ++index)
        if (const auto* word = ippGetString(found, index, nullptr)) all.emplace_back(word);
    return all;
}

bool is_success(const Message& answer) { return ippGetStatusCode(answer.get()) < IPP_STATUS_REDIRECTION_OTHER_SITE; }

}  // namespace landfall::devices::ipp
