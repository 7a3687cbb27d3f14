#pragma once

/// Keys and packs that requests are answered with: read at start and again on SIGHUP, swapped whole.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "backend/config/config.h"
#include "kiosk/base/result.h"
#include "kiosk/declaration/pack.h"
#include "kiosk/protocol/envelope.h"
#include "kiosk/receipt/keys.h"

namespace landfall::backend {

struct Material {
    SigningKey receipt;
    BoxSecretKey sealing;
    std::map<std::string, KeyRing> kiosks;  ///< enrolled signing keys, by kiosk id
    KeyRing published;                      ///< receipt keys, earlier ones and the present
    std::vector<Pack> packs;
};

/// Errors: a sentence for each file that can't be used, with its path.
Result<std::shared_ptr<const Material>, std::vector<std::string>> load_material(const Config& config);

}  // namespace landfall::backend
