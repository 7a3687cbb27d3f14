#include "kiosk/ui/painter.h"

#include <imgui.h>
#include <imgui/backends/imgui_impl_opengl3.h>

#include <algorithm>

#include "kiosk/ui/textures.h"

namespace landfall::ui {
namespace {

ImVec2 corner(const Rect& rect) { return {float(rect.x), float(rect.y)}; }
ImVec2 far_corner(const Rect& rect) { return {float(rect.right()), float(rect.bottom())}; }
ImTextureID id_of(GLuint texture) { return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture)); }

constexpr int quiet_zone = 4;  ///< ISO/IEC 18004: modules of white around a QR code

/// One painting of one screen.
class Brush {
public:
    Brush(const Arranged& arranged, Textures& textures, ImDrawList& list, const Painter::Emphasis& emphasis,
          const Rect& damage)
        : arranged_(arranged),
          theme_(arranged.theme),
          colours_(palette(arranged.theme.contrast)),
          textures_(textures),
          list_(list),
          emphasis_(emphasis),
          damage_(damage) {}

    void paint() {
        fill({0, 0, arranged_.size.width, arranged_.size.height}, colours_.ground, 0);
        paint_top();
        for (const auto& placed : arranged_.placed)
            if (!placed.in_dialog) paint(placed);
        if (arranged_.screen->dialog.empty()) return;
        fill({0, 0, arranged_.size.width, arranged_.size.height}, colours_.dim, 0);
        card(arranged_.dialog, colours_.card, colours_.edge, Theme::border);
        for (const auto& placed : arranged_.placed)
            if (placed.in_dialog) paint(placed);
    }

private:
    bool high() const { return theme_.contrast == Contrast::high; }

    void fill(const Rect& rect, Colour colour, double radius) {
        if (rect.empty() || !rect.overlaps(damage_)) return;
        list_.AddRectFilled(corner(rect), far_corner(rect), colour, float(theme_.px(radius)));
    }
    void disc(const Rect& rect, Colour colour) {
        if (rect.empty() || !rect.overlaps(damage_)) return;
        const float radius = float(rect.width) / 2;
        list_.AddCircleFilled({float(rect.x) + radius, float(rect.y) + radius}, radius, colour);
    }
    void outline(const Rect& rect, Colour colour, double radius, double width) {
        if (rect.empty() || !rect.overlaps(damage_)) return;
        const int thick = std::max(1, theme_.px(width));
        list_.AddRect(corner(rect.inset(thick / 2)), far_corner(rect.inset(thick / 2)), colour,
                      float(theme_.px(radius)), 0, float(thick));
    }
    void card(const Rect& rect, Colour colour, Colour edge, double border) {
        if (colours_.shadow != 0)
            for (int layer = 3; layer >= 1; --layer) {
                auto below = rect.inset(-theme_.px(0.35 * layer));
                below.y += theme_.px(0.9);
                fill(below, (colours_.shadow & 0x00FFFFFFu) | 0x0E000000u, Theme::radius + 0.35 * layer);
            }
        fill(rect, colour, Theme::radius);
        outline(rect, edge, Theme::radius, border);
    }

    Colour colour_of(Ink ink) const {
        switch (ink) {
            case Ink::plain:
                return colours_.ink;
            case Ink::soft:
                return colours_.ink_soft;
            case Ink::on_bar:
                return colours_.bar_ink;
            case Ink::on_accent:
                return colours_.accent_ink;
            case Ink::quiet:
                return colours_.quiet_ink;
            case Ink::good:
                return colours_.good;
            case Ink::warn:
                return colours_.warn;
            case Ink::accent:
                return high() ? colours_.ink : colours_.accent;
        }
        return colours_.ink;
    }

    void text(const TextBlock& block, Colour colour) {
        if (!block.layout || !block.rect.inset(-block.rect.height / 3).overlaps(damage_)) return;
        constexpr float side = float(i18n::AtlasPage::side);
        int page = -1;
        for (const auto& quad : block.layout->quads) {
            if (quad.page != page) {  // a paragraph's glyphs mostly lie on one page
                if (page >= 0) list_.PopTextureID();
                list_.PushTextureID(id_of(textures_.page(page = quad.page)));
            }
            const float x = float(block.rect.x + quad.x), y = float(block.rect.y + quad.y);
            list_.PrimReserve(6, 4);
            list_.PrimRectUV({x, y}, {x + float(quad.width), y + float(quad.height)},
                             {float(quad.u) / side, float(quad.v) / side},
                             {float(quad.u + quad.width) / side, float(quad.v + quad.height) / side}, colour);
        }
        if (page >= 0) list_.PopTextureID();
    }

