#pragma once

/// Draws an arranged screen through ImDrawList. ImGui's own text and widgets are never used for passengers.

#include <filesystem>
#include <memory>
#include <string>

#include "kiosk/base/result.h"
#include "kiosk/ui/arrange.h"

namespace landfall::ui {

/// Threads: the one of the OpenGL context, which must be current.
/// Owner:   the text engine outlives the painter.
class Painter {
public:
    /// `data` holds icons/*.png and pictures/*.png.
    /// Errors: a sentence with the path of what is missing.
    static Result<std::unique_ptr<Painter>> make(const std::filesystem::path& data, i18n::TextEngine& text);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    /// What is under a finger or focused, by id; empty: nothing.
    struct Emphasis {
        std::string pressed, focused;
        bool operator==(const Emphasis&) const = default;
    };

    /// Draws what lies in `damage` into the current framebuffer; everything else stays as it was.
    void paint(const Arranged& arranged, const Rect& damage, const Emphasis& emphasis);

private:
    struct Inside;
    explicit Painter(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace landfall::ui
