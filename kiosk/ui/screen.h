#pragma once

/// What is on the glass, as data: drawn by ImGui, read by tests, QA and the screen reader alike.

#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/bit_matrix.h"
#include "kiosk/session/event.h"

namespace landfall::ui {

enum class Role {
    heading,  ///< the question or the name of the screen
    text,     ///< explanation
    button,   ///< does something
    choice,   ///< one of several that exclude each other, or a yes or no
    toggle,   ///< one of several that go together
    key,      ///< one key of a keyboard or pad
    field,    ///< what has been typed so far
    row,      ///< a line of the review: `text` is the question, `detail` the answer; touching changes it
    note,     ///< information with an icon
    warning,  ///< something to mend, with an icon
    picture,  ///< an illustration; `text` is what it shows
    code,     ///< a QR code; `text` says what it is
};

/// Where a control stands. Each zone is arranged by its own rule, see arrange.h.
enum class Zone {
    top,      ///< the bar at the top: name of the step
    hero,     ///< the large picture area of attract, language, receipt and goodbye
    body,     ///< headings, texts, choices, in reading order
    keys,     ///< keyboard or pad, at the bottom of the body
    actions,  ///< back, continue
    bar,      ///< language, text size, contrast, help, leave: the same place on every screen
};

struct Control {
    std::string id;  ///< stable across languages: "cash.yes", "bar.help", "key.7"
    Role role = Role::text;
    Zone zone = Zone::body;
    std::string text;                ///< already translated
    std::string detail;              ///< a second, smaller line
    std::string icon;                ///< name in assets/icons; empty: none
    std::string language;            ///< of `text` where it differs from the screen's (language names)
    std::optional<Happening> touch;  ///< what a touch means; empty: it can't be touched
    bool chosen = false;
    bool primary = false;           ///< the one that most passengers want
    bool quiet = false;             ///< less weight than its neighbours
    bool wide = true;               ///< takes the whole width; otherwise two share a line where there is room
    bool personal = false;          ///< holds the passenger's own data: spoken to a headset only
    int row = 0;                    ///< keys: the row of the keyboard, from the top
    float weight = 1;               ///< keys: width in units of a letter key
    bool listed = false;            ///< one of a list that may go over several pages
    bool last_page = false;         ///< shown only on the last page: what must not be touched before all was seen
    std::optional<BitMatrix> code;  ///< Role::code
    std::string spoken;             ///< empty: text and detail are spoken
};

/// One step of the visit as the passenger sees it.
struct StepMark {
    std::string name;
    bool done = false;
    bool current = false;
};

/// A whole screen. Order in `controls` is reading order and focus order.
struct Screen {
    std::string id;        ///< "language", "question.cash", "review" ...
    std::string language;  ///< BCP 47, of all texts without their own
    bool right_to_left = false;
    TextSize size = TextSize::normal;
    Contrast contrast = Contrast::normal;
    std::string title;  ///< of the top bar; empty: no top bar
    std::vector<StepMark> steps;
    std::vector<Control> controls;
    /// Which page of the listed controls to show, as far as there are so many; arrange counts the pages, and adds
    /// `previous` and `more` to the actions where there are others.
    std::size_t page = 0;
    std::optional<Control> previous, more;
    /// Lies over everything else; when not empty, only these can be touched.
    std::vector<Control> dialog;
};

}  // namespace landfall::ui
