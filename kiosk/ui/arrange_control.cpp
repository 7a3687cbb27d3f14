#include "kiosk/ui/arrange_control.h"

#include <algorithm>

namespace landfall::ui {

void move(Placed& placed, int x, int y) {
    const auto shift = [&](Rect& rect) {
        rect.x += x;
        rect.y += y;
    };
    shift(placed.rect);
    if (!placed.icon.empty()) shift(placed.icon);
    for (auto& block : placed.texts) shift(block.rect);
}

TextBlock ControlMaker::line(const std::string& words, double size, bool bold, int width, Ink ink,
                             i18n::Align align) const {
    TextBlock block;
    block.layout = text_.layout(words, {language_, size, bold, width, align, 1.0});
    // The block is as wide as it was allowed to be: alignment happens inside it.
    block.rect = {0, 0, width, block.layout->height};
    block.ink = ink;
    return block;
}

TextBlock ControlMaker::line_in(const Control& control, const std::string& words, double size, bool bold, int width,
                                Ink ink, i18n::Align align) const {
    if (control.language.empty()) return line(words, size, bold, width, ink, align);
    TextBlock block;
    // A name in its own script, aligned with the screen and not with its own direction.
    auto measured = text_.layout(words, {control.language, size, bold, 0, i18n::Align::start, 1.0});
    block.layout = measured;
    block.rect = {0, 0, std::min(width, measured->width), measured->height};
    block.ink = ink;
    return block;
}

Placed ControlMaker::make(const Control& control, int width, int room) const {
    switch (control.role) {
        case Role::heading:
        case Role::text:
            return words_alone(control, width);
        case Role::note:
        case Role::warning:
            return tinted(control, width);
        case Role::choice:
        case Role::toggle:
            return card(control, width);
        case Role::row:
            return row(control, width);
        case Role::field:
            return field(control, width);
        case Role::code:
            return code(control, width, room);
        case Role::button:
            return button(control, width);
        case Role::picture:
            return picture(control);
        case Role::key:
            return key(control, {0, 0, width, theme_.px(Theme::key)});
    }
    return {};
}

Placed ControlMaker::words_alone(const Control& control, int width) const {
    const bool heading = control.role == Role::heading;
    Placed placed;
    placed.control = &control;
    placed.texts.push_back(line(control.text, heading ? theme_.heading() : theme_.body(), heading, width,
                                heading ? Ink::plain : Ink::soft));
    placed.rect = {0, 0, width, placed.texts.front().rect.height};
    return placed;
}

Placed ControlMaker::tinted(const Control& control, int width) const {
    const bool warns = control.role == Role::warning;
    const int padding = theme_.px(5 * std::clamp(theme_.tightness, 1.0, 1.4)), side = theme_.px(13);
    const int left = padding + side + theme_.px(4);
    Placed placed;
    placed.control = &control;
    placed.icon_ink = warns ? Ink::warn : control.primary ? Ink::good : Ink::accent;
    int y = padding;
    for (const auto& [words, bold] :
         {std::pair{&control.text, !control.detail.empty()}, std::pair{&control.detail, false}}) {
        if (words->empty()) continue;
        auto block = line(*words, theme_.body(), bold, width - left - padding, Ink::plain);
        block.rect.x = left;
        block.rect.y = y;
        y += block.rect.height;
        placed.texts.push_back(std::move(block));
    }
    placed.rect = {0, 0, width, std::max(y + padding, side + 2 * padding)};
    placed.icon = {padding, (placed.rect.height - side) / 2, side, side};
    if (y + padding < placed.rect.height)
        for (auto& block : placed.texts) block.rect.y += (placed.rect.height - y - padding) / 2;
    return placed;
}

Placed ControlMaker::card(const Control& control, int width) const {
    const double air = std::clamp(theme_.tightness, 1.0, 1.5);
    const int padding = theme_.px(6 * air), disc = control.icon.empty() ? 0 : theme_.px(17 * air);
    const int left = padding + (disc > 0 ? disc + theme_.px(5) : theme_.px(2));
    const int mark = control.wide || control.role == Role::toggle ? theme_.px(16) : theme_.px(3);
    const int room = width - left - padding - mark;
    Placed placed;
    placed.control = &control;
    auto name = line_in(control, control.text, theme_.label(), true, room, Ink::plain);
    std::vector<TextBlock> blocks{std::move(name)};
    if (!control.detail.empty()) blocks.push_back(line(control.detail, theme_.small(), false, room, Ink::soft));
    int height = 0;
    for (const auto& block : blocks) height += block.rect.height;
    const int least = theme_.px(Theme::target + 9 * std::min(theme_.tightness, 1.6));
    placed.rect = {0, 0, width, std::max(height + 2 * theme_.gap(5), std::max(least, disc + 2 * theme_.gap(4)))};
    int y = (placed.rect.height - height) / 2;
    for (auto& block : blocks) {
        block.rect.x = left;
        block.rect.y = y;
        y += block.rect.height;
    }
    placed.texts = std::move(blocks);
    if (disc > 0) placed.icon = {padding, (placed.rect.height - disc) / 2, disc, disc};
    placed.icon_ink = control.primary ? Ink::good : Ink::accent;
    return placed;
}

int ControlMaker::natural_card(const Control& control) const {
    const auto& language = control.language.empty() ? language_ : control.language;
    const auto name = text_.layout(control.text, {language, theme_.label(), true, 0, i18n::Align::start, 1.0});
    const auto detail = text_.layout(control.detail, {language_, theme_.small(), false, 0, i18n::Align::start, 1.0});
    const int sides = theme_.px(control.icon.empty() ? 19 : 50) + (control.role == Role::toggle ? theme_.px(16) : 0);
    return std::max({name->width, control.detail.empty() ? 0 : detail->width, theme_.px(Theme::target)}) + sides;
}

Placed ControlMaker::row(const Control& control, int width) const {
    const int padding = theme_.px(6), side = control.icon.empty() ? 0 : theme_.px(12);
    const int left = padding + (side > 0 ? side + theme_.px(5) : 0);
    const int end = control.touch ? theme_.px(14) : 0;
    const int room = width - left - padding - end;
    Placed placed;
    placed.control = &control;
    auto name = line(control.text, theme_.small(), false, room, Ink::soft);
    auto value = line(control.detail, theme_.body(), true, room, Ink::plain);
    const int height = name.rect.height + value.rect.height;
    placed.rect = {0, 0, width, std::max(height + 2 * theme_.gap(3), control.touch ? theme_.px(Theme::target) : 0)};
    name.rect.x = value.rect.x = left;
    name.rect.y = (placed.rect.height - height) / 2;
    value.rect.y = name.rect.bottom();
    placed.texts.push_back(std::move(name));
    placed.texts.push_back(std::move(value));
    if (side > 0) placed.icon = {padding, (placed.rect.height - side) / 2, side, side};
    return placed;
}

Placed ControlMaker::field(const Control& control, int width) const {
    const int padding = theme_.px(7);
    Placed placed;
    placed.control = &control;
    auto entered = text_.layout(control.text.empty() ? " " : control.text,
                                {"en", theme_.heading(), true, width - 2 * padding, i18n::Align::start, 1.0});
    TextBlock block{{padding, 0, width - 2 * padding, entered->height}, entered, Ink::plain};
    placed.rect = {0, 0, width, std::max(entered->height + 2 * theme_.gap(3.5), theme_.px(26))};
    block.rect.y = (placed.rect.height - entered->height) / 2;
    placed.texts.push_back(std::move(block));
    return placed;
}

Placed ControlMaker::code(const Control& control, int width, int room) const {
    Placed placed;
    placed.control = &control;
    const int most = std::min(width, theme_.px(165));
    const int side = std::clamp(room, theme_.px(70), most);
    placed.rect = {(width - side) / 2, 0, side, side};
    return placed;
}

Placed ControlMaker::button(const Control& control, int width) const {
    const int padding = theme_.px(6), side = control.icon.empty() ? 0 : theme_.px(11),
              between = side > 0 ? theme_.px(4) : 0;
    Placed placed;
    placed.control = &control;
    const auto ink = control.primary ? Ink::on_accent : Ink::accent;
    const int room = width - 2 * padding - side - between;
    auto natural = text_.layout(control.text, {language_, theme_.label(), true, 0, i18n::Align::start, 1.0});
    auto name = line(control.text, theme_.label(), true, std::min(room, natural->width + 2), ink);
    const int inner = side + between + name.rect.width;
    placed.rect = {
        0, 0, width,
        std::max(name.rect.height + 2 * theme_.gap(4), theme_.px(control.quiet ? Theme::target : Theme::action))};
    const int start = control.quiet ? 0 : (width - inner) / 2;
    placed.icon = side > 0 ? Rect{start, (placed.rect.height - side) / 2, side, side} : Rect{};
    placed.icon_ink = ink;
    name.rect.x = start + side + between;
    name.rect.y = (placed.rect.height - name.rect.height) / 2;
    placed.texts.push_back(std::move(name));
    return placed;
}

Placed ControlMaker::picture(const Control& control) const {
    const int side = theme_.px(std::clamp(30 * theme_.tightness, 16.0, 38.0));
    Placed placed;
    placed.control = &control;
    placed.rect = {0, 0, side, side};
    placed.icon = placed.rect.inset(side / 5);
    placed.icon_ink = Ink::accent;
    return placed;
}

Placed ControlMaker::bar_tile(const Control& control, int width) const {
    const int side = theme_.px(11);
    Placed placed;
    placed.control = &control;
    placed.icon = {(width - side) / 2, theme_.px(4), side, side};
    placed.icon_ink = Ink::quiet;
    // The bar's own words don't grow beyond what five of them leave room for; speech and size serve who needs more.
    auto name = line(control.text, theme_.px(8.7), true, width - theme_.px(3), Ink::quiet, i18n::Align::centre);
    name.rect.x = theme_.px(1.5);
    name.rect.y = placed.icon.bottom() + theme_.px(1.5);
    placed.rect = {0, 0, width, name.rect.bottom() + theme_.px(3)};
    placed.texts.push_back(std::move(name));
    return placed;
}

Placed ControlMaker::bar_line(const Control& control, int width) const {
    const int side = theme_.px(10), padding = theme_.px(4);
    Placed placed;
    placed.control = &control;
    auto name = line(control.text, theme_.px(8.7), true, width - side - 3 * padding, Ink::quiet);
    placed.rect = {0, 0, width, std::max(theme_.px(Theme::target), name.rect.height + theme_.px(4))};
    placed.icon = {padding, (placed.rect.height - side) / 2, side, side};
    placed.icon_ink = Ink::quiet;
    name.rect.x = padding + side + padding;
    name.rect.y = (placed.rect.height - name.rect.height) / 2;
    placed.texts.push_back(std::move(name));
    return placed;
}

Placed ControlMaker::key(const Control& control, Rect area) const {
    Placed placed;
    placed.control = &control;
    placed.rect = area;
    if (!control.icon.empty()) {
        const int side = std::min(area.height / 2, theme_.px(12));
        placed.icon = {area.x + (area.width - side) / 2, area.y + (area.height - side) / 2, side, side};
        placed.icon_ink = Ink::plain;
        return placed;
    }
    // Keys bear Latin letters in every language.
    auto letter = text_.layout(control.text, {"en", std::min(theme_.px(12.5) * 1.0, area.height * 0.6), true,
                                              area.width, i18n::Align::centre, 1.0});
    placed.texts.push_back(
        {{area.x, area.y + (area.height - letter->height) / 2, area.width, letter->height}, letter, Ink::plain});
    return placed;
}

int ControlMaker::width_of(const Control& control) const {
    const auto natural = text_.layout(control.text, {language_, theme_.label(), true, 0, i18n::Align::start, 1.0});
    return natural->width + 2 + 2 * theme_.px(6) + (control.icon.empty() ? 0 : theme_.px(15));
}

std::vector<Placed> ControlMaker::one_row(const std::vector<const Control*>& controls, int width, int between,
                                          bool alone) const {
    int natural = between * int(controls.size() - 1);
    for (const auto* control : controls) natural += width_of(*control);
    const int spare = std::max(0, width - natural);
    const auto primaries =
        std::count_if(controls.begin(), controls.end(), [](const Control* one) { return one->primary; });
    std::vector<Placed> row;
    int x = 0, height = 0;
    for (const auto* control : controls) {
        // A single "back" keeps its size; what is left goes to what most passengers want.
        const int share = primaries > 0                   ? (control->primary ? spare / int(primaries) : 0)
                          : alone && controls.size() == 1 ? spare / 8
                                                          : spare / int(controls.size());
        row.push_back(button(*control, width_of(*control) + share));
        move(row.back(), x, 0);
        x += row.back().rect.width + between;
        height = std::max(height, row.back().rect.height);
    }
    for (auto& one : row) stretch(one, height);
    return row;
}

std::vector<Placed> ControlMaker::action_row(const std::vector<const Control*>& controls, int width,
                                             int between) const {
    if (controls.empty()) return {};
    // In lines from the bottom up: the primary one last, the others above it, as many as fit side by side.
    std::vector<std::vector<const Control*>> lines(1);
    int used = 0;
    for (const auto* control : controls) {
        const int needed = width_of(*control);
        if (!lines.back().empty() && used + needed > width) {
            lines.emplace_back();
            used = 0;
        }
        lines.back().push_back(control);
        used += needed + between;
    }
    std::vector<Placed> placed;
    int y = 0;
    for (const auto& line : lines) {
        const bool too_wide = line.size() == 1 && width_of(*line.front()) > width;
        std::vector<Placed> row = one_row(line, width, between, lines.size() == 1);
        if (too_wide) row = {button(*line.front(), width)};
        int height = 0;
        for (auto& one : row) {
            height = std::max(height, one.rect.height);
            move(one, 0, y);
            placed.push_back(std::move(one));
        }
        y += height + theme_.gap(4);
    }
    return placed;
}

void ControlMaker::stretch(Placed& placed, int height) const {
    const int more = (height - placed.rect.height) / 2;
    placed.rect.height = height;
    if (!placed.icon.empty()) placed.icon.y += more;
    for (auto& block : placed.texts) block.rect.y += more;
}

}  // namespace landfall::ui
