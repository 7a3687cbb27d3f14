#include "devices/printer/ipp_session.h"

#include <string.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>

#include "devices/printer/printer_reasons.h"

namespace landfall::devices::ipp {
namespace {

using Steady = std::chrono::steady_clock;

// RFC 8011, 5.3.7.
constexpr auto unknown = static_cast<ipp_jstate_t>(0);
bool is_over(ipp_jstate_t state) { return state >= IPP_JSTATE_CANCELED; }

void add_job(const Message& request, int job) {
    ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
}

template <std::size_t count>
void add_wanted(const Message& request, const std::array<const char*, count>& names) {
    ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", count, nullptr,
                  names.data());
}

// An answer that is no success: what the printer lacks or forbids is for a technician, the rest for another time.
PrinterFault fault_of(const Message& answer) {
    constexpr std::array lasting{IPP_STATUS_ERROR_FORBIDDEN,
                                 IPP_STATUS_ERROR_NOT_AUTHENTICATED,
                                 IPP_STATUS_ERROR_NOT_AUTHORIZED,
                                 IPP_STATUS_ERROR_NOT_FOUND,
                                 IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED,
                                 IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED};
    const auto status = ippGetStatusCode(answer.get());
    const bool lasts = std::find(lasting.begin(), lasting.end(), status) != lasting.end();
    return lasts ? PrinterFault::misconfigured : PrinterFault::refused;
}

bool is_busy(const Message& answer) {
    const auto status = ippGetStatusCode(answer.get());
    return status == IPP_STATUS_ERROR_BUSY || status == IPP_STATUS_ERROR_TEMPORARY;
}

bool takes_pdf(const Message& answer) {
    const auto formats = words(answer, "document-format-supported");
    return std::find(formats.begin(), formats.end(), "application/pdf") != formats.end();
}

}  // namespace

void pause(std::chrono::milliseconds most, const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait_for(lock, stop, most, [] { return false; });
}

Result<Message, PrinterFault> Session::ask(const Message& request, const std::stop_token& stop) const {
    return ipp::ask(*printer_, request, {}, Steady::now() + config_.delays.answering, stop);
}

PrinterHealth Session::look(const std::stop_token& stop) {
    if (!printer_) return {PrinterFault::misconfigured, false};
    auto health = ask_health(stop);
    if (health.fault == PrinterFault::offline || health.fault == PrinterFault::misconfigured) return health;
    if (leftovers_) cancel_leftovers(stop);
    if (leftovers_ && !health.fault) health.fault = PrinterFault::refused;
    return health;
}

PrinterHealth Session::ask_health(const std::stop_token& stop) const {
    const auto question = request(IPP_OP_GET_PRINTER_ATTRIBUTES);
    add_wanted(question, std::array{"printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
                                    "document-format-supported"});
    const auto answer = ask(question, stop);
    if (!answer) return {answer.error(), false};
    if (!is_success(*answer)) return {fault_of(*answer), false};
    if (!takes_pdf(*answer)) return {PrinterFault::misconfigured, false};
    return health_of({number(*answer, "printer-state", IPP_PSTATE_IDLE) == IPP_PSTATE_STOPPED,
                      flag(*answer, "printer-is-accepting-jobs", true), words(*answer, "printer-state-reasons")});
}

void Session::cancel_leftovers(const std::stop_token& stop) {
    const auto question = request(IPP_OP_GET_JOBS);
    ippAddBoolean(question.get(), IPP_TAG_OPERATION, "my-jobs", 1);
    ippAddString(question.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, "not-completed");
    add_wanted(question, std::array{"job-id"});
    const auto answer = ask(question, stop);
    if (!answer) return;
    leftovers_ = false;
    for (auto* found = ippFindAttribute(answer->get(), "job-id", IPP_TAG_INTEGER); found != nullptr;
         found = ippFindNextAttribute(answer->get(), "job-id", IPP_TAG_INTEGER)) {
        leftovers_ = true;  // until a later look finds it gone
        const auto cancelling = request(IPP_OP_CANCEL_JOB);
        add_job(cancelling, ippGetInteger(found, 0));
        if (!ask(cancelling, stop)) return;
    }
}

