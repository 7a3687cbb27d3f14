#pragma once

/// Glyphs, icons and illustrations as OpenGL textures. Private to ui.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "i18n/layout.h"
#include "kiosk/base/result.h"
#include "kiosk/ui/gl.h"

namespace landfall::ui {

/// A part of a texture, in its own coordinates from 0 to 1.
struct Piece {
    GLuint texture = 0;
    float u0 = 0, v0 = 0, u1 = 1, v1 = 1;
    int width = 0, height = 0;
};

/// Threads: the one of the OpenGL context.
class Textures {
public:
    /// Errors: a sentence with the path.
    Result<Done> load(const std::filesystem::path& data);

    /// Sends the rows of the atlas that have changed.
    void upload(std::vector<i18n::AtlasPage>& pages);
    GLuint page(int number) const { return pages_[std::size_t(number)]; }

    /// nullptr: there is no such icon.
    const Piece* icon(const std::string& name) const;
    /// An illustration, read when it is first shown. nullptr: there is none of that name.
    const Piece* picture(const std::string& name);

private:
    GLuint make_coverage(int side, const std::vector<std::uint8_t>& coverage, bool smaller_too);

    Gl gl_;
    std::filesystem::path data_;
    std::vector<GLuint> pages_;
    std::map<std::string, Piece> icons_;
    std::map<std::string, Piece> pictures_;
};

}  // namespace landfall::ui
