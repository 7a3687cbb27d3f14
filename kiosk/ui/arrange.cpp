#include "kiosk/ui/arrange.h"

#include <algorithm>
#include <array>
#include <map>

#include "kiosk/ui/arrange_control.h"
#include "kiosk/ui/stack.h"

namespace landfall::ui {
namespace {

bool is_landscape(Size size) { return size.width > size.height; }

/// Arranges one screen at one tightness.
class Arranger {
public:
    Arranger(std::shared_ptr<const Screen> screen, i18n::TextEngine& text, Size size, Theme theme, bool two_columns,
             bool paged)
        : two_columns_(two_columns), paged_(paged), text_(text) {
        arranged_.screen = std::move(screen);
        arranged_.theme = theme;
        arranged_.size = size;
        arranged_.generation = text.generation();
    }

    Arranged run() {
        const auto& theme = arranged_.theme;
        Rect free{0, 0, arranged_.size.width, arranged_.size.height};
        place_top(free);
        place_bar(free);
        free = {free.x + theme.px(Theme::margin), free.y, free.width - 2 * theme.px(Theme::margin), free.height};
        if (is_landscape(arranged_.size))
            place_side_by_side(free);
        else
            place_downwards(free);
        if (!screen().dialog.empty()) place_dialog();
        if (screen().right_to_left) mirror();
        return std::move(arranged_);
    }

private:
    const Screen& screen() const { return *arranged_.screen; }

    std::vector<const Control*> in_zone(Zone zone) const {
        std::vector<const Control*> found;
        for (const auto& control : screen().controls)
            if (control.zone == zone) found.push_back(&control);
        return found;
    }

    ControlMaker maker() { return {text_, arranged_.theme, screen().language}; }

    void keep(Placed placed, bool in_dialog = false) {
        placed.in_dialog = in_dialog;
        arranged_.placed.push_back(std::move(placed));
    }

    // --- bars ---

    void place_top(Rect& free) {
        if (screen().title.empty()) return;
        const auto& theme = arranged_.theme;
        auto& top = arranged_.top = {0, 0, free.width, theme.px(Theme::top_bar)};
        auto title = maker().line(screen().title, theme.label(), true, top.width * 6 / 10, Ink::on_bar);
        top.height = std::max(top.height, title.rect.height + theme.px(6));
        title.rect.x = theme.px(Theme::margin) + theme.px(18);
        title.rect.y = (top.height - title.rect.height) / 2;
        arranged_.title.push_back(std::move(title));
        cut_top(free, top.height);
        if (!screen().steps.empty()) place_steps(free);
    }

    void place_steps(Rect& free) {
        const auto& theme = arranged_.theme;
        const bool beside = is_landscape(arranged_.size);
        const int count = int(screen().steps.size());
        const int mark = theme.px(13);
        auto& area = arranged_.steps;
        if (beside)  // in the bar itself: a low screen has no room below it
            area = {arranged_.top.width / 2, 0, arranged_.top.width / 2 - theme.px(Theme::margin),
                    arranged_.top.height};
        else
            area = {free.x, free.y, free.width, theme.px(Theme::steps)};
        const int width = area.width / count;
        int lowest = area.bottom();
        for (int index = 0; index < count; ++index) {
            const int centre = area.x + width * index + width / 2;
            const int top = beside ? (area.height - mark) / 2 : area.y + theme.gap(5);
            arranged_.step_marks.push_back({centre - mark / 2, top, mark, mark});
            if (beside) continue;
            const auto& step = screen().steps[std::size_t(index)];
            auto name = maker().line(step.name, theme.px(8.7), step.current, width - theme.px(2),
                                     step.current ? Ink::plain : Ink::soft, i18n::Align::centre);
            name.rect.x = area.x + width * index + theme.px(1);
            name.rect.y = top + mark + theme.px(1.5);
            lowest = std::max(lowest, name.rect.bottom());
            arranged_.title.push_back(std::move(name));
        }
        if (beside) return;
        area.height = lowest - area.y;
        cut_top(free, area.height);
    }

