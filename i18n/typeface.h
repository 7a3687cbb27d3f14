#pragma once

/// What every Pango layout of ours has in common, on the glass and on paper. Private to i18n.

#include <pango/pango.h>

#include <memory>
#include <string>

#include "i18n/layout.h"

namespace landfall::i18n {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
using Paragraph = std::unique_ptr<PangoLayout, Unref>;

/// The families for a language, best first: the result must not depend on the order that a machine's fontconfig
/// prefers.
std::string families(const std::string& language);

/// The text with a zero-width space at every place where ICU would break a line, for scripts that write no spaces and
/// whose breaks Pango does not know.
std::string with_breaks(const std::string& text, const std::string& language);

/// A paragraph in `context`, ready to measure or draw. Units: `style.size` and `style.width` in the context's own
/// units.
Paragraph paragraph(PangoContext* context, const std::string& text, const Style& style);

}  // namespace landfall::i18n
