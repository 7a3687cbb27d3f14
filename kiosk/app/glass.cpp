#include "kiosk/app/glass.h"

namespace landfall::app {

Result<std::unique_ptr<Glass>> Glass::open(const ui::WindowSettings& settings, double pixels_per_mm,
                                           const std::filesystem::path& data) {
    auto window = ui::Window::open(settings);
    if (!window) return Failure{window.error()};
    std::unique_ptr<Glass> glass(new Glass(std::move(*window), pixels_per_mm));
    auto painter = ui::Painter::make(data, glass->text_);
    if (!painter) return Failure{painter.error()};
    glass->painter_ = std::move(*painter);
    return glass;
}

void Glass::show(ui::Screen screen) {
    if (arranged_.screen && arranged_.screen->id != screen.id) emphasis_ = {};
    auto next = ui::arrange(std::move(screen), text_, window_->size(), pixels_per_mm_);
    // The atlas was full and begun anew while texts were laid out: the first of them lie in the old one.
    if (next.generation != text_.generation()) next = ui::arrange(*next.screen, text_, window_->size(), pixels_per_mm_);
    const auto damaged = ui::damage(arranged_, next);
    arranged_ = std::move(next);
    draw(damaged);
}

void Glass::draw(const ui::Rect& damage) {
    if (damage.empty()) return;
    window_->begin();
    painter_->paint(arranged_, damage, emphasis_);
    window_->show(damage);
}

void Glass::show_again() { draw({0, 0, arranged_.size.width, arranged_.size.height}); }

void Glass::forget() { text_.forget(); }

void Glass::emphasise(ui::Painter::Emphasis emphasis) {
    if (emphasis == emphasis_) return;
    ui::Rect changed;
    const int ring = arranged_.theme.px(4);
    for (const auto& id : {emphasis_.pressed, emphasis_.focused, emphasis.pressed, emphasis.focused})
        if (const auto* placed = arranged_.find(id)) changed = changed.united(placed->rect.inset(-ring));
    emphasis_ = std::move(emphasis);
    draw(changed);
}

std::optional<Happening> Glass::touch(const ui::Touch& touch) {
    const auto* under = arranged_.at(touch.x, touch.y);
    const auto id = under != nullptr ? under->control->id : std::string();
    switch (touch.phase) {
        case ui::Touch::Phase::began:
            emphasise({id, {}});
            return std::nullopt;
        case ui::Touch::Phase::moved:
            if (id != emphasis_.pressed) emphasise({{}, emphasis_.focused});
            return std::nullopt;
        case ui::Touch::Phase::ended:
            break;
    }
    const bool counts = under != nullptr && id == emphasis_.pressed;
    auto happening = counts ? under->control->touch : std::nullopt;
    emphasise({});
    return happening;
}

std::optional<Happening> Glass::press(ui::KeypadKey key) {
    switch (key) {
        case ui::KeypadKey::previous:
            move_focus(-1);
            return std::nullopt;
        case ui::KeypadKey::next:
            move_focus(1);
            return std::nullopt;
        case ui::KeypadKey::help:
            return HelpOpened{};
        case ui::KeypadKey::select:
            break;
    }
    const auto* placed = arranged_.find(emphasis_.focused);
    return placed != nullptr ? placed->control->touch : std::nullopt;
}

void Glass::move_focus(int by) {
    std::vector<const ui::Placed*> order;
    const bool dialog = !arranged_.screen->dialog.empty();
    for (const auto& placed : arranged_.placed)
        if (placed.control->touch && placed.in_dialog == dialog) order.push_back(&placed);
    if (order.empty()) return;
    int at = by > 0 ? -1 : 0;
    for (std::size_t index = 0; index < order.size(); ++index)
        if (order[index]->control->id == emphasis_.focused) at = int(index);
    const int count = int(order.size());
    emphasise({{}, order[std::size_t((at + by + count) % count)]->control->id});
}

}  // namespace landfall::app
