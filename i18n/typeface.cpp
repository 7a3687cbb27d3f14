#include "i18n/typeface.h"

#include <unicode/brkiter.h>

#include "i18n/direction.h"
#include "i18n/locale.h"

namespace landfall::i18n {
namespace {

std::string han_family(const std::string& language) {
    if (language == "ja") return "Noto Sans CJK JP";
    if (language == "ko") return "Noto Sans CJK KR";
    return language == "zh-Hant" ? "Noto Sans CJK TC" : "Noto Sans CJK SC";
}

bool writes_no_spaces(const std::string& language) {
    return language == "th" || language == "my" || language == "km" || language == "lo";
}

PangoAlignment alignment(Align align, bool right_to_left) {
    if (align == Align::centre) return PANGO_ALIGN_CENTER;
    // With automatic direction off, left and right are absolute.
    return (align == Align::end) != right_to_left ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

}  // namespace

std::string families(const std::string& language) {
    const auto han = han_family(language);
    // Latin letters and digits inside Han text come from the same design.
    const bool han_first = language == "ja" || language == "ko" || language.starts_with("zh");
    return (han_first ? han + "," : std::string()) +
           "Noto Sans,Noto Sans Arabic UI,Noto Sans Hebrew,Noto Sans Devanagari UI,Noto Sans Thai UI,Noto Sans Myanmar "
           "UI,"
           "Noto Sans Khmer UI,Noto Sans Lao UI," +
           han;
}

std::string with_breaks(const std::string& text, const std::string& language) {
    if (!writes_no_spaces(language)) return text;
    UErrorCode status = U_ZERO_ERROR;
    const auto source = icu::UnicodeString::fromUTF8(text);
    const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createLineInstance(locale_of(language), status));
    if (U_FAILURE(status)) return text;
    breaks->setText(source);
    icu::UnicodeString broken;
    int32_t before = breaks->first();
    for (int32_t next = breaks->next(); next != icu::BreakIterator::DONE; before = next, next = breaks->next()) {
        broken.append(source, before, next - before);
        if (next < source.length() && source[next - 1] != u' ') broken.append(u'\u200B');
    }
    std::string result;
    broken.toUTF8String(result);
    return result;
}

Paragraph paragraph(PangoContext* context, const std::string& text, const Style& style) {
    const bool rtl = right_to_left(style.language);
    pango_context_set_language(context, pango_language_from_string(style.language.c_str()));
    pango_context_set_base_dir(context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    Paragraph layout(pango_layout_new(context));
    auto* font = pango_font_description_new();
    pango_font_description_set_family(font, families(style.language).c_str());
    pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
    if (style.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    if (style.width > 0) pango_layout_set_width(layout.get(), style.width * PANGO_SCALE);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_auto_dir(layout.get(), FALSE);
    pango_layout_set_alignment(layout.get(), alignment(style.align, rtl));
    if (style.line_spacing != 1.0) pango_layout_set_line_spacing(layout.get(), float(style.line_spacing));
    const auto broken = with_breaks(text, style.language);
    pango_layout_set_text(layout.get(), broken.data(), int(broken.size()));
    return layout;
}

}  // namespace landfall::i18n
