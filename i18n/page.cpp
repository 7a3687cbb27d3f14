#include "i18n/page.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <memory>

#include "i18n/typeface.h"
#include "kiosk/base/match.h"

namespace landfall::i18n {
namespace {

constexpr double points_per_mm = 72 / 25.4;
constexpr int quiet_zone = 4;  ///< ISO/IEC 18004: modules of white around a QR code
constexpr double rule_height = 0.3, rule_gap = 2;

double points(double mm) { return mm * points_per_mm; }

struct Destroy {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* pen) const { cairo_destroy(pen); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;
using Pen = std::unique_ptr<cairo_t, Destroy>;

cairo_status_t append(void* into, const unsigned char* bytes, unsigned count) {
    static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

/// Draws the blocks from the top, or only measures them when `draws` is false.
class Column {
public:
    Column(cairo_t* pen, const Page& page, bool draws) : pen_(pen), page_(page), draws_(draws) {
        context_.reset(pango_cairo_create_context(pen));
        pango_cairo_context_set_resolution(context_.get(), 72);
        pango_context_set_round_glyph_positions(context_.get(), FALSE);
    }

    /// Units: points.
    double run() {
        y_ = points(page_.margin);
        for (const auto& block : page_.blocks) match(block, [&](const auto& one) { add(one); });
        return y_ + points(page_.margin);
    }
    int missing() const { return missing_; }

private:
    double left() const { return points(page_.margin); }
    double width() const { return points(page_.width - 2 * page_.margin); }

    void add(const PageText& block) {
        const auto text = paragraph(context_.get(), block.text,
                                    {block.language, block.size, block.bold, int(width()), block.align, 1.0});
        int height = 0;
        pango_layout_get_size(text.get(), nullptr, &height);
        missing_ += pango_layout_get_unknown_glyphs_count(text.get());
        if (draws_) {
            cairo_move_to(pen_, left(), y_);
            pango_cairo_show_layout(pen_, text.get());
        }
        y_ += double(height) / PANGO_SCALE;
    }

    void add(const PageCode& block) {
        const double side = points(block.side);
        if (draws_ && block.matrix.side > 0) draw(block.matrix, left() + (width() - side) / 2, side);
        y_ += side;
    }

    void draw(const BitMatrix& matrix, double x, double side) {
        const double module = side / (matrix.side + 2 * quiet_zone);
        for (int row = 0; row < matrix.side; ++row)
            for (int column = 0; column < matrix.side; ++column)
                if (matrix.dark(column, row))
                    cairo_rectangle(pen_, x + (column + quiet_zone) * module, y_ + (row + quiet_zone) * module, module,
                                    module);
        cairo_set_antialias(pen_, CAIRO_ANTIALIAS_NONE);
        cairo_fill(pen_);
        cairo_set_antialias(pen_, CAIRO_ANTIALIAS_DEFAULT);
    }

    void add(const PageRule&) {
        y_ += points(rule_gap);
        if (draws_) {
            cairo_rectangle(pen_, left(), y_, width(), points(rule_height));
            cairo_fill(pen_);
        }
        y_ += points(rule_height + rule_gap);
    }

    void add(const PageGap& gap) { y_ += points(gap.height); }

    cairo_t* pen_;
    const Page& page_;
    const bool draws_;
    std::unique_ptr<PangoContext, Unref> context_;
    double y_ = 0;
    int missing_ = 0;
};

Surface surface_on(std::string* into, double width, double height) {
    Surface surface(cairo_pdf_surface_create_for_stream(into != nullptr ? &append : nullptr, into, width, height));
    // Without dates in it, the same page gives the same bytes.
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    return surface;
}

}  // namespace

Result<std::string> render_pdf(const Page& page) {
    const double width = points(page.width);
    double height = 0;
    {
        const auto nowhere = surface_on(nullptr, width, width);
        const Pen pen(cairo_create(nowhere.get()));
        Column measuring(pen.get(), page, false);
        height = std::ceil(measuring.run());
        if (measuring.missing() > 0) return Failure{std::to_string(measuring.missing()) + " letters have no font"};
    }
    std::string pdf;
    {
        const auto surface = surface_on(&pdf, width, height);
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, page.title.c_str());
        const Pen pen(cairo_create(surface.get()));
        Column(pen.get(), page, true).run();
        cairo_show_page(pen.get());
        cairo_surface_finish(surface.get());
        if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
            return Failure{std::string("the paper can't be made: ") + cairo_status_to_string(status)};
    }
    return pdf;
}

}  // namespace landfall::i18n
