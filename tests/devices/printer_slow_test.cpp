// The printer takes its time, says nothing, or drips.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "tests/devices/printer_rigs.h"

using namespace landfall::devices;
using namespace landfall::devices::bench;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// Something that is no printer: takes every connection, and says `bytes` over and over, one in `pause`.
///
/// Threads: one of its own, joined by the destructor.
class Impostor {
public:
    explicit Impostor(std::string bytes, milliseconds pause = milliseconds(0))
        : bytes_(std::move(bytes)), pause_(pause) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        BOOST_REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) == 0);
        BOOST_REQUIRE(::listen(listener_, 16) == 0);
        BOOST_REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this](const std::stop_token& stop) {
            while (!stop.stop_requested()) serve(stop);
        });
    }
    ~Impostor() {
        thread_.request_stop();
        thread_.join();
        ::close(listener_);
    }

    std::string uri(const char* scheme = "ipp") const {
        return std::string(scheme) + "://127.0.0.1:" + std::to_string(port_) + "/ipp/print";
    }
    void await_caller() {
        await("a caller", [&] { return callers_ > 0; });
    }

private:
    void serve(const std::stop_token& stop) {
        pollfd entry{listener_, POLLIN, 0};
        if (::poll(&entry, 1, 20) <= 0) return;
        const int caller = ::accept(listener_, nullptr, nullptr);
        ++callers_;
        std::size_t said = 0;
        while (!stop.stop_requested()) {
            entry = {caller, POLLIN, 0};
            if (::poll(&entry, 1, pause_.count() > 0 ? int(pause_.count()) : 5) > 0) {
                char heard[4096];
                if (::recv(caller, heard, sizeof heard, 0) <= 0) break;
            }
            if (bytes_.empty()) continue;
            const auto count = pause_.count() > 0 ? 1 : bytes_.size();
            if (pause_.count() == 0 && said > 0) break;
            if (::send(caller, bytes_.data() + said % bytes_.size(), count, MSG_NOSIGNAL) < 0) break;
            said += count;
        }
        ::close(caller);
    }

    const std::string bytes_;
    const milliseconds pause_;
    const int listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int port_ = 0;
    std::atomic<int> callers_ = 0;
    std::jthread thread_;
};

IppPrinterConfig config_for_uri(const std::string& uri) {
    IppPrinterConfig config{uri};
    config.delays.answering = milliseconds(300);
    config.delays.broken = milliseconds(20);
    return config;
}

PrinterHealth first_health(const std::string& uri) {
    PrinterReports reports;
    const IppPrinter printer(config_for_uri(uri), reports.sink());
    return reports.next_health();
}

bool is(PrinterHealth health, PrinterFault fault) { return health == PrinterHealth{fault, false}; }

}  // namespace

BOOST_AUTO_TEST_CASE(a_slow_paper_is_waited_for) {
    IppRig rig;
    rig.device.set("slow");
    rig.printer->print(1, paper("slow"));
    rig.device.await_held_job();
    rig.device.set("ready");
    BOOST_TEST((rig.reports.next_job() == JobReport{1, std::nullopt}));
    BOOST_TEST(rig.papers() == std::vector{paper("slow")});
}

BOOST_AUTO_TEST_CASE(a_paper_that_takes_too_long_is_cancelled_for_good) {
    EveryPrinter device;
    PrinterReports reports;
    auto config = config_for(device);
    config.delays.printing = milliseconds(1500);
    IppPrinter printer(config, reports.sink());
    device.set("slow");
    printer.print(1, paper("too slow"));
    BOOST_TEST((reports.next_job() == JobReport{1, PrinterFault::refused}));
    device.set("ready");
    printer.print(2, paper("quick"));
    BOOST_TEST((reports.next_job() == JobReport{2, std::nullopt}));
    BOOST_TEST(device.papers() == std::vector{paper("quick")});
}

BOOST_AUTO_TEST_CASE(a_printer_that_takes_the_call_and_says_nothing_is_offline) {
    const Impostor silent("");
    BOOST_TEST(is(first_health(silent.uri()), PrinterFault::offline));
}

BOOST_AUTO_TEST_CASE(a_printer_that_drips_is_offline_when_its_time_is_over) {
    const Impostor dripping("HTTP/1.1 100 Continue\r\n\r\n", milliseconds(20));
    BOOST_TEST(is(first_health(dripping.uri()), PrinterFault::offline));
}

BOOST_AUTO_TEST_CASE(what_answers_in_another_language_is_offline_or_misconfigured) {
    const auto answer = [](const std::string& status, const std::string& body) {
        return "HTTP/1.1 " + status +
               "\r\nContent-Type: application/ipp\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
               body;
    };
    for (const auto& [said, fault] :
         {std::pair{std::string("220 mail.example ESMTP\r\n"), PrinterFault::offline},
          {answer("200 OK", "<html>"), PrinterFault::offline},
          {answer("200 OK", ""), PrinterFault::offline},
          {answer("200 OK", std::string("\x02\x00\x00\x00\x00\x00\x00\x01\x01\x47\x00\x12", 12)),
           PrinterFault::offline},
          {answer("503 Service Unavailable", ""), PrinterFault::offline},
          {answer("404 Not Found", ""), PrinterFault::misconfigured},
          {answer("401 Unauthorized", ""), PrinterFault::misconfigured},
          {answer("426 Upgrade Required", ""), PrinterFault::misconfigured}}) {
        const Impostor impostor(said);
        BOOST_TEST(is(first_health(impostor.uri()), fault), said);
    }
}

BOOST_AUTO_TEST_CASE(an_address_that_is_none_or_not_that_of_a_printer_is_misconfigured) {
    for (const char* uri : {"", "printer", "http://127.0.0.1/ipp/print", "ipp://", "ipp://host:99999/"})
        BOOST_TEST(is(first_health(uri), PrinterFault::misconfigured), uri);
    const EveryPrinter device;
    auto elsewhere = device.uri();
    elsewhere.replace(elsewhere.find("/ipp/print"), std::string::npos, "/ipp/elsewhere");
    BOOST_TEST(is(first_health(elsewhere), PrinterFault::misconfigured));
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_a_silent_printer_when_the_kiosk_stops) {
    for (const auto& [scheme, most] : {std::pair{"ipp", seconds(5)}, {"ipps", seconds(20)}}) {
        Impostor silent("");
        PrinterReports reports;
        IppPrinterConfig config{silent.uri(scheme)};
        config.delays.answering = printer_patience;
        auto printer = std::make_unique<IppPrinter>(config, reports.sink());
        printer->print(1, paper("unlucky"));
        silent.await_caller();
        const auto began = std::chrono::steady_clock::now();
        printer.reset();
        BOOST_TEST((std::chrono::steady_clock::now() - began < most), scheme);
    }
}
