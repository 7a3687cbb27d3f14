#pragma once

/// Keys and certificates of the tests, made by packaging/pki once a process.

#include <cstdlib>
#include <string>

#include "kiosk/link/link.h"
#include "kiosk/protocol/envelope.h"
#include "kiosk/receipt/keys.h"
#include "tests/kiosk/link/scratch.h"

/// As packaging/pki lays it out, with --wrong. Aborts when it can't be made.
inline const Scratch& test_pki() {
    static const Scratch scratch;
    static const bool made = [] {
        const auto command = "packaging/pki " + scratch.folder().string() + " --wrong kiosk-1 >/dev/null 2>&1";
        if (std::system(command.c_str()) != 0) std::abort();
        return true;
    }();
    static_cast<void>(made);
    return scratch;
}

inline landfall::link::Settings test_settings(int port, const std::filesystem::path& outbox) {
    const auto& pki = test_pki();
    landfall::link::Settings settings;
    settings.backend = "https://127.0.0.1:" + std::to_string(port);
    settings.ca = pki / "ca.pem";
    settings.certificate = pki / "kiosks/kiosk-1.pem";
    settings.key = pki / "kiosks/kiosk-1.key";
    settings.signing_key = pki / "kiosks/kiosk-1-signing.key";
    settings.box_key = pki / "box.pem";
    settings.outbox = outbox;
    settings.kiosk = "kiosk-1";
    settings.port = "CNPVG";
    return settings;
}
