#pragma once

/// What the passenger sees in each state. Pure: the same state gives the same screen, in any language.

#include "i18n/text.h"
#include "kiosk/session/state.h"
#include "kiosk/ui/screen.h"

namespace landfall::ui {

/// The screen that shows `state`. Control ids are the same in every language; QA and tests rely on them.
Screen compose(const Site& site, const State& state, const i18n::Texts& texts);

}  // namespace landfall::ui
