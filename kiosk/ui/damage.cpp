// What changed between two screens.

#include "kiosk/ui/arrange.h"

namespace landfall::ui {
namespace {

bool looks_the_same(const Placed& before, const Placed& after) {
    const auto &one = *before.control, &other = *after.control;
    return one.id == other.id && before.rect == after.rect && one.text == other.text && one.detail == other.detail &&
           one.icon == other.icon && one.chosen == other.chosen && one.primary == other.primary &&
           one.code == other.code && before.icon == after.icon;
}

}  // namespace

Rect damage(const Arranged& before, const Arranged& after) {
    const Rect whole{0, 0, after.size.width, after.size.height};
    if (!before.screen || before.screen->id != after.screen->id || before.screen->language != after.screen->language ||
        before.screen->contrast != after.screen->contrast || before.screen->size != after.screen->size ||
        before.screen->title != after.screen->title || before.dialog != after.dialog || before.keys != after.keys ||
        before.size != after.size || before.generation != after.generation ||
        before.placed.size() != after.placed.size())
        return whole;
    Rect changed;
    for (std::size_t index = 0; index < after.placed.size(); ++index)
        if (!looks_the_same(before.placed[index], after.placed[index]))
            changed = changed.united(before.placed[index].rect).united(after.placed[index].rect);
    if (changed.empty()) return changed;
    const int shadow = after.theme.px(3);
    return changed.inset(-shadow);
}

}  // namespace landfall::ui