    void icon(const std::string& name, const Rect& rect, Colour colour) {
        const auto* piece = textures_.icon(name);
        if (piece == nullptr || rect.empty() || !rect.overlaps(damage_)) return;
        // Arrows and exits point the way one reads; everything else is the same in every direction.
        const bool turned =
            arranged_.screen->right_to_left && (name == "back" || name == "next" || name == "leave" || name == "erase");
        list_.AddImage(id_of(piece->texture), corner(rect), far_corner(rect),
                       {turned ? piece->u1 : piece->u0, piece->v0}, {turned ? piece->u0 : piece->u1, piece->v1},
                       colour);
    }

    void paint_top() {
        if (arranged_.top.empty()) return;
        fill(arranged_.top, colours_.bar, 0);
        if (high())
            fill({0, arranged_.top.bottom() - theme_.px(1), arranged_.top.width, theme_.px(1)}, colours_.edge, 0);
        const int side = theme_.px(12), left = theme_.px(Theme::margin);
        const int x = arranged_.screen->right_to_left ? arranged_.size.width - left - side : left;
        icon("plane", {x, (arranged_.top.height - side) / 2, side, side}, colours_.bar_ink);
        paint_steps();
        for (const auto& block : arranged_.title) text(block, colour_of(block.ink));
    }

    void paint_steps() {
        const auto& marks = arranged_.step_marks;
        const bool on_bar = arranged_.steps.y == 0;
        const auto line = on_bar ? colours_.bar_ink : colours_.edge;
        for (std::size_t index = 0; index < marks.size(); ++index) {
            const auto& step = arranged_.screen->steps[index];
            const auto& mark = marks[index];
            if (index + 1 < marks.size()) {
                const auto& next = marks[index + 1];
                const int from = std::min(mark.right(), next.right()) + theme_.px(3),
                          to = std::max(mark.x, next.x) - theme_.px(3);
                fill({from, mark.y + mark.height / 2 - theme_.px(0.6), to - from, theme_.px(1.2)},
                     step.done && !on_bar ? colours_.good : line, 0);
            }
            const bool lit = step.done || step.current;
            const auto ground = on_bar         ? (lit ? colours_.bar_ink : colours_.bar)
                                : step.done    ? colours_.good
                                : step.current ? colours_.accent
                                               : colours_.quiet;
            fill(mark, ground, 7);
            if (!lit || high()) outline(mark, line, 7, Theme::border);
            const auto ink = on_bar ? (lit ? colours_.bar : colours_.bar_ink)
                             : lit  ? (high() ? rgb(0x000000) : rgb(0xFFFFFF))
                                    : colours_.quiet_ink;
            if (step.done)
                icon("check", mark.inset(mark.width / 5), ink);
            else
                fill(mark.inset(mark.width * 2 / 5), ink, 2);
        }
    }

    void paint(const Placed& placed) {
        if (!placed.rect.inset(-theme_.px(3)).overlaps(damage_)) return;
        const auto& control = *placed.control;
        if (control.zone == Zone::bar) return paint_bar(placed);
        switch (control.role) {
            case Role::heading:
            case Role::text:
                return words(placed);
            case Role::note:
            case Role::warning:
                return paint_tinted(placed);
            case Role::choice:
            case Role::toggle:
                return paint_choice(placed);
            case Role::row:
                return paint_row(placed);
            case Role::field:
                return paint_field(placed);
            case Role::button:
                return paint_button(placed);
            case Role::key:
                return paint_key(placed);
            case Role::code:
                return paint_code(placed);
            case Role::picture:
                return paint_picture(placed);
        }
    }

    bool pressed(const Placed& placed) const { return placed.control->id == emphasis_.pressed; }
    void focus(const Placed& placed) {
        if (placed.control->id == emphasis_.focused)
            outline(placed.rect.inset(-theme_.px(1.5)), colours_.focus, Theme::radius + 1.5, 2);
    }
    void words(const Placed& placed) {
        for (const auto& block : placed.texts) text(block, colour_of(block.ink));
    }

    void paint_bar(const Placed& placed) {
        fill(placed.rect, pressed(placed) ? colours_.accent_soft : colours_.quiet, Theme::radius);
        if (high()) outline(placed.rect, colours_.edge, Theme::radius, pressed(placed) ? 2 : Theme::border);
        icon(placed.control->icon, placed.icon, colour_of(placed.icon_ink));
        words(placed);
        focus(placed);
    }

