#pragma once

/// The backend's configuration: one JSON file, checked whole before anything starts.
/// backend/config/config.schema.json describes it for editors and provisioning.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/log.h"
#include "kiosk/base/result.h"

namespace landfall::backend {

/// Relative paths are resolved against the folder of the configuration file.
struct Config {
    struct Listen {
        std::string address = "0.0.0.0";  ///< IPv4 or IPv6
        std::uint16_t port = 8443;        ///< 0: any free one; the ready line tells which
    } listen;

    struct Tls {
        std::filesystem::path certificate;  ///< PEM, the server's chain, its own first
        std::filesystem::path key;
        std::filesystem::path kiosk_ca;  ///< PEM, the authorities that issue kiosk certificates
        std::filesystem::path crl;       ///< PEM, their revocation lists
    } tls;

    struct Keys {
        std::filesystem::path receipt;    ///< PEM, P-256, signs receipts
        std::filesystem::path sealing;    ///< PEM, X25519, opens what kiosks seal
        std::filesystem::path kiosks;     ///< folder: `<kiosk id>/<kid>.pem`, the enrolled signing keys of each kiosk
        std::filesystem::path published;  ///< folder of `<kid>.pem`: earlier receipt keys; empty: none
    } keys;

    std::filesystem::path store;      ///< SQLite file; its folder must exist
    std::filesystem::path packs;      ///< folder of `*.json`, the packs in force
    std::filesystem::path manifests;  ///< folder into which manifests are dropped; empty: none
    std::string port_of_entry;        ///< UN/LOCODE, "CNPEK"; stands in receipts

    unsigned threads = 2;
    unsigned connections = 8192;  ///< open at once; more are closed at the door
    std::chrono::seconds skew_warning{120};
    LogLevel log_level = LogLevel::info;
};

/// Reads the file. Errors: one sentence for each thing wrong, with file and field ("FILE: /tls/key: ...").
/// Units: at most 64 KiB.
Result<Config, std::vector<std::string>> load_config(const std::filesystem::path& file);

/// The same from text; `file` names it in errors and gives the folder of relative paths.
Result<Config, std::vector<std::string>> read_config(std::string_view json, const std::filesystem::path& file);

}  // namespace landfall::backend