    void place_bar(Rect& free) {
        const auto& theme = arranged_.theme;
        const auto controls = in_zone(Zone::bar);
        if (controls.empty()) return;
        const int margin = theme.px(8), between = theme.px(4);
        const int width = (free.width - 2 * margin - between * int(controls.size() - 1)) / int(controls.size());
        int height = theme.px(is_landscape(arranged_.size) ? 24 : Theme::bottom_bar);
        std::vector<Placed> placed;
        for (const auto* control : controls) {
            placed.push_back(is_landscape(arranged_.size) ? maker().bar_line(*control, width)
                                                          : maker().bar_tile(*control, width));
            height = std::max(height, placed.back().rect.height);
        }
        arranged_.bar = {0, free.bottom() - height - 2 * theme.px(4), free.width, height + 2 * theme.px(4)};
        for (std::size_t index = 0; index < placed.size(); ++index) {
            maker().stretch(placed[index], height);
            move(placed[index], margin + (width + between) * int(index), arranged_.bar.y + theme.px(4));
            bar_.push_back(std::move(placed[index]));
        }
        free.height -= arranged_.bar.height;
    }

    // --- the middle ---

    void place_downwards(Rect free) {
        place_hero(free);
        const Rect for_actions = reserve_actions(free);
        place_keys(free);
        const int top = arranged_.theme.gap(6);
        const auto end = stack(in_zone(Zone::body), {free.x, free.y + top, free.width, free.height - top});
        if (end > free.bottom()) arranged_.fits = false;
        finish(for_actions);
    }

    void place_side_by_side(Rect free) {
        const auto& theme = arranged_.theme;
        std::vector<const Control*> left, right;
        for (const auto* control : in_zone(Zone::body)) (is_for_reading(*control) ? left : right).push_back(control);
        if (!in_zone(Zone::hero).empty()) {  // the picture takes the left side, all else the right
            right = in_zone(Zone::body);
            left.clear();
        }
        const int between = theme.px(10);
        const int half = (free.width - between) * (in_zone(Zone::keys).empty() ? 45 : 38) / 100;
        Rect first{free.x, free.y + theme.gap(6), half, free.height - theme.gap(6)};
        Rect second{free.x + half + between, first.y, free.width - half - between, first.height};
        auto pictures = first;
        place_hero(pictures);
        const Rect for_actions = reserve_actions(second);
        place_keys(second);
        const auto left_end = stack(left, first);
        const auto right_end = stack(right, second);
        if (left_end > first.bottom() || right_end > second.bottom()) arranged_.fits = false;
        finish(for_actions);
    }

    /// Texts and pictures stand beside what is touched.
    static bool is_for_reading(const Control& control) {
        switch (control.role) {
            case Role::heading:
            case Role::text:
            case Role::note:
            case Role::warning:
            case Role::picture:
            case Role::field:
                return true;
            case Role::code:
            case Role::row:
            case Role::choice:
            case Role::toggle:
            case Role::button:
            case Role::key:
                return false;
        }
        return false;
    }

    /// The buttons as they are on this page; `most` asks for as many as any page has.
    std::vector<const Control*> actions(bool most) const {
        const auto own = in_zone(Zone::actions);
        if (!paged_) return own;
        const bool first = arranged_.page == 0, last = arranged_.page + 1 >= arranged_.pages;
        std::vector<const Control*> shown;
        if (screen().previous && (most || !first)) shown.push_back(&*screen().previous);
        for (const auto* control : own) {
            const bool goes_back = control->touch && std::holds_alternative<WentBack>(*control->touch);
            if (most || ((!goes_back || first) && (!control->last_page || last))) shown.push_back(control);
        }
        if (screen().more && (most || !last)) shown.push_back(&*screen().more);
        return shown;
    }

    /// Leaves room at the bottom for the buttons. Returns the room.
    Rect reserve_actions(Rect& free) {
        const auto controls = actions(true);
        if (controls.empty()) return {};
        const auto& theme = arranged_.theme;
        const int below = theme.px(arranged_.bar.empty() ? Theme::margin : 5);
        int height = 0;
        for (const auto& one : maker().action_row(controls, free.width, theme.px(5)))
            height = std::max(height, one.rect.bottom());
        const Rect room{free.x, free.bottom() - height - below, free.width, height};
        free.height = room.y - free.y - theme.px(6);
        return room;
    }

    void finish(const Rect& for_actions) {
        auto row = maker().action_row(actions(false), for_actions.width, arranged_.theme.px(5));
        int height = 0;
        for (const auto& one : row) height = std::max(height, one.rect.bottom());
        for (auto& one : row) {
            move(one, for_actions.x, for_actions.bottom() - height);
            keep(std::move(one));
        }
        for (auto& control : bar_) keep(std::move(control));
    }