    void paint_tinted(const Placed& placed) {
        const bool warns = placed.control->role == Role::warning;
        fill(placed.rect,
             warns                     ? colours_.warn_soft
             : placed.control->primary ? colours_.good_soft
                                       : colours_.accent_soft,
             Theme::radius);
        if (high()) outline(placed.rect, colours_.edge, Theme::radius, Theme::border);
        icon(placed.control->icon, placed.icon, high() ? colours_.ink : colour_of(placed.icon_ink));
        for (const auto& block : placed.texts)
            text(block, high() ? colours_.ink : warns ? colours_.warn_ink : colours_.ink);
    }

    void paint_choice(const Placed& placed) {
        const auto& control = *placed.control;
        const bool lit = control.chosen || pressed(placed);
        // In high contrast what is chosen is white with black words; otherwise tinted, and marked in both.
        const bool inverse = high() && lit;
        card(placed.rect,
             inverse ? colours_.accent
             : lit   ? colours_.accent_soft
                     : colours_.card,
             lit ? colours_.accent : colours_.edge, lit ? 1.4 : Theme::border);
        const auto ink = inverse ? colours_.accent_ink : colours_.ink;
        if (!placed.icon.empty()) {
            if (!high()) disc(placed.icon, control.primary ? colours_.good_soft : colours_.quiet);
            icon(control.icon, placed.icon.inset(placed.icon.width / 5), high() ? ink : colour_of(placed.icon_ink));
        }
        for (const auto& block : placed.texts) text(block, inverse ? colours_.accent_ink : colour_of(block.ink));
        if (control.wide || control.role == Role::toggle) mark(placed, inverse);
        focus(placed);
    }

    /// A ring or box at the end of a choice, so that colour is not the only sign.
    void mark(const Placed& placed, bool inverse) {
        const auto& control = *placed.control;
        const int side = theme_.px(10);
        const int x =
            arranged_.screen->right_to_left ? placed.rect.x + theme_.px(6) : placed.rect.right() - theme_.px(6) - side;
        const Rect box{x, placed.rect.y + (placed.rect.height - side) / 2, side, side};
        const double radius = control.role == Role::toggle ? 2 : 5;
        const auto ink = inverse ? colours_.accent_ink : high() ? colours_.ink : colours_.accent;
        outline(box, ink, radius, 0.9);
        if (!control.chosen) return;
        if (control.role == Role::toggle) {
            fill(box, ink, radius);
            icon("check", box.inset(side / 8), inverse ? colours_.accent : colours_.accent_ink);
        } else {
            fill(box.inset(side / 4), ink, radius / 2);
        }
    }

    void paint_row(const Placed& placed) {
        card(placed.rect, pressed(placed) ? colours_.accent_soft : colours_.card, colours_.edge, Theme::border);
        icon(placed.control->icon, placed.icon, colour_of(Ink::accent));
        const bool inverse = high() && pressed(placed);
        for (const auto& block : placed.texts) text(block, inverse ? colours_.accent_ink : colour_of(block.ink));
        if (placed.control->touch && placed.control->icon != "minus") {
            const int side = theme_.px(9);
            const int x = arranged_.screen->right_to_left ? placed.rect.x + theme_.px(5)
                                                          : placed.rect.right() - theme_.px(5) - side;
            icon("edit", {x, placed.rect.y + (placed.rect.height - side) / 2, side, side},
                 inverse ? colours_.accent_ink : colour_of(Ink::accent));
        }
        focus(placed);
    }

    void paint_field(const Placed& placed) {
        card(placed.rect, colours_.card, colours_.accent, 1.4);
        words(placed);
        if (placed.texts.empty()) return;
        const auto& entered = placed.texts.front();
        const int width = placed.control->text.empty() ? 0 : entered.layout->width;
        const Rect cursor{entered.rect.x + width + theme_.px(1.5), entered.rect.y + entered.rect.height / 8,
                          theme_.px(1), entered.rect.height * 6 / 8};
        fill(cursor, high() ? colours_.ink : colours_.accent, 0);
    }

    void paint_button(const Placed& placed) {
        const auto& control = *placed.control;
        const bool bare = control.quiet && !control.primary && control.zone == Zone::body;
        if (!bare) {
            const auto ground = control.primary ? colours_.accent : colours_.card;
            card(placed.rect, pressed(placed) && !control.primary ? colours_.accent_soft : ground,
                 control.primary ? colours_.accent : colours_.edge, 1);
            if (pressed(placed) && control.primary)
                outline(placed.rect.inset(theme_.px(2)), colours_.accent_ink, Theme::radius - 2, 1);
        }
        icon(control.icon, placed.icon, colour_of(placed.icon_ink));
        words(placed);
        focus(placed);
    }

