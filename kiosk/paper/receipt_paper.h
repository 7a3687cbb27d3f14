#pragma once

/// The receipt on paper: in the passenger's language for the passenger, in the officer's for the officer. Pure.

#include "i18n/page.h"
#include "i18n/text.h"
#include "kiosk/base/bit_matrix.h"
#include "kiosk/declaration/declaration.h"

namespace landfall::paper {

struct Receipt {
    const Declaration& declaration;
    const BitMatrix& code;
    Language officer_language;
    bool provisional = false;
    bool officer = false;
    bool red_channel = false;
};

/// An 80 mm paper. No answers stand on it: who finds it learns no more than what a luggage tag tells.
i18n::Page compose(const Receipt& receipt, const i18n::Texts& texts);

}  // namespace landfall::paper
