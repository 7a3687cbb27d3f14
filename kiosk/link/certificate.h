#pragma once

/// The TLS certificates that the link uses, of whatever key type. OpenSSL stays in the source.

#include <filesystem>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"

namespace landfall::link {

/// When a certificate counts. Both ends are inclusive.
struct Validity {
    WallTime not_before{};
    WallTime not_after{};

    bool covers(WallTime time) const { return not_before <= time && time <= not_after; }
};

/// The first certificate in a PEM file. Errors: a sentence with the path.
Result<Validity> certificate_validity(const std::filesystem::path& certificate);

/// Errors: a sentence when the key can't be read or belongs to another certificate.
Result<Done> check_key(const std::filesystem::path& certificate, const std::filesystem::path& key);

}  // namespace landfall::link
