#pragma once

/// What the passenger sees and touches: the window, the text engine and the painter, driven by screens.

#include <functional>
#include <memory>

#include "kiosk/ui/arrange.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/window.h"

namespace landfall::app {

/// Threads: the UI thread.
class Glass {
public:
    /// Errors: a sentence: no display, no OpenGL, no fonts or icons in `data`.
    static Result<std::unique_ptr<Glass>> open(const ui::WindowSettings& settings, double pixels_per_mm,
                                               const std::filesystem::path& data);

    /// Shows `screen`; draws only what differs from what is there.
    void show(ui::Screen screen);
    /// A finger, or QA's. A touch counts when it begins and ends in the same control.
    /// Returns what the touch means, if it means anything.
    std::optional<Happening> touch(const ui::Touch& touch);
    /// A key of the keypad moves the focus or selects.
    std::optional<Happening> press(ui::KeypadKey key);
    /// The window system lost what was shown.
    void show_again();
    /// Forgets every text of the visit.
    void forget();

    ui::Window& window() { return *window_; }
    const ui::Arranged& arranged() const { return arranged_; }

private:
    Glass(std::unique_ptr<ui::Window> window, double pixels_per_mm)
        : window_(std::move(window)), pixels_per_mm_(pixels_per_mm) {}
    void draw(const ui::Rect& damage);
    void emphasise(ui::Painter::Emphasis emphasis);
    void move_focus(int by);

    std::unique_ptr<ui::Window> window_;
    const double pixels_per_mm_;
    i18n::TextEngine text_;
    std::unique_ptr<ui::Painter> painter_;
    ui::Arranged arranged_;
    ui::Painter::Emphasis emphasis_;
};

}  // namespace landfall::app
