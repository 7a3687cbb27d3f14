#include "i18n/layout.h"

#include <freetype/freetype.h>
#include <freetype/ftoutln.h>
#include <pango/pangofc-font.h>
#include <pango/pangoft2.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <optional>
#include <unordered_map>

#include "i18n/typeface.h"

namespace landfall::i18n {
namespace {

constexpr std::size_t most_pages = 8;      ///< 8 MiB: every glyph of a dozen visits in different scripts
constexpr std::size_t most_layouts = 600;  ///< several screens; then the cache begins anew
constexpr int quarters = 4;                ///< glyphs stand at quarters of a pixel

struct GlyphKey {
    PangoFont* font;
    PangoGlyph glyph;
    int quarter;
    bool operator==(const GlyphKey&) const = default;
};
struct GlyphHash {
    std::size_t operator()(const GlyphKey& key) const {
        return std::hash<const void*>()(key.font) * 31 + std::size_t(key.glyph) * quarters + std::size_t(key.quarter);
    }
};

/// The FreeType face behind a Pango font. Pango would rather have HarfBuzz draw, which has no rasteriser: so the
/// deprecation is passed over here and nowhere else.
class LockedFace {
public:
    G_GNUC_BEGIN_IGNORE_DEPRECATIONS
    explicit LockedFace(PangoFont* font) : font_(PANGO_FC_FONT(font)), face_(pango_fc_font_lock_face(font_)) {}
    ~LockedFace() { pango_fc_font_unlock_face(font_); }
    G_GNUC_END_IGNORE_DEPRECATIONS
    LockedFace(const LockedFace&) = delete;
    LockedFace& operator=(const LockedFace&) = delete;
    FT_Face get() const { return face_; }

private:
    PangoFcFont* font_;
    FT_Face face_;
};

/// Where a glyph lies in the atlas, and how far its bitmap is from the pen.
struct Glyph {
    int page = 0, u = 0, v = 0, width = 0, height = 0;
    int left = 0, top = 0;
};

/// Glyph bitmaps on shelves, page after page.
class Atlas {
public:
    std::vector<AtlasPage> pages = std::vector<AtlasPage>(1);

    /// Errors: empty when all pages are full.
    std::optional<Glyph> add(const FT_Bitmap& bitmap) {
        Glyph glyph;
        glyph.width = int(bitmap.width);
        glyph.height = int(bitmap.rows);
        if (glyph.width == 0 || glyph.height == 0) return glyph;
        if (!make_room(glyph.width, glyph.height)) return std::nullopt;
        auto& page = pages.back();
        for (int row = 0; row < glyph.height; ++row)
            std::memcpy(&page.coverage[std::size_t(y_ + row) * AtlasPage::side + std::size_t(x_)],
                        bitmap.buffer + std::ptrdiff_t(row) * bitmap.pitch, bitmap.width);
        page.dirty_top = std::min(page.dirty_top, y_);
        page.dirty_bottom = std::max(page.dirty_bottom, y_ + glyph.height);
        glyph.page = int(pages.size()) - 1;
        glyph.u = x_;
        glyph.v = y_;
        x_ += glyph.width + gap;
        shelf_ = std::max(shelf_, glyph.height);
        return glyph;
    }
    void clear() {
        pages.assign(1, {});
        x_ = y_ = gap;
        shelf_ = 0;
    }

private:
    static constexpr int gap = 1;

    bool make_room(int width, int height) {
        if (width + 2 * gap > AtlasPage::side || height + 2 * gap > AtlasPage::side) return false;
        if (x_ + width + gap > AtlasPage::side) {
            x_ = gap;
            y_ += shelf_ + gap;
            shelf_ = 0;
        }
        if (y_ + height + gap <= AtlasPage::side) return true;
        if (pages.size() == most_pages) return false;
        pages.emplace_back();
        x_ = y_ = gap;
        shelf_ = 0;
        return true;
    }

    int x_ = gap, y_ = gap, shelf_ = 0;
};

std::string cache_key(const std::string& text, const Style& style) {
    std::string key = style.language;
    key.append("\n").append(std::to_string(std::lround(style.size * 64))).append(style.bold ? "b" : "r");
    key.append(std::to_string(style.width)).append("/").append(std::to_string(int(style.align)));
    key.append("/").append(std::to_string(std::lround(style.line_spacing * 100))).append("\n").append(text);
    return key;
}

}  // namespace

struct TextEngine::Inside {
    std::unique_ptr<PangoFontMap, Unref> fonts{pango_ft2_font_map_new()};
    std::unique_ptr<PangoContext, Unref> context;
    Atlas atlas;
    std::unordered_map<GlyphKey, Glyph, GlyphHash> glyphs;
    std::vector<std::unique_ptr<PangoFont, Unref>> held;  ///< a font that is a key must outlive it
    std::unordered_map<PangoFont*, bool> holding;
    std::unordered_map<std::string, std::shared_ptr<const TextLayout>> layouts;
    unsigned generation = 0;

