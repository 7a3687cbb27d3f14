#pragma once

/// Where everything of a screen stands, measured: nothing overlaps, nothing is cut, nothing scrolls. Pure but for the
/// text engine that measures.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "i18n/layout.h"
#include "kiosk/ui/screen.h"
#include "kiosk/ui/theme.h"

namespace landfall::ui {

/// Units: pixels from the top left corner.
struct Rect {
    int x = 0, y = 0, width = 0, height = 0;

    int right() const { return x + width; }
    int bottom() const { return y + height; }
    bool empty() const { return width <= 0 || height <= 0; }
    bool contains(int px, int py) const { return px >= x && px < right() && py >= y && py < bottom(); }
    bool contains(const Rect& other) const {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }
    bool overlaps(const Rect& other) const {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
    Rect inset(int by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
    Rect united(const Rect& other) const;
    bool operator==(const Rect&) const = default;
};

struct Size {
    int width = 0, height = 0;
    bool operator==(const Size&) const = default;
};

/// What a text or icon is drawn in; the painter knows the colours.
enum class Ink { plain, soft, on_bar, on_accent, quiet, good, warn, accent };

struct TextBlock {
    Rect rect;  ///< of the lines; `layout` has its origin at the top left corner
    std::shared_ptr<const i18n::TextLayout> layout;
    Ink ink = Ink::plain;
};

/// One control in its place.
struct Placed {
    const Control* control = nullptr;  ///< in `Arranged::screen`
    bool in_dialog = false;
    Rect rect;
    std::vector<TextBlock> texts;
    Rect icon;  ///< empty: none
    Ink icon_ink = Ink::accent;
};

/// A whole screen in its place. Owns its copy of the screen: `Placed::control` points into it.
struct Arranged {
    std::shared_ptr<const Screen> screen;
    Theme theme;
    Size size;
    unsigned generation = 0;          ///< of the text engine; an older one must be arranged again
    std::size_t page = 0, pages = 1;  ///< of the listed controls
    bool fits = true;                 ///< false: even at the tightest something was cut; a test holds this to true
    Rect top, steps, hero, keys, bar, dialog;  ///< panels; empty where there is none
    std::vector<TextBlock> title;              ///< in the top bar and under the steps
    std::vector<Rect> step_marks;
    std::vector<Placed> placed;  ///< in reading order

    /// The control called `id`; a dialog's before the screen's. nullptr: not on the glass.
    const Placed* find(std::string_view id) const;
    /// What a finger at this point touches; nullptr: nothing that takes a touch.
    const Placed* at(int x, int y) const;
};

/// Lays out `screen` on a glass of `size`.
Arranged arrange(Screen screen, i18n::TextEngine& text, Size size, double pixels_per_mm);

/// What must be drawn again when `after` follows `before`: everything for another screen, otherwise the controls that
/// changed. Empty when nothing did.
Rect damage(const Arranged& before, const Arranged& after);

}  // namespace landfall::ui
