#include "kiosk/link/check.h"

#include <unistd.h>

#include <cstdlib>

#include "kiosk/base/date.h"
#include "kiosk/base/file.h"
#include "kiosk/link/certificate.h"
#include "kiosk/link/transport.h"
#include "kiosk/protocol/envelope.h"
#include "kiosk/receipt/keys.h"

namespace landfall::link {
namespace {

using Problems = std::vector<SettingsProblem>;

void check_address(const Settings& settings, Problems& problems) {
    constexpr std::string_view scheme = "https://";
    const std::string_view address = settings.backend;
    const bool good = address.substr(0, scheme.size()) == scheme && address.size() > scheme.size() &&
                      address.substr(scheme.size()).find_first_of("/?#@ ") == address.npos;
    if (!good)
        problems.push_back(
            {SettingsFault::address, "the backend's address is no https://HOST[:PORT]: " + settings.backend});
}

void check_validity(const std::filesystem::path& file, SettingsFault unreadable, WallTime now, Problems& problems) {
    const auto validity = certificate_validity(file);
    if (!validity) {
        problems.push_back({unreadable, validity.error()});
    } else if (!validity->covers(now)) {
        const bool early = now < validity->not_before;
        problems.push_back({SettingsFault::certificate_expired,
                            file.string() + (early ? ": not valid before " : ": not valid after ") +
                                to_rfc3339(early ? validity->not_before : validity->not_after) +
                                "; the kiosk's clock says " + to_rfc3339(now)});
    }
}

void check_keys(const Settings& settings, Problems& problems) {
    if (certificate_validity(settings.certificate))
        if (const auto key = check_key(settings.certificate, settings.key); !key)
            problems.push_back({SettingsFault::certificate, key.error()});
    if (const auto key = SigningKey::load(settings.signing_key); !key)
        problems.push_back({SettingsFault::signing_key, key.error()});
    const auto pem = read_file(settings.box_key);
    if (!pem)
        problems.push_back({SettingsFault::box_key, pem.error()});
    else if (const auto key = BoxPublicKey::from_pem(*pem); !key)
        problems.push_back({SettingsFault::box_key, settings.box_key.string() + ": " + key.error()});
}

/// Without opening it: a running kiosk has it for itself, and a damaged one is moved aside only when the link starts.
void check_outbox(const std::filesystem::path& file, Problems& problems) {
    const auto problem = [&](const char* what) {
        problems.push_back({SettingsFault::outbox, file.string() + ": " + what});
    };
    std::error_code error;
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    if (!std::filesystem::is_directory(folder, error)) return problem("its folder does not exist");
    if (::access(folder.c_str(), W_OK | X_OK) != 0) return problem("its folder can't be written");
    const auto status = std::filesystem::symlink_status(file, error);
    if (!std::filesystem::exists(status)) return;
    if (!std::filesystem::is_regular_file(status)) return problem("not a plain file");
    if (::access(file.c_str(), R_OK | W_OK) != 0) return problem("can't be read and written");
}

}  // namespace

std::string_view name_of(SettingsFault fault) {
    switch (fault) {
        case SettingsFault::address:
            return "address";
        case SettingsFault::authority:
            return "authority";
        case SettingsFault::certificate:
            return "certificate";
        case SettingsFault::certificate_expired:
            return "certificate_expired";
        case SettingsFault::signing_key:
            return "signing_key";
        case SettingsFault::box_key:
            return "box_key";
        case SettingsFault::outbox:
            return "outbox";
    }
    std::abort();
}

std::vector<SettingsProblem> check_settings(const Settings& settings, const Clock& clock) {
    Problems problems;
    check_address(settings, problems);
    check_validity(settings.ca, SettingsFault::authority, clock.wall(), problems);
    check_validity(settings.certificate, SettingsFault::certificate, clock.wall(), problems);
    check_keys(settings, problems);
    check_outbox(settings.outbox, problems);
    return problems;
}

BackendFault probe_backend(const Settings& settings, const Clock& clock, const Delays& delays) {
    const auto transport = Transport::make(settings, clock, delays);
    if (!transport) return BackendFault::unreachable;
    (*transport)->get(0, std::string(health_path));
    while ((*transport)->under_way() > 0)
        for (const auto& outcome : (*transport)->wait(delays.request)) return fault_of(outcome);
    return BackendFault::unreachable;
}

}  // namespace landfall::link
