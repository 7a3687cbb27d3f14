#pragma once

/// Controls below each other, short ones side by side, long lists over pages. Private to arrange.

#include <vector>

#include "kiosk/ui/arrange_control.h"

namespace landfall::ui {

/// Controls that stand side by side, and how high they are together.
struct Line {
    std::vector<Placed> placed;
    int height = 0;
};

struct Stacked {
    std::vector<Placed> placed;
    int end = 0;                      ///< where the last one ends, in the area's coordinates
    std::size_t page = 0, pages = 1;  ///< of the listed controls
};

class Stacker {
public:
    struct Rules {
        bool two_columns = false;  ///< short choices share a line even where they'd rather not
        bool paged = false;        ///< listed controls that don't fit go over pages
        std::size_t page = 0;      ///< wanted; the last one where there are not so many
    };
    Stacker(ControlMaker maker, const Theme& theme, Rules rules) : maker_(maker), theme_(theme), rules_(rules) {}

    Stacked run(const std::vector<const Control*>& controls, const Rect& area) const;

private:
    std::vector<Line> lines_of(const std::vector<const Control*>& controls, const Rect& area) const;
    void keep_one_page(std::vector<Line>& lines, int height, Stacked& stacked) const;
    int room_for_lists(const std::vector<Line>& lines, int height) const;
    int room_for_code(const std::vector<const Control*>& controls, const Rect& area) const;
    int columns_at(const std::vector<const Control*>& controls, std::size_t first, int width, int between) const;
    bool is_narrow(const Control& control) const;
    int space_between(const Control& above, const Control& below) const;
    int space_between(const Line& above, const Line& below) const;

    ControlMaker maker_;
    const Theme& theme_;
    Rules rules_;
};

}  // namespace landfall::ui
