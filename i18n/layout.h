#pragma once

/// Paragraphs in any script, measured and turned into glyph rectangles. Knows no GL: whoever draws uploads the atlas
/// pages.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace landfall::i18n {

enum class Align { start, centre, end };  ///< start is the right side in right-to-left languages

struct Style {
    std::string language;  ///< BCP 47; decides font, direction, line breaks and the variant of Han characters
    double size = 28;      ///< Units: pixels per em
    bool bold = false;
    int width = 0;  ///< Units: pixels at which lines break; 0: one line
    Align align = Align::start;
    double line_spacing = 1.0;
    bool operator==(const Style&) const = default;
};

/// One glyph: `x`, `y`, `width`, `height` in pixels from the paragraph's top left corner; `u`, `v` in the atlas page.
struct Quad {
    int x = 0, y = 0, width = 0, height = 0;
    int u = 0, v = 0;
    int page = 0;
};

struct TextLayout {
    std::vector<Quad> quads;
    int width = 0;  ///< of the longest line
    int height = 0;
    int lines = 0;
    int baseline = 0;  ///< of the first line
    int missing = 0;   ///< glyphs that no font has; a test holds this to 0
};

/// Coverage of glyphs, one byte a pixel. `dirty_*` spans rows not yet uploaded; the drawer resets it.
struct AtlasPage {
    static constexpr int side = 1024;
    std::vector<std::uint8_t> coverage = std::vector<std::uint8_t>(std::size_t(side) * side);
    int dirty_top = side, dirty_bottom = 0;
};

/// Threads: one; each thread that lays out text has its own engine.
class TextEngine {
public:
    TextEngine();
    ~TextEngine();
    TextEngine(const TextEngine&) = delete;
    TextEngine& operator=(const TextEngine&) = delete;

    /// Lays out `text`, from the cache when it was laid out before.
    /// Owner: the caller shares it; it stays good until `generation` changes.
    std::shared_ptr<const TextLayout> layout(const std::string& text, const Style& style);

    /// Finds and opens the fonts of `language`, so that its first text costs no stall.
    void warm(const std::string& language);

    std::vector<AtlasPage>& pages();
    /// Changes when the atlas was full and begun anew: every layout made before must be made again.
    unsigned generation() const;

    /// Forgets every text, as at the end of a visit. Glyphs stay: a letter says nothing of who wrote it.
    void forget();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace landfall::i18n