    void start_anew() {
        ++generation;
        atlas.clear();
        glyphs.clear();
        layouts.clear();
    }

    void hold(PangoFont* font) {
        if (!holding.emplace(font, true).second) return;
        g_object_ref(font);
        held.emplace_back(font);
    }

    /// Errors: empty when the atlas is full.
    const Glyph* glyph(PangoFont* font, FT_Face face, PangoGlyph index, int quarter) {
        const GlyphKey key{font, index, quarter};
        if (const auto found = glyphs.find(key); found != glyphs.end()) return &found->second;
        Glyph drawn;
        if (FT_Load_Glyph(face, index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) == 0) {
            if (face->glyph->format == FT_GLYPH_FORMAT_OUTLINE)
                FT_Outline_Translate(&face->glyph->outline, quarter * (64 / quarters), 0);
            if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) == 0) {
                const auto placed = atlas.add(face->glyph->bitmap);
                if (!placed) return nullptr;
                drawn = *placed;
                drawn.left = face->glyph->bitmap_left;
                drawn.top = face->glyph->bitmap_top;
            }
        }
        hold(font);
        return &glyphs.emplace(key, drawn).first->second;
    }

    /// One run of glyphs of one font. Errors: false when the atlas is full.
    bool add_run(PangoLayoutRun* run, int x, int baseline, TextLayout& into) {
        auto* font = run->item->analysis.font;
        const LockedFace face(font);
        bool placed = true;
        for (int index = 0; index < run->glyphs->num_glyphs && placed; ++index) {
            const auto& info = run->glyphs->glyphs[index];
            if (info.glyph != PANGO_GLYPH_EMPTY && (info.glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) {
                const double at = std::floor(double(x + info.geometry.x_offset) / PANGO_SCALE * quarters + 0.5);
                const int pixel = int(std::floor(at / quarters));
                const auto* drawn = glyph(font, face.get(), info.glyph, int(at) - pixel * quarters);
                const int y = int(std::lround(double(baseline + info.geometry.y_offset) / PANGO_SCALE));
                if (drawn == nullptr)
                    placed = false;
                else if (drawn->width > 0)
                    into.quads.push_back({pixel + drawn->left, y - drawn->top, drawn->width, drawn->height, drawn->u,
                                          drawn->v, drawn->page});
            }
            x += info.geometry.width;
        }
        return placed;
    }

    /// Errors: null when the atlas is full.
    std::shared_ptr<TextLayout> make(const std::string& text, const Style& style) {
        const auto lines = paragraph(context.get(), text, style);
        auto made = std::make_shared<TextLayout>();
        pango_layout_get_pixel_size(lines.get(), &made->width, &made->height);
        made->lines = pango_layout_get_line_count(lines.get());
        made->missing = pango_layout_get_unknown_glyphs_count(lines.get());
        made->baseline = PANGO_PIXELS(pango_layout_get_baseline(lines.get()));
        const std::unique_ptr<PangoLayoutIter, decltype(&pango_layout_iter_free)> at(pango_layout_get_iter(lines.get()),
                                                                                     &pango_layout_iter_free);
        do {
            auto* run = pango_layout_iter_get_run_readonly(at.get());
            if (run == nullptr) continue;
            PangoRectangle extents;
            pango_layout_iter_get_run_extents(at.get(), nullptr, &extents);
            if (!add_run(run, extents.x, pango_layout_iter_get_baseline(at.get()), *made)) return nullptr;
        } while (pango_layout_iter_next_run(at.get()));
        return made;
    }
};

TextEngine::TextEngine() : inside_(std::make_unique<Inside>()) {
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(inside_->fonts.get()), 72, 72);
    inside_->context.reset(pango_font_map_create_context(inside_->fonts.get()));
    pango_context_set_round_glyph_positions(inside_->context.get(), FALSE);
}

TextEngine::~TextEngine() = default;

std::shared_ptr<const TextLayout> TextEngine::layout(const std::string& text, const Style& style) {
    auto key = cache_key(text, style);
    if (const auto found = inside_->layouts.find(key); found != inside_->layouts.end()) return found->second;
    if (inside_->layouts.size() >= most_layouts) inside_->layouts.clear();
    auto made = inside_->make(text, style);
    if (made == nullptr) {
        inside_->start_anew();
        made = inside_->make(text, style);
        if (made == nullptr) made = std::make_shared<TextLayout>();  // larger than a whole atlas: nobody can read that
    }
    inside_->layouts.emplace(std::move(key), made);
    return made;
}

void TextEngine::warm(const std::string& language) {
    layout(language, {language, 28, false, 0, Align::start, 1.0});
    layout(language, {language, 28, true, 0, Align::start, 1.0});
}

std::vector<AtlasPage>& TextEngine::pages() { return inside_->atlas.pages; }
unsigned TextEngine::generation() const { return inside_->generation; }
void TextEngine::forget() { inside_->layouts.clear(); }

}  // namespace landfall::i18n
