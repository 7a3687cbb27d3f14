#include "kiosk/ui/textures.h"

#include <stb_image.h>

#include <memory>

namespace landfall::ui {
namespace {

constexpr int icon_side = 128;     ///< as rasterised by CMake
constexpr int icons_in_a_row = 8;  ///< 64 icons in one texture of 1024 x 1024

struct Freed {
    void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};
using Pixels = std::unique_ptr<stbi_uc, Freed>;

}  // namespace

GLuint Textures::make_coverage(int side, const std::vector<std::uint8_t>& coverage, bool smaller_too) {
    GLuint texture = 0;
    gl_.GenTextures(1, &texture);
    gl_.BindTexture(GL_TEXTURE_2D, texture);
    gl_.PixelStorei(GL_UNPACK_ALIGNMENT, 1);
    gl_.TexImage2D(GL_TEXTURE_2D, 0, GL_R8, side, side, 0, GL_RED, GL_UNSIGNED_BYTE, coverage.data());
    // One byte a pixel is coverage: white in that strength, for ImGui's shader to colour.
    gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_R, GL_ONE);
    gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_G, GL_ONE);
    gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_B, GL_ONE);
    gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_A, GL_RED);
    gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, smaller_too ? GL_LINEAR : GL_NEAREST);
    gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, smaller_too ? GL_LINEAR_MIPMAP_LINEAR : GL_NEAREST);
    if (smaller_too) gl_.GenerateMipmap(GL_TEXTURE_2D);
    return texture;
}

Result<Done> Textures::load(const std::filesystem::path& data) {
    data_ = data;
    if (!gl_.load()) return Failure{"OpenGL lacks a function"};
    constexpr int side = icon_side * icons_in_a_row;
    std::vector<std::uint8_t> coverage(std::size_t(side) * side);
    std::vector<std::pair<std::string, int>> found;
    std::error_code failure;
    for (const auto& file : std::filesystem::directory_iterator(data / "icons", failure)) {
        int width = 0, height = 0, channels = 0;
        const Pixels pixels(stbi_load(file.path().c_str(), &width, &height, &channels, 4));
        if (file.path().extension() != ".png") continue;
        if (!pixels || width != icon_side || height != icon_side) return Failure{file.path().string() + ": is no icon"};
        const int number = int(found.size());
        if (number == icons_in_a_row * icons_in_a_row) return Failure{data.string() + "/icons: too many"};
        const int left = number % icons_in_a_row * icon_side, top = number / icons_in_a_row * icon_side;
        for (int y = 0; y < icon_side; ++y)
            for (int x = 0; x < icon_side; ++x)
                coverage[std::size_t(top + y) * side + std::size_t(left + x)] =
                    pixels.get()[(y * icon_side + x) * 4 + 3];
        found.emplace_back(file.path().stem().string(), number);
    }
    if (found.empty()) return Failure{data.string() + "/icons: holds no icon"};
    const auto texture = make_coverage(side, coverage, true);
    for (const auto& [name, number] : found) {
        const float u = float(number % icons_in_a_row) / icons_in_a_row,
                    v = float(number / icons_in_a_row) / icons_in_a_row;
        icons_[name] = {texture, u, v, u + 1.0f / icons_in_a_row, v + 1.0f / icons_in_a_row, icon_side, icon_side};
    }
    return Done{};
}

void Textures::upload(std::vector<i18n::AtlasPage>& pages) {
    for (std::size_t number = 0; number < pages.size(); ++number) {
        auto& page = pages[number];
        if (number >= pages_.size()) {
            pages_.push_back(make_coverage(i18n::AtlasPage::side, page.coverage, false));
        } else if (page.dirty_top < page.dirty_bottom) {
            gl_.BindTexture(GL_TEXTURE_2D, pages_[number]);
            gl_.PixelStorei(GL_UNPACK_ALIGNMENT, 1);
            gl_.TexSubImage2D(GL_TEXTURE_2D, 0, 0, page.dirty_top, i18n::AtlasPage::side,
                              page.dirty_bottom - page.dirty_top, GL_RED, GL_UNSIGNED_BYTE,
                              &page.coverage[std::size_t(page.dirty_top) * i18n::AtlasPage::side]);
        }
        page.dirty_top = i18n::AtlasPage::side;
        page.dirty_bottom = 0;
    }
}

const Piece* Textures::icon(const std::string& name) const {
    const auto found = icons_.find(name);
    return found == icons_.end() ? nullptr : &found->second;
}

const Piece* Textures::picture(const std::string& name) {
    const auto found = pictures_.find(name);
    if (found != pictures_.end()) return found->second.texture != 0 ? &found->second : nullptr;
    auto& piece = pictures_[name];
    int channels = 0;
    const auto file = data_ / "pictures" / (name + ".png");
    const Pixels pixels(stbi_load(file.c_str(), &piece.width, &piece.height, &channels, 4));
    if (!pixels) return nullptr;
    gl_.GenTextures(1, &piece.texture);
    gl_.BindTexture(GL_TEXTURE_2D, piece.texture);
    gl_.PixelStorei(GL_UNPACK_ALIGNMENT, 1);
    gl_.TexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, piece.width, piece.height, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.get());
    gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    gl_.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    return &piece;
}

}  // namespace landfall::ui
