#pragma once

/// A paper as data: a column of texts, codes and lines, and its PDF. Text is laid out by Pango as on the glass.

#include <string>
#include <variant>
#include <vector>

#include "i18n/layout.h"
#include "kiosk/base/bit_matrix.h"
#include "kiosk/base/result.h"

namespace landfall::i18n {

/// Units: `size` in typographic points.
struct PageText {
    std::string text;
    std::string language;
    double size = 10;
    bool bold = false;
    Align align = Align::start;
};
/// A code with the quiet zone that its standard asks for. Units: `side` in millimetres, quiet zone included.
struct PageCode {
    BitMatrix matrix;
    double side = 60;
};
struct PageRule {};
/// Units: millimetres.
struct PageGap {
    double height = 3;
};
using PageBlock = std::variant<PageText, PageCode, PageRule, PageGap>;

/// Units: millimetres. The page is as long as its blocks need.
struct Page {
    double width = 80;
    double margin = 5;
    std::string title;  ///< of the PDF; never a passenger's data
    std::vector<PageBlock> blocks;
};

/// One page as a PDF file. The same page gives the same bytes.
/// Errors: a sentence when Cairo can't make it or a glyph is missing from all fonts.
/// Threads: any.
Result<std::string> render_pdf(const Page& page);

}  // namespace landfall::i18n