    void place_hero(Rect& free) {
        const auto controls = in_zone(Zone::hero);
        if (controls.empty()) return;
        const auto& theme = arranged_.theme;
        const bool full = screen().title.empty() && !is_landscape(arranged_.size);
        const int height = is_landscape(arranged_.size)
                               ? free.height
                               : int(arranged_.size.height * (full ? 0.3 : 0.22) * std::min(theme.tightness, 1.6));
        const int above = full ? 0 : theme.gap(4);
        arranged_.hero =
            full ? Rect{0, 0, arranged_.size.width, height} : Rect{free.x, free.y + above, free.width, height - above};
        Placed placed;
        placed.control = controls.front();
        placed.rect = arranged_.hero;
        keep(std::move(placed));
        cut_top(free, arranged_.hero.bottom() - free.y);
    }

    void place_keys(Rect& free) {
        const auto controls = in_zone(Zone::keys);
        if (controls.empty()) return;
        const auto& theme = arranged_.theme;
        std::map<int, std::vector<const Control*>> rows;
        for (const auto* control : controls) rows[control->row].push_back(control);
        float widest = 0;
        for (const auto& [number, row] : rows) widest = std::max(widest, weight_of(row));
        const int between = theme.px(2.4);
        const bool pad = widest <= 4;
        const int width = pad ? std::min(free.width, theme.px(150)) : free.width;
        const int left = free.x + (free.width - width) / 2;
        const int room = is_landscape(arranged_.size) ? free.height * 62 / 100 : free.height;
        const int fitting = (room - between * int(rows.size() - 1)) / int(rows.size());
        const int height =
            std::clamp(int(theme.px(pad ? 32 : Theme::key) * std::min(1.25, std::max(1.0, theme.tightness))),
                       theme.px(Theme::target), std::max(theme.px(Theme::target), fitting));
        const int total = int(rows.size()) * (height + between) - between;
        arranged_.keys = {left, free.bottom() - total, width, total};
        int y = arranged_.keys.y;
        for (const auto& [number, row] : rows) {
            place_key_row(row, {left, y, width, height}, between, pad ? weight_of(row) : widest);
            y += height + between;
        }
        free.height = arranged_.keys.y - theme.gap(5) - free.y;
    }

    static float weight_of(const std::vector<const Control*>& row) {
        float weight = 0;
        for (const auto* control : row) weight += control->weight;
        return weight;
    }

    void place_key_row(const std::vector<const Control*>& row, Rect area, int between, float widest) {
        const float unit = (float(area.width) - float(between) * (widest - 1)) / widest;
        const float used = weight_of(row) * unit + (weight_of(row) - 1) * float(between);
        float x = float(area.x) + (float(area.width) - used) / 2;
        for (const auto* control : row) {
            const float width = control->weight * unit + (control->weight - 1) * float(between);
            keep(maker().key(*control, {int(x), area.y, int(width), area.height}));
            x += width + float(between);
        }
    }

    /// Places controls below each other. Returns where they end.
    int stack(const std::vector<const Control*>& controls, const Rect& area, bool in_dialog = false) {
        const Stacker stacker(maker(), arranged_.theme, {two_columns_, paged_ && !in_dialog, screen().page});
        auto stacked = stacker.run(controls, area);
        for (auto& one : stacked.placed) keep(std::move(one), in_dialog);
        if (stacked.pages > 1) {
            arranged_.page = stacked.page;
            arranged_.pages = stacked.pages;
        }
        return stacked.end;
    }

    // --- the dialog above everything ---

    void place_dialog() {
        const auto& theme = arranged_.theme;
        std::vector<const Control*> body, actions;
        for (const auto& control : screen().dialog)
            (control.zone == Zone::actions ? actions : body).push_back(&control);
        const int padding = theme.px(11);
        const int width = std::min(arranged_.size.width - 2 * theme.px(12), theme.px(340));
        const auto first = arranged_.placed.size();
        Rect inner{(arranged_.size.width - width) / 2 + padding, padding, width - 2 * padding, arranged_.size.height};
        int end = stack(body, inner, true) + theme.gap(8);
        auto row = maker().action_row(actions, inner.width, theme.px(5));
        int lowest = end;
        for (auto& one : row) {
            move(one, inner.x, end);
            lowest = std::max(lowest, one.rect.bottom());
            keep(std::move(one), true);
        }
        const int height = lowest + padding;
        if (height > arranged_.size.height) arranged_.fits = false;
        const int top = std::max(0, (arranged_.size.height - height) / 2);
        for (auto index = first; index < arranged_.placed.size(); ++index) move(arranged_.placed[index], 0, top);
        arranged_.dialog = {(arranged_.size.width - width) / 2, top, width, height};
    }

