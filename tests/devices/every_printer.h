#pragma once

/// CUPS's ippeveprinter as a test's own printer.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "devices/printer/ipp_printer.h"
#include "kiosk/base/file.h"
#include "tests/devices/printer_reports.h"

namespace landfall::devices::bench {

/// A folder that vanishes with its owner.
class PrinterFolder {
public:
    PrinterFolder() { BOOST_REQUIRE(::mkdtemp(path_.data()) != nullptr); }
    PrinterFolder(const PrinterFolder&) = delete;
    PrinterFolder& operator=(const PrinterFolder&) = delete;
    ~PrinterFolder() { std::filesystem::remove_all(path_); }
    std::filesystem::path path() const { return path_; }

private:
    std::string path_ = (std::filesystem::temp_directory_path() / "landfall-printer-XXXXXX").string();
};

/// Every `<number>.pdf` of a folder, by number.
inline std::vector<std::string> papers_in(const std::filesystem::path& folder) {
    std::vector<std::pair<int, std::string>> found;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        if (file.path().extension() == ".pdf")
            found.emplace_back(std::stoi(file.path().stem()), read_file(file.path()).value());
    std::sort(found.begin(), found.end());
    std::vector<std::string> papers;
    for (auto& [number, paper] : found) papers.push_back(std::move(paper));
    return papers;
}

/// A PDF as far as a printer's door looks, and as long as a receipt is.
inline std::string paper(const std::string& text) {
    return "%PDF-1.4\n%" + text + std::string(6000, '-') + "\n%%EOF\n";
}

/// CUPS's ippeveprinter, steered by tests/devices/ippeveprinter.
class EveryPrinter {
public:
    EveryPrinter() { plug(); }
    EveryPrinter(const EveryPrinter&) = delete;
    EveryPrinter& operator=(const EveryPrinter&) = delete;
    ~EveryPrinter() { unplug(); }

    std::string uri() const { return "ipp://127.0.0.1:" + port_ + "/ipp/print"; }
    std::vector<std::string> papers() const { return papers_in(folder_.path() / "papers"); }

    /// Returns when the printer shows it.
    void set(const std::string& word) {
        BOOST_REQUIRE(write_file(folder_.path() / "state", word));
        await("the printer's state", [&] { return content("shown") == word; });
    }
    void await_held_job() {
        await("a job in the printer", [&] { return std::filesystem::exists(folder_.path() / "holding"); });
    }
    /// It neither answers nor hangs up.
    void hang() { ::kill(std::stoi(content("pid")), SIGSTOP); }
    void go_on() { ::kill(std::stoi(content("pid")), SIGCONT); }

    /// At the address that it had before.
    void plug() {
        std::filesystem::remove(folder_.path() / "uri");
        script_ = ::fork();
        BOOST_REQUIRE(script_ >= 0);
        if (script_ == 0) {
            const auto folder = folder_.path().string();
            ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
            ::execl("tests/devices/ippeveprinter", "ippeveprinter", folder.c_str(),
                    port_.empty() ? nullptr : port_.c_str(), nullptr);
            ::_exit(127);
        }
        await("ippeveprinter's start", [&] {
            BOOST_REQUIRE_MESSAGE(::waitpid(script_, nullptr, WNOHANG) == 0, "ippeveprinter does not start");
            return !content("uri").empty();
        });
        const auto uri = content("uri");
        port_ = uri.substr(16, uri.find('/', 16) - 16);
    }
    void unplug() {
        if (script_ <= 0) return;
        ::kill(script_, SIGTERM);
        ::waitpid(script_, nullptr, 0);
        script_ = -1;
    }

private:
    std::string content(const char* name) const {
        const auto text = read_file(folder_.path() / name);
        return text ? *text : std::string();
    }

    PrinterFolder folder_;
    std::string port_;
    pid_t script_ = -1;
};

/// The delays of a bench.
inline IppPrinterConfig config_for(const EveryPrinter& printer) {
    using std::chrono::milliseconds;
    IppPrinterConfig config{printer.uri()};
    config.delays.watching = milliseconds(20);
    config.delays.idle = milliseconds(50);
    config.delays.broken = milliseconds(50);
    config.delays.lost = milliseconds(200);
    return config;
}

inline const char* word_for(const PrinterHealth& health) {
    if (health.paper_low) return "paper-low";
    if (!health.fault) return "ready";
    switch (*health.fault) {
        case PrinterFault::paper_out:
            return "paper-out";
        case PrinterFault::cover_open:
            return "cover-open";
        case PrinterFault::jam:
            return "jam";
        case PrinterFault::offline:
        case PrinterFault::refused:
        case PrinterFault::misconfigured:
            break;
    }
    return "slow";
}

}  // namespace landfall::devices::bench
