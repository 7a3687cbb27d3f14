#pragma once

/// One control measured by itself, its corner at 0, 0. Private to arrange.

#include "kiosk/ui/arrange.h"

namespace landfall::ui {

void move(Placed& placed, int x, int y);

/// Makes controls of a given width, as high as they need.
class ControlMaker {
public:
    ControlMaker(i18n::TextEngine& text, const Theme& theme, const std::string& language)
        : text_(text), theme_(theme), language_(language) {}

    /// Anything that stands in the body or in a dialog. `room` bounds what can shrink: codes.
    Placed make(const Control& control, int width, int room) const;
    /// How wide a choice wants to be for its words to stand in one line.
    int natural_card(const Control& control) const;
    /// A button of the bottom bar: icon above its name, or beside it on a low screen.
    Placed bar_tile(const Control& control, int width) const;
    Placed bar_line(const Control& control, int width) const;
    Placed key(const Control& control, Rect area) const;
    /// Buttons side by side as far as they fit; the primary one takes what is left of its line.
    std::vector<Placed> action_row(const std::vector<const Control*>& controls, int width, int between) const;
    /// Makes it `height` high and keeps its insides centred.
    void stretch(Placed& placed, int height) const;

    TextBlock line(const std::string& words, double size, bool bold, int width, Ink ink,
                   i18n::Align align = i18n::Align::start) const;

private:
    std::vector<Placed> one_row(const std::vector<const Control*>& controls, int width, int between, bool alone) const;
    Placed words_alone(const Control& control, int width) const;
    Placed tinted(const Control& control, int width) const;
    Placed card(const Control& control, int width) const;
    Placed row(const Control& control, int width) const;
    Placed field(const Control& control, int width) const;
    Placed code(const Control& control, int width, int room) const;
    Placed button(const Control& control, int width) const;
    Placed picture(const Control& control) const;
    TextBlock line_in(const Control& control, const std::string& words, double size, bool bold, int width, Ink ink,
                      i18n::Align align = i18n::Align::start) const;
    int width_of(const Control& control) const;

    i18n::TextEngine& text_;
    const Theme& theme_;
    const std::string& language_;
};

}  // namespace landfall::ui