    // --- right to left ---

    /// Everything changes sides but the insides of texts, which their layout has already turned.
    void mirror() {
        const int width = arranged_.size.width;
        const int keys_before = arranged_.keys.x;
        const auto flip = [&](Rect& rect) { rect.x = width - rect.right(); };
        for (auto* rect :
             {&arranged_.top, &arranged_.steps, &arranged_.hero, &arranged_.keys, &arranged_.bar, &arranged_.dialog})
            flip(*rect);
        for (auto& block : arranged_.title) flip(block.rect);
        for (auto& mark : arranged_.step_marks) flip(mark);
        for (auto& placed : arranged_.placed) {
            if (placed.control->zone == Zone::keys) {  // the panel changes sides, its letters keep their order
                move(placed, arranged_.keys.x - keys_before, 0);
                continue;
            }
            flip(placed.rect);
            if (!placed.icon.empty()) flip(placed.icon);
            for (auto& block : placed.texts) flip(block.rect);
        }
    }

    static void cut_top(Rect& free, int height) {
        free.y += height;
        free.height -= height;
    }

    Arranged arranged_;
    std::vector<Placed> bar_;
    bool two_columns_, paged_;
    i18n::TextEngine& text_;
};

}  // namespace

Rect Rect::united(const Rect& other) const {
    if (empty()) return other;
    if (other.empty()) return *this;
    const int left = std::min(x, other.x), top = std::min(y, other.y);
    return {left, top, std::max(right(), other.right()) - left, std::max(bottom(), other.bottom()) - top};
}

const Placed* Arranged::find(std::string_view id) const {
    const Placed* found = nullptr;
    for (const auto& one : placed)
        if (one.control->id == id && (found == nullptr || one.in_dialog)) found = &one;
    return found;
}

const Placed* Arranged::at(int x, int y) const {
    for (const auto& one : placed)
        if (one.control->touch && one.in_dialog == !screen->dialog.empty() && one.rect.contains(x, y)) return &one;
    return nullptr;
}

Arranged arrange(Screen screen, i18n::TextEngine& text, Size size, double pixels_per_mm) {
    const auto shared = std::make_shared<const Screen>(std::move(screen));
    Theme theme{pixels_per_mm, shared->size, shared->contrast, 1.0, 1.0};
    struct Try {
        double tightness, type;
        bool two_columns;
        bool paged;
        TextSize at_most;
    };
    // Generous where there is room. What is given up first when there is not: air, then a list on one page, then lines
    // of their own for short choices, then the size of headings, and last the text size that the passenger chose.
    constexpr auto any = TextSize::largest;
    constexpr std::array tries{Try{2.0, 1.0, false, false, any},
                               Try{1.5, 1.0, false, false, any},
                               Try{1.0, 1.0, false, false, any},
                               Try{0.7, 1.0, false, false, any},
                               Try{0.45, 0.8, false, false, any},
                               Try{0.9, 0.8, false, true, any},
                               Try{0.5, 0.5, false, true, any},
                               Try{0.3, 0.5, true, false, any},
                               Try{0.3, 0.5, true, true, any},
                               Try{0.3, 0.5, true, true, TextSize::larger},
                               Try{0.3, 0.5, true, true, TextSize::large},
                               Try{0.3, 0.4, true, true, TextSize::normal},
                               Try{0.12, 0.2, true, true, TextSize::normal}};
    const bool can_page =
        std::any_of(shared->controls.begin(), shared->controls.end(), [](const Control& one) { return one.listed; });
    Arranged arranged;
    for (const auto& one : tries) {
        if (one.paged && !can_page && one.at_most == any && !one.two_columns) continue;
        theme.tightness = one.tightness;
        theme.type = one.type;
        theme.size = std::min(shared->size, one.at_most);
        arranged = Arranger(shared, text, size, theme, one.two_columns, one.paged).run();
        if (arranged.fits) break;
    }
    return arranged;
}

}  // namespace landfall::ui
