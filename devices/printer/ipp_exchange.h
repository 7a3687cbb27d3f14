#pragma once

/// One question to an IPP printer and its answer (RFC 8010, RFC 8011).

#include <cups/cups.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "devices/printer/printer.h"
#include "kiosk/base/result.h"

namespace landfall::devices::ipp {

struct Address {
    std::string uri;
    std::string host;
    std::string resource;
    int port = 0;
    bool encrypted = false;
};

/// Empty where it is no ipp: or ipps: address.
std::optional<Address> parse_address(const std::string& uri);

struct Delete {
    void operator()(ipp_t* message) const { ippDelete(message); }
};
using Message = std::unique_ptr<ipp_t, Delete>;

/// The beginning of any request: operation, printer, whose it is.
Message make_request(ipp_op_t operation, const Address& printer, const std::string& user);

/// Asks, on a connection of its own, and sends `document` behind the question. No password is ever asked for, nothing
/// is tried twice, no file is written.
///
/// Errors:  offline: no connection, no whole answer in time, or `stop` asked to end; misconfigured: the address is not
///          that of a printer that we may use. What an answer says in IPP is for the caller to read.
/// Threads: any. Ends at `until` or soon after a request to stop.
Result<Message, PrinterFault> ask(const Address& printer, const Message& request, std::string_view document,
                                  std::chrono::steady_clock::time_point until, const std::stop_token& stop);

int number(const Message& answer, const char* name, int otherwise);
bool flag(const Message& answer, const char* name, bool otherwise);
std::vector<std::string> words(const Message& answer, const char* name);

/// RFC 8011, 4.1.6.1: all successes lie below 0x0100.
bool is_success(const Message& answer);

}  // namespace landfall::devices::ipp
