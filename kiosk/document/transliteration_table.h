#pragma once

/// Doc 9303-3, section 6, tables A, B and C, in capital letters. For transliteration.cpp alone.

#include <array>
#include <string_view>

namespace landfall {

/// Letters that are written alike. The first form is Doc 9303's recommendation; the others it accepts, or passports
/// use.
struct LetterGroup {
    std::u32string_view letters;
    std::array<std::string_view, 4> forms;  ///< as many as `count`
    std::size_t count = 1;
};

constexpr LetterGroup only(std::u32string_view letters, std::string_view form) { return {letters, {form}, 1}; }
constexpr LetterGroup either(std::u32string_view letters, std::string_view first, std::string_view second) {
    return {letters, {first, second}, 2};
}
constexpr LetterGroup one_of(std::u32string_view letters, std::string_view first, std::string_view second,
                             std::string_view third) {
    return {letters, {first, second, third}, 3};
}

constexpr auto latin_letters = std::to_array<LetterGroup>({
    // Table A, with the letters of Vietnamese, Pinyin and African languages, which lose their marks likewise.
    only(U"ÀÁÂÃĀĂĄǍȀȂȦẠẢẤẦẨẪẬẮẰẲẴẶ", "A"),
    either(U"ÄǞ", "AE", "A"),
    either(U"ÅǺ", "AA", "A"),
    only(U"ÆǢǼ", "AE"),
    only(U"ƁḂ", "B"),
    only(U"ÇĆĈĊČƇ", "C"),
    only(U"ÐĎĐƉƊḌḎḐ", "D"),
    only(U"ÈÉÊËĒĔĖĘĚȄȆẸẺẼẾỀỂỄỆƎƏƐ", "E"),
    only(U"ƑḞ", "F"),
    only(U"ĜĞĠĢǤǦǴƓ", "G"),
    only(U"ĤĦȞḤḪḨ", "H"),
    only(U"ÌÍÎÏĨĪĬĮİıǏȈȊỈỊƗ", "I"),
    only(U"Ĳ", "IJ"),
    only(U"Ĵ", "J"),
    only(U"ĶǨƘḲ", "K"),
    only(U"ĸ", "Q"),
    only(U"ĹĻĽĿŁḶḺ", "L"),
    only(U"ṂḾ", "M"),
    only(U"ŃŅŇŊƝǸŉṄṆṈ", "N"),
    either(U"Ñ", "N", "NXX"),
    only(U"ÒÓÔÕŌŎŐƠǑǪȌȎȮỌỎỐỒỔỖỘỚỜỞỠỢƆ", "O"),
    either(U"ÖØȪǾ", "OE", "O"),
    only(U"Œ", "OE"),
    only(U"ŔŖŘȐȒṚṞ", "R"),
    only(U"ŚŜŞŠȘṢſ", "S"),
    only(U"ßẞ", "SS"),
    only(U"ŢŤŦȚƬṬṮ", "T"),
    only(U"Þ", "TH"),
    only(U"ÙÚÛŨŪŬŮŰŲƯǓȔȖỤỦỨỪỬỮỰ", "U"),
    one_of(U"ÜǕǗǙǛ", "UE", "UXX", "U"),
    only(U"ŴẀẂẄ", "W"),
    only(U"Ẋ", "X"),
    only(U"ÝŶŸȲỲỴỶỸƳ", "Y"),
    only(U"ŹŻŽƵẒẔ", "Z"),
});

constexpr auto cyrillic_letters = std::to_array<LetterGroup>({
    // Table B. Exceptions of single languages stand second; the Y forms are those of Bulgarian and Ukrainian passports.
    only(U"АӘ", "A"),
    only(U"Б", "B"),
    only(U"В", "V"),
    either(U"Г", "G", "H"),
    only(U"ҐҒ", "G"),
    only(U"Д", "D"),
    only(U"ЕЭ", "E"),
    one_of(U"Ё", "E", "IO", "YO"),
    either(U"Ж", "ZH", "Z"),
    only(U"З", "Z"),
    either(U"И", "I", "Y"),
    only(U"ІӀ", "I"),
    either(U"Й", "I", "Y"),
    only(U"К", "K"),
    either(U"Қ", "K", "Q"),
    only(U"Л", "L"),
    only(U"М", "M"),
    only(U"Н", "N"),
    either(U"Ң", "N", "NG"),
    only(U"ОӨ", "O"),
    only(U"П", "P"),
    only(U"Р", "R"),
    only(U"С", "S"),
    only(U"Т", "T"),
    only(U"УЎҮҰѪ", "U"),
    only(U"Ф", "F"),
    either(U"Х", "KH", "H"),
    only(U"Һ", "H"),
    either(U"Ц", "TS", "C"),
    either(U"Ч", "CH", "C"),
    either(U"Ш", "SH", "S"),
    one_of(U"Щ", "SHCH", "SHT", "SC"),
    one_of(U"Ъ", "IE", "A", ""),
    only(U"ЫѴ", "Y"),
    only(U"Ь", ""),
    either(U"Ю", "IU", "YU"),
    either(U"Я", "IA", "YA"),
    either(U"Ђ", "D", "DJ"),
    either(U"Ѓ", "G", "GJ"),
    either(U"Є", "IE", "YE"),
    only(U"Ѕ", "DZ"),
    either(U"Ї", "I", "YI"),
    only(U"Ј", "J"),
    only(U"Љ", "LJ"),
    only(U"Њ", "NJ"),
    only(U"Ћ", "C"),
    either(U"Ќ", "K", "KJ"),
    either(U"Џ", "DZ", "DJ"),
});

constexpr auto arabic_letters = std::to_array<LetterGroup>({
    // Table C: X says that the letter behind it stands for another. Short vowels and tatweel are not written.
    only(U"\u0621", "XE"),
    only(U"\u0622", "XAA"),
    only(U"\u0623", "XAE"),
    only(U"\u0624", "U"),
    only(U"\u0625", "I"),
    only(U"\u0626", "XI"),
    only(U"\u0627", "A"),
    only(U"\u0628", "B"),
    only(U"\u062A", "T"),
    only(U"\u062B", "XTH"),
    only(U"\u062C", "J"),
    only(U"\u062D", "XH"),
    only(U"\u062E", "XKH"),
    only(U"\u062F", "D"),
    only(U"\u0630", "XDH"),
    only(U"\u0631", "R"),
    only(U"\u0632", "Z"),
    only(U"\u0633", "S"),
    only(U"\u0634", "XSH"),
    only(U"\u0635", "XSS"),
    only(U"\u0636", "XDZ"),
    only(U"\u0637", "XTT"),
    only(U"\u0638", "XZZ"),
    only(U"\u0639", "E"),
    only(U"\u063A", "G"),
    only(U"\u0641", "F"),
    only(U"\u0642", "Q"),
    only(U"\u0643", "K"),
    only(U"\u0644", "L"),
    only(U"\u0645", "M"),
    only(U"\u0646", "N"),
    only(U"\u0647", "H"),
    only(U"\u0648", "W"),
    only(U"\u0649", "XAY"),
    only(U"\u064A\u06D0", "Y"),
    only(U"\u0671", "XXA"),
    only(U"\u0679", "XXT"),
    only(U"\u067C", "XRT"),
    only(U"\u067E", "P"),
    only(U"\u0681", "XKE"),
    only(U"\u0685", "XXH"),
    only(U"\u0686", "XC"),
    only(U"\u0688", "XXD"),
    only(U"\u0689", "XDR"),
    only(U"\u0691", "XXR"),
    only(U"\u0693", "XRR"),
    only(U"\u0696", "XRX"),
    only(U"\u0698", "XJ"),
    only(U"\u069A", "XXS"),
    only(U"\u06A9", "XKK"),
    only(U"\u06AB", "XXK"),
    only(U"\u06AD", "XNG"),
    only(U"\u06AF", "XGG"),
    only(U"\u06BA", "XNN"),
    only(U"\u06BC", "XXN"),
    only(U"\u06BE", "XDO"),
    only(U"\u06C0", "XYH"),
    only(U"\u06C1", "XXG"),
    only(U"\u06C2", "XGE"),
    only(U"\u06C3", "XTG"),
    one_of(U"\u06CC", "XYA", "Y", "XAY"),
    only(U"\u06CD", "XXY"),
    only(U"\u06D2", "XYB"),
    only(U"\u06D3", "XBE"),
});

}  // namespace landfall
