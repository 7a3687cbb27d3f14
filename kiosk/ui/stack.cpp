#include "kiosk/ui/stack.h"

#include <algorithm>

namespace landfall::ui {
namespace {

bool is_listed(const Line& line) { return line.placed.front().control->listed; }

}  // namespace

Stacked Stacker::run(const std::vector<const Control*>& controls, const Rect& area) const {
    Stacked stacked;
    auto lines = lines_of(controls, area);
    if (rules_.paged) keep_one_page(lines, area.height, stacked);
    int y = area.y;
    for (std::size_t index = 0; index < lines.size(); ++index) {
        if (index > 0) y += space_between(lines[index - 1], lines[index]);
        for (auto& one : lines[index].placed) move(one, area.x, y);
        y += lines[index].height;
    }
    for (auto& line : lines)
        for (auto& one : line.placed) stacked.placed.push_back(std::move(one));
    stacked.end = y;
    return stacked;
}

std::vector<Line> Stacker::lines_of(const std::vector<const Control*>& controls, const Rect& area) const {
    const int between = theme_.px(5);
    const int code = room_for_code(controls, area);
    std::vector<Line> lines;
    for (std::size_t index = 0; index < controls.size();) {
        const int columns = columns_at(controls, index, area.width, between);
        const int width = (area.width - between * (columns - 1)) / columns;
        Line line;
        for (int column = 0; column < columns; ++column, ++index) {
            line.placed.push_back(maker_.make(*controls[index], width, code));
            move(line.placed.back(), (width + between) * column, 0);
            line.height = std::max(line.height, line.placed.back().rect.height);
        }
        if (columns > 1)
            for (auto& one : line.placed) maker_.stretch(one, line.height);
        lines.push_back(std::move(line));
    }
    return lines;
}

/// What is left of the height for a code when everything else has taken its part.
int Stacker::room_for_code(const std::vector<const Control*>& controls, const Rect& area) const {
    const auto is_code = [](const Control* one) { return one->role == Role::code; };
    int room = area.height;
    if (std::none_of(controls.begin(), controls.end(), is_code)) return room;
    for (std::size_t index = 0; index < controls.size(); ++index) {
        if (!is_code(controls[index])) room -= maker_.make(*controls[index], area.width, 0).rect.height;
        if (index > 0) room -= space_between(*controls[index - 1], *controls[index]);
    }
    return room;
}

/// How many of the controls from `first` on stand in one line: as many as their words leave room for.
int Stacker::columns_at(const std::vector<const Control*>& controls, std::size_t first, int width, int between) const {
    constexpr int most = 4;
    std::size_t run = first;
    int widest = 0;
    for (; run < controls.size() && is_narrow(*controls[run]); ++run)
        widest = std::max(widest, maker_.natural_card(*controls[run]));
    const int length = int(run - first);
    if (length < 2) return 1;
    const int fitting = std::clamp((width + between) / (widest + between), 2, most);
    const int lines = (length + fitting - 1) / fitting;  // filled evenly: four are two and two, not three and one
    return std::min((length + lines - 1) / lines, length);
}

bool Stacker::is_narrow(const Control& control) const {
    const bool choosable = control.role == Role::choice || control.role == Role::toggle;
    return choosable && (!control.wide || (rules_.two_columns && control.detail.empty()));
}

/// What the lines that stand on every page leave of the height.
int Stacker::room_for_lists(const std::vector<Line>& lines, int height) const {
    for (std::size_t index = 0; index < lines.size(); ++index) {
        if (is_listed(lines[index])) continue;
        height -= lines[index].height;
        if (index > 0) height -= space_between(lines[index - 1], lines[index]);
    }
    return height;
}

/// Leaves the lines that are not listed, and of those listed one page.
void Stacker::keep_one_page(std::vector<Line>& lines, int height, Stacked& stacked) const {
    const int room = room_for_lists(lines, height);
    const int gap = theme_.gap(5);
    std::vector<std::size_t> page_of(lines.size());
    std::size_t page = 0;
    int used = 0;
    for (std::size_t index = 0; index < lines.size(); ++index) {
        if (!is_listed(lines[index])) continue;
        const int needed = lines[index].height + gap;
        if (used > 0 && used + needed > room) {
            ++page;
            used = 0;
        }
        used += needed;
        page_of[index] = page;
    }
    stacked.pages = page + 1;
    stacked.page = std::min(rules_.page, page);
    std::vector<Line> shown;
    for (std::size_t index = 0; index < lines.size(); ++index)
        if (!is_listed(lines[index]) || page_of[index] == stacked.page) shown.push_back(std::move(lines[index]));
    lines = std::move(shown);
}

int Stacker::space_between(const Control& above, const Control& below) const {
    if (above.role == Role::heading || above.role == Role::text || below.role == Role::text) return theme_.gap(5);
    if (above.role == Role::row && below.role == Role::row) return theme_.gap(2.5);
    return theme_.gap(4.5);
}

int Stacker::space_between(const Line& above, const Line& below) const {
    return space_between(*above.placed.back().control, *below.placed.front().control);
}

}  // namespace landfall::ui
