#pragma once

/// Shows a part of the back buffer, where the window system can. Private to ui.

#include <functional>

#include "kiosk/ui/arrange.h"

struct SDL_Window;

namespace landfall::ui {

/// Shows `part` of the current context's back buffer. Units: pixels, `y` from the bottom as OpenGL counts.
/// Threads: the one of the context.
/// Returns false when the window is no longer of the size of `glass`: nothing was shown, the whole has to be.
using PartialSwap = std::function<bool(const Rect& part, Size glass)>;

/// Empty: this window only swaps as a whole.
PartialSwap find_partial_swap(SDL_Window* window);

}  // namespace landfall::ui