std::optional<PrinterFault> Session::print(std::string& pdf, const Watcher& changed, const std::stop_token& stop) {
    auto health = look(stop);
    // A paper before this one may still be on its way out of the printer's head.
    for (const auto until = Steady::now() + config_.delays.busy;
         leftovers_ && health.fault == PrinterFault::refused && Steady::now() < until && !stop.stop_requested();
         health = look(stop))
        pause(config_.delays.watching, stop);
    changed(health);
    if (health.fault) return health.fault;
    const auto job = make_job(stop);
    if (!job) return job.error();
    const auto unfilled = fill_job(*job, pdf, stop);
    ::explicit_bzero(pdf.data(), pdf.size());
    if (!unfilled) return watch_job(*job, changed, stop);
    // The printer's own words say more than that it stopped reading.
    const auto after = ask_health(stop);
    changed(after);
    return cancel(*job, after.fault.value_or(*unfilled), stop);
}

Result<int, PrinterFault> Session::make_job(const std::stop_token& stop) const {
    const auto until = Steady::now() + config_.delays.busy;
    while (true) {
        const auto question = request(IPP_OP_CREATE_JOB);
        ippAddString(question.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, "receipt");
        ippAddString(question.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", nullptr,
                     "none");  // 80 mm stay 80 mm
        const auto answer = ask(question, stop);
        if (!answer) return Failure{answer.error()};  // a job without a document prints nothing
        const auto job = number(*answer, "job-id", 0);
        if (is_success(*answer) && job > 0) return job;
        if (!is_busy(*answer) || Steady::now() >= until || stop.stop_requested()) return Failure{fault_of(*answer)};
        pause(config_.delays.watching, stop);
    }
}

std::optional<PrinterFault> Session::fill_job(int job, const std::string& pdf, const std::stop_token& stop) const {
    const auto question = request(IPP_OP_SEND_DOCUMENT);
    add_job(question, job);
    ippAddString(question.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, "application/pdf");
    ippAddBoolean(question.get(), IPP_TAG_OPERATION, "last-document", 1);
    const auto answer = ipp::ask(*printer_, question, pdf, Steady::now() + config_.delays.sending, stop);
    if (!answer) return answer.error();
    return is_success(*answer) ? std::nullopt : std::optional(fault_of(*answer));
}

std::optional<PrinterFault> Session::watch_job(int job, const Watcher& changed, const std::stop_token& stop) {
    const auto until = Steady::now() + config_.delays.printing;
    auto heard = Steady::now();
    while (Steady::now() < until && !stop.stop_requested()) {
        const auto state = state_of(job, stop);
        if (state == IPP_JSTATE_COMPLETED) return std::nullopt;
        const auto health = ask_health(stop);
        const bool away = health.fault == PrinterFault::offline && state == unknown;
        if (!away) heard = Steady::now();
        if (!away || Steady::now() - heard >= config_.delays.lost) {
            changed(health);
            if (is_over(state)) return health.fault.value_or(PrinterFault::refused);
            if (health.fault) return cancel(job, *health.fault, stop);
        }
        pause(config_.delays.watching, stop);
    }
    return cancel(job, PrinterFault::refused, stop);
}

// Stays until the job is over, for as long as that is worth. A job that was out before it could be stopped is printed.
std::optional<PrinterFault> Session::cancel(int job, PrinterFault why, const std::stop_token& stop) {
    leftovers_ = true;
    if (stop.stop_requested()) {
        const auto question = request(IPP_OP_CANCEL_JOB);
        add_job(question, job);
        const auto answer = ipp::ask(*printer_, question, {}, Steady::now() + config_.delays.farewell, {});
        leftovers_ = !answer || !is_success(*answer);
        return why;
    }
    const auto until = Steady::now() + config_.delays.cancelling;
    while (Steady::now() < until && !stop.stop_requested()) {
        const auto question = request(IPP_OP_CANCEL_JOB);
        add_job(question, job);
        if (!ask(question, stop)) return why;  // away: the next look sees to it
        const auto state = state_of(job, stop);
        if (is_over(state)) leftovers_ = false;
        if (state == IPP_JSTATE_COMPLETED) return std::nullopt;
        if (is_over(state)) return why;
        pause(config_.delays.watching, stop);
    }
    return why;
}

ipp_jstate_t Session::state_of(int job, const std::stop_token& stop) const {
    const auto question = request(IPP_OP_GET_JOB_ATTRIBUTES);
    add_job(question, job);
    add_wanted(question, std::array{"job-state"});
    const auto answer = ask(question, stop);
    if (!answer) return unknown;
    // A printer that doesn't know the job any more has thrown it away.
    if (!is_success(*answer)) return IPP_JSTATE_ABORTED;
    return static_cast<ipp_jstate_t>(number(*answer, "job-state", 0));
}

}  // namespace landfall::devices::ipp
