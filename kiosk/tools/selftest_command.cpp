// `landfall selftest`: everything that a kiosk needs, looked at piece by piece, and said in one line each.

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iostream>
#include <nlohmann/json.hpp>

#include "i18n/layout.h"
#include "i18n/text.h"
#include "kiosk/app/config.h"
#include "kiosk/base/file.h"
#include "kiosk/base/log_events.h"
#include "kiosk/base/match.h"
#include "kiosk/declaration/pack.h"
#include "kiosk/link/check.h"
#include "kiosk/tools/command.h"

namespace landfall::tools {
namespace {

using Json = nlohmann::ordered_json;
using app::Config;

constexpr auto help_text =
    "usage: landfall selftest [--offline] [--config FILE]\n"
    "       landfall selftest --events\n\n"
    "Looks at everything that this kiosk needs and prints one JSON object for each check:\n"
    "  check    configuration, link, packs, catalogues, fonts, reader, printer or backend\n"
    "  ok       true when nothing is wrong with it\n"
    "  message  what is wrong, for the technician; one line of text for each problem\n\n"
    "  --config FILE  default: /etc/landfall/kiosk.json\n"
    "  --offline      asks neither the backend nor a printer on the network\n"
    "  --events       prints what the kiosk and the backend can log, one JSON object each, and looks at nothing\n\n"
    "exit status: 0 all is right, 1 something is not, 2 used wrongly\n";

constexpr auto printer_patience = 3'000;  // ms; a printer in the same box answers at once

/// Sentences; empty: all is right.
using Problems = std::vector<std::string>;

class Report {
public:
    void add(const char* check, const Problems& problems) {
        std::string message;
        for (const auto& problem : problems) message.append(message.empty() ? "" : "\n").append(problem);
        const Json line = {{"check", check}, {"ok", problems.empty()}, {"message", message}};
        std::cout << line.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
        all_right_ = all_right_ && problems.empty();
    }
    Exit exit() const { return all_right_ ? Exit::right : Exit::wrong; }

private:
    bool all_right_ = true;
};

link::Settings settings_of(const Config& config) {
    const auto& backend = config.backend;
    return {backend.url,     backend.ca,    backend.certificate, backend.key, backend.signing_key,
            backend.box_key, config.outbox, config.kiosk,        config.port};
}

Problems link_problems(const Config& config) {
    Problems problems;
    for (const auto& problem : link::check_settings(settings_of(config), SystemClock()))
        problems.push_back(std::string(name_of(problem.fault)) + ": " + problem.message);
    return problems;
}

Problems pack_problems(const Config& config) {
    Problems problems;
    for (const auto& name : config.packs) {
        const auto file = config.data / "packs" / name;
        const auto text = read_file(file);
        if (!text) {
            problems.push_back(text.error());
        } else if (const auto pack = read_pack(*text); !pack) {
            for (const auto& problem : pack.error())
                problems.push_back(file.string() + ": " + problem.item + ": " + problem.message);
        }
    }
    return problems;
}

/// The languages that passengers are offered, or as many of them as there are.
std::vector<Language> offered(const Config& config, const i18n::Texts& texts) {
    return config.languages.empty() ? texts.languages() : config.languages;
}

Problems catalogue_problems(const Config& config, const i18n::Texts& texts) {
    Problems problems;
    auto wanted = offered(config, texts);
    wanted.insert(wanted.end(), {config.home, config.officer});
    for (const auto& language : wanted)
        if (std::count(texts.languages().begin(), texts.languages().end(), language) == 0)
            problems.push_back("no complete catalogue for the language " + language);
    return problems;
}

Problems font_problems(const Config& config, const i18n::Texts& texts) {
    Problems problems;
    i18n::TextEngine engine;
    for (const auto& language : offered(config, texts)) {
        i18n::Style style;
        style.language = language;
        const auto layout = engine.layout(texts.text(i18n::Key::attract_privacy, language), style);
        if (layout->missing > 0) problems.push_back("no font has all letters of the language " + language);
    }
    return problems;
}

Problems reader_problems(const Config& config) {
    return match(
        config.reader,
        [](const devices::SwipeConfig& swipe) -> Problems {
            std::error_code error;
            if (!std::filesystem::is_character_file(swipe.device, error)) return {swipe.device + ": no such device"};
            if (::access(swipe.device.c_str(), R_OK | W_OK) != 0)
                return {swipe.device + ": this user may not read and write it"};
            return {};
        },
        [](const app::SimulatedReaderConfig& simulated) -> Problems {
            std::error_code error;
            if (!std::filesystem::is_directory(simulated.samples, error))
                return {simulated.samples.string() + ": no such folder"};
            return {};
        });
}

/// Host and port of "ipp://host[:port]/path"; 631 is IPP's own (RFC 8010, 3).
std::pair<std::string, std::string> host_of(const std::string& uri) {
    auto host = uri.substr(uri.find("//") + 2);
    host = host.substr(0, host.find('/'));
    if (host.starts_with('[')) {  // an IPv6 address
        const auto end = std::min(host.find(']'), host.size());
        const auto rest = host.substr(std::min(end + 1, host.size()));
        return {host.substr(1, end - 1), rest.starts_with(':') ? rest.substr(1) : "631"};
    }
    const auto colon = host.find(':');
    return {host.substr(0, colon), colon == host.npos ? "631" : host.substr(colon + 1)};
}

/// Whether somebody listens there.
bool answers(const std::string& host, const std::string& port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0) return false;
    bool connected = false;
    for (const auto* address = found; address != nullptr && !connected; address = address->ai_next) {
        const int peer = ::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (peer < 0) continue;
        int error = ::connect(peer, address->ai_addr, address->ai_addrlen) == 0 ? 0 : errno;
        pollfd waiting{peer, POLLOUT, 0};
        socklen_t size = sizeof error;
        if (error == EINPROGRESS && ::poll(&waiting, 1, printer_patience) == 1)
            ::getsockopt(peer, SOL_SOCKET, SO_ERROR, &error, &size);
        connected = error == 0;
        ::close(peer);
    }
    ::freeaddrinfo(found);
    return connected;
}

Problems printer_problems(const Config& config, bool offline) {
    return match(
        config.printer,
        [&](const app::IppConfig& ipp) -> Problems {
            const auto [host, port] = host_of(ipp.uri);
            if (offline || answers(host, port)) return {};
            return {ipp.uri + ": no answer at " + host + " port " + port};
        },
        [](const app::SimulatedPrinterConfig& simulated) -> Problems {
            std::error_code error;
            if (simulated.folder.empty() || std::filesystem::is_directory(simulated.folder, error)) return {};
            return {simulated.folder.string() + ": no such folder"};
        });
}

Problems backend_problems(const Config& config) {
    const auto fault = link::probe_backend(settings_of(config), SystemClock());
    if (fault == link::BackendFault::none) return {};
    return {config.backend.url + ": " + std::string(name_of(fault))};
}

Exit look_at(const std::filesystem::path& file, bool offline) {
    Report report;
    const auto config = app::read_config(file);
    report.add("configuration", config ? Problems{} : Problems{config.error()});
    if (!config) return report.exit();
    report.add("link", link_problems(*config));
    report.add("packs", pack_problems(*config));
    if (const auto texts = i18n::Texts::load(config->data / "text")) {
        report.add("catalogues", catalogue_problems(*config, *texts));
        report.add("fonts", font_problems(*config, *texts));
    } else {
        report.add("catalogues", {texts.error()});
    }
    report.add("reader", reader_problems(*config));
    report.add("printer", printer_problems(*config, offline));
    if (!offline) report.add("backend", backend_problems(*config));
    return report.exit();
}

Exit print_events() {
    constexpr const char* levels[] = {"debug", "info", "warning", "error"};
    constexpr LogEvent events[] = {
#define LANDFALL_EVENT(name, level, meaning) LogEvent::name,
        LANDFALL_LOG_EVENTS(LANDFALL_EVENT)
#undef LANDFALL_EVENT
    };
    for (const auto event : events) {
        const Json line = {{"event", name_of(event)},
                           {"level", levels[static_cast<std::size_t>(level_of(event))]},
                           {"meaning", meaning_of(event)}};
        std::cout << line.dump() << '\n';
    }
    return Exit::right;
}

Exit run(Arguments arguments) {
    std::filesystem::path file = "/etc/landfall/kiosk.json";
    bool offline = false;
    if (arguments.size() == 1 && arguments[0] == "--events") return print_events();
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        if (arguments[at] == "--offline") {
            offline = true;
        } else if (arguments[at] == "--config" && at + 1 < arguments.size()) {
            file = arguments[++at];
        } else {
            std::cerr << help_text;
            return Exit::usage;
        }
    }
    return look_at(file, offline);
}

}  // namespace

const Command selftest_command{"selftest", "look at everything that this kiosk needs", help_text, run};

}  // namespace landfall::tools
