#include <iostream>

#include "backend/command.h"
#include "backend/config/config.h"
#include "backend/import/import.h"
#include "backend/process.h"
#include "backend/server/server.h"
#include "backend/store/sqlite_store.h"

namespace landfall::backend {
namespace {

constexpr const char* help = R"(usage: landfall-backend serve --config FILE

Serves kiosks over HTTPS with client certificates until SIGTERM or SIGINT, then finishes what is under way.
SIGHUP reads keys, packs, certificates, revocations and manifests again; what can't be used is named on standard error
and the earlier stays in force. When it listens it prints one line: {"listening":PORT}
The log goes to standard error, one JSON object a line.
Exit status: 0 after a stop that was asked for, 1 when it can't serve, 2 when used wrongly.
)";

void complain(const std::vector<std::string>& problems) {
    for (const auto& problem : problems) std::cerr << "landfall-backend: " << problem << '\n';
}

/// Gives how many were refused.
int take_in_manifests(const Config& config, Store& store) {
    return config.manifests.empty() ? 0 : import_manifests(config.manifests, store, SystemClock()).refused;
}

/// Everything that SIGHUP reads again. Gives how many parts could not be used.
int reload(const Config& config, Store& store, Api& api, Server& server) {
    int failed = take_in_manifests(config, store);
    if (auto material = load_material(config)) {
        api.adopt(std::move(*material));
    } else {
        complain(material.error());
        ++failed;
    }
    if (auto tls = Tls::load(config.tls)) {
        if ((*tls)->revocations_are_stale()) log(LogEvent::revocations_stale);
        server.adopt(std::move(*tls));
    } else {
        complain({tls.error()});
        ++failed;
    }
    return failed;
}

void serve_until_stopped(Signals& signals, const Config& config, Store& store, Api& api, Server& server) {
    while (signals.next() == Asked::reload) {
        tell_manager("RELOADING=1");
        const int failed = reload(config, store, api, server);
        log(LogEvent::server_reloaded, {{"failed", failed}});
        tell_manager("READY=1");
    }
    log(LogEvent::server_stopping);
    tell_manager("STOPPING=1");
    server.stop();
}

Exit serve(const Config& config) {
    set_log_level(config.log_level);
    Signals signals;
    auto material = load_material(config);
    if (!material) {
        complain(material.error());
        return Exit::wrong;
    }
    auto tls = Tls::load(config.tls);
    if (!tls) {
        complain({tls.error()});
        return Exit::wrong;
    }
    if ((*tls)->revocations_are_stale()) log(LogEvent::revocations_stale);
    auto store = open_sqlite_store(config.store);
    if (!store) {
        complain({store.error()});
        return Exit::wrong;
    }
    take_in_manifests(config, **store);
    const SystemClock clock;
    Api api(**store, clock, {config.port_of_entry, config.skew_warning}, std::move(*material));
    ServerSettings settings;
    settings.address = config.listen.address;
    settings.port = config.listen.port;
    settings.threads = config.threads;
    settings.connections = config.connections;
    auto server = Server::start(settings, api, std::move(*tls));
    if (!server) {
        complain({server.error()});
        return Exit::wrong;
    }
    log(LogEvent::server_started, {{"port", int{(*server)->port()}}});
    tell_ready((*server)->port());
    serve_until_stopped(signals, config, **store, api, **server);
    return Exit::right;
}

Exit run(Arguments arguments) {
    const auto file = config_argument(arguments);
    if (file.empty()) {
        std::cerr << help;
        return Exit::usage;
    }
    harden_process();
    const auto config = load_config(file);
    if (!config) {
        complain(config.error());
        return Exit::wrong;
    }
    return serve(*config);
}

}  // namespace

const Command serve_command{"serve", "serve kiosks", help, run};

}  // namespace landfall::backend
