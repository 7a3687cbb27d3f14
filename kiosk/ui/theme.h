#pragma once

/// The one place where sizes and colours are decided.

#include <cstdint>

#include "kiosk/session/visit.h"

namespace landfall::ui {

/// 0xAABBGGRR, as ImDrawList takes it.
using Colour = std::uint32_t;

constexpr Colour rgb(unsigned hex) { return 0xFF000000u | (hex & 0xFFu) << 16 | (hex & 0xFF00u) | hex >> 16; }

/// Colours by what they mean. Contrast of ink on its ground: normal at least 10:1 for texts (VVSG 2.0, 7.1-C), high
/// 20:1.
struct Palette {
    Colour ground, card, edge;               ///< behind everything; a card on it; its border
    Colour ink, ink_soft;                    ///< texts; secondary texts
    Colour bar, bar_ink;                     ///< the bar at the top
    Colour accent, accent_ink, accent_soft;  ///< what most passengers want; its text; what is chosen
    Colour quiet, quiet_ink;                 ///< the bar at the bottom, keys that are not letters
    Colour good, good_soft;
    Colour warn, warn_soft, warn_ink;
    Colour shadow, dim;  ///< dim lies under a dialog
    Colour focus;
};

constexpr Palette palette(Contrast contrast) {
    if (contrast == Contrast::high) {
        constexpr Colour black = rgb(0x000000), white = rgb(0xFFFFFF), yellow = rgb(0xFFFF00);
        // White on black and black on yellow are 21:1 and 19.6:1; texts stand on black or white only.
        return {black, black, white, white, white, black, white, white,       black,       rgb(0x000000),
                black, white, white, black, white, black, white, 0x00000000u, 0xE6000000u, yellow};
    }
    return {rgb(0xF2F5FA), rgb(0xFFFFFF), rgb(0xC9D6E6), rgb(0x0B1B33), rgb(0x223553), rgb(0x0A2C57), rgb(0xFFFFFF),
            rgb(0x0B3F86), rgb(0xFFFFFF), rgb(0xE3EFFC), rgb(0xE3EAF5), rgb(0x0A2C57), rgb(0x00614F), rgb(0xDDF3EC),
            rgb(0x8A4B00), rgb(0xFFF1D6), rgb(0x3B2300), 0x26331B0Bu,   0xB3331B0Bu,   rgb(0x0B3F86)};
}

constexpr double factor_of(TextSize size) {
    switch (size) {
        case TextSize::normal:
            return 1.0;
        case TextSize::large:
            return 1.15;
        case TextSize::larger:
            return 1.32;
        case TextSize::largest:
            return 1.5;
    }
    return 1.0;
}

/// Lengths in millimetres on the glass; `pixels_per_mm` turns them into pixels. A capital H of Noto Sans is 0.714 em
/// high: 6.1 mm at 500 mm viewing distance (EN 301 549, 5.1.4) make `small` the smallest text there is.
struct Theme {
    double pixels_per_mm = 3.2;
    TextSize size = TextSize::normal;
    Contrast contrast = Contrast::normal;
    double tightness = 1.0;  ///< below 1 when a screen would not fit: gaps shrink, texts and targets don't
    double type = 1.0;       ///< factor on large texts alone, when even tight gaps don't fit

    int px(double mm) const { return int(mm * pixels_per_mm + 0.5); }
    int gap(double mm) const { return px(mm * tightness); }
    double text(double mm) const { return mm * pixels_per_mm * factor_of(size); }

    double small() const { return text(8.7); }
    double body() const { return text(10.0); }
    double label() const { return text(11.2); }
    double heading() const { return text(8.7 + (17.5 - 8.7) * type); }

    static constexpr double target = 20;  ///< least side of anything touched (EN 301 549, 8.3 and VVSG)
    static constexpr double margin = 15;
    static constexpr double radius = 6.5;
    static constexpr double top_bar = 34;
    static constexpr double steps = 26;
    static constexpr double bottom_bar = 34;
    static constexpr double action = 30;
    static constexpr double key = 27;
    static constexpr double border = 0.8;
};

}  // namespace landfall::ui
