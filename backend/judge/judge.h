#pragma once

/// What the backend thinks of a declaration: the packs' own rules, the document, the comparison. Pure.

#include <span>
#include <string>
#include <vector>

#include "backend/judge/compare.h"
#include "kiosk/declaration/pack.h"
#include "kiosk/protocol/messages.h"

namespace landfall::backend {

/// `unknown_packs`: names of packs that were answered but are not in force here; each is a problem "not-found".
/// `today` is the day of the declaration by the backend's clock.
Verdict judge(const Declaration& declaration, std::span<const Pack> packs,
              const std::vector<std::string>& unknown_packs, const Compared& compared, const Date& today);

/// Whether an officer should see the document itself: a check digit that fails, or it has expired.
bool document_is_doubtful(const DocumentScan& scan, const Date& today);

}  // namespace landfall::backend