    void paint_key(const Placed& placed) {
        const bool lit = pressed(placed);
        card(placed.rect,
             lit                     ? colours_.accent_soft
             : placed.control->quiet ? colours_.quiet
                                     : colours_.card,
             colours_.edge, Theme::border);
        const bool inverse = high() && lit;
        icon(placed.control->icon, placed.icon, inverse ? colours_.accent_ink : colours_.ink);
        for (const auto& block : placed.texts) text(block, inverse ? colours_.accent_ink : colours_.ink);
        focus(placed);
    }

    /// Dark on white in every theme, each module a whole number of pixels.
    void paint_code(const Placed& placed) {
        fill(placed.rect, rgb(0xFFFFFF), Theme::radius);
        outline(placed.rect, colours_.edge, Theme::radius, Theme::border);
        const auto& code = placed.control->code;
        if (!code || code->side == 0) return;
        const int module = placed.rect.width / (code->side + 2 * quiet_zone);
        const int left = placed.rect.x + (placed.rect.width - module * code->side) / 2;
        const int top = placed.rect.y + (placed.rect.height - module * code->side) / 2;
        const auto flags = list_.Flags;
        list_.Flags = ImDrawListFlags_None;  // sharp edges
        for (int row = 0; row < code->side; ++row)
            for (int column = 0; column < code->side; ++column) {
                int run = 0;
                while (column + run < code->side && code->dark(column + run, row)) ++run;
                if (run > 0) fill({left + column * module, top + row * module, run * module, module}, rgb(0x000000), 0);
                column += run;
            }
        list_.Flags = flags;
    }

    void paint_picture(const Placed& placed) {
        if (placed.control->zone != Zone::hero) {
            if (!high()) disc(placed.rect, colours_.accent_soft);
            if (high()) outline(placed.rect, colours_.edge, 20, Theme::border);
            return icon(placed.control->icon, placed.icon, high() ? colours_.ink : colours_.accent);
        }
        const auto* piece = textures_.picture(placed.control->icon);
        if (piece == nullptr) return;
        // Fills its place and is cut at the sides, or above and below.
        const float wide = float(placed.rect.width) / float(piece->width),
                    high_scale = float(placed.rect.height) / float(piece->height);
        const float scale = std::max(wide, high_scale);
        const float u = float(placed.rect.width) / scale / float(piece->width),
                    v = float(placed.rect.height) / scale / float(piece->height);
        const bool framed = placed.rect.width < arranged_.size.width;
        list_.AddImageRounded(id_of(piece->texture), corner(placed.rect), far_corner(placed.rect),
                              {0.5f - u / 2, 0.5f - v / 2}, {0.5f + u / 2, 0.5f + v / 2}, rgb(0xFFFFFF),
                              framed ? float(theme_.px(Theme::radius)) : 0.0f);
    }

    const Arranged& arranged_;
    const Theme& theme_;
    const Palette colours_;
    Textures& textures_;
    ImDrawList& list_;
    const Painter::Emphasis& emphasis_;
    const Rect& damage_;
};

}  // namespace

struct Painter::Inside {
    explicit Inside(i18n::TextEngine& engine) : text(engine) {}
    ~Inside() {
        if (drawing) ImGui_ImplOpenGL3_Shutdown();
        if (context != nullptr) ImGui::DestroyContext(context);
    }
    i18n::TextEngine& text;
    Textures textures;
    ImGuiContext* context = nullptr;
    bool drawing = false;
};

Painter::Painter(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Painter::~Painter() = default;

Result<std::unique_ptr<Painter>> Painter::make(const std::filesystem::path& data, i18n::TextEngine& text) {
    auto inside = std::make_unique<Inside>(text);
    inside->context = ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    inside->drawing = ImGui_ImplOpenGL3_Init();
    if (!inside->drawing) return Failure{"ImGui can't draw with this OpenGL"};
    if (const auto loaded = inside->textures.load(data); !loaded) return Failure{loaded.error()};
    return std::unique_ptr<Painter>(new Painter(std::move(inside)));
}

void Painter::paint(const Arranged& arranged, const Rect& damage, const Emphasis& emphasis) {
    inside_->textures.upload(inside_->text.pages());
    ImGui::SetCurrentContext(inside_->context);
    auto& io = ImGui::GetIO();
    io.DisplaySize = {float(arranged.size.width), float(arranged.size.height)};
    io.DeltaTime = 1.0f / 60;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    auto* list = ImGui::GetBackgroundDrawList();
    list->PushClipRect(corner(damage), far_corner(damage));
    Brush(arranged, inside_->textures, *list, emphasis, damage).paint();
    list->PopClipRect();
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace landfall::ui
