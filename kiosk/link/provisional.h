#pragma once

/// The receipt that a kiosk signs itself while the backend is away.

#include <chrono>
#include <string>
#include <string_view>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/declaration/declaration.h"
#include "kiosk/receipt/keys.h"

namespace landfall::link {

/// As long as a kiosk works without the backend; also the validity of the health code on the electronic card.
constexpr std::chrono::hours provisional_validity{24};

/// "HD1:..." Errors: a sentence; see sign_receipt.
Result<std::string> provisional_receipt(const Declaration& declaration, std::string_view port, const SigningKey& key,
                                        WallTime now);

}  // namespace landfall::link
