#include "kiosk/document/transliteration.h"

#include <algorithm>
#include <span>

#include "kiosk/document/transliteration_table.h"
#include "kiosk/document/utf8.h"

namespace landfall {
namespace {

using Forms = std::vector<std::string>;

constexpr std::size_t most_forms = 64;
constexpr std::size_t longest_name = 1024;  // bytes; what is longer is no name and not worth its alternatives
constexpr char32_t shadda = 0x0651;
constexpr char32_t teh_marbuta = 0x0629;

bool within(char32_t character, char32_t first, char32_t last) { return character >= first && character <= last; }
bool is_one_of(char32_t character, std::u32string_view set) { return set.find(character) != std::u32string_view::npos; }

// The capital of the letters that the tables hold; everything else stays as it is.
char32_t capital(char32_t letter) {
    const bool odd = letter % 2 != 0;
    if (within(letter, 'a', 'z') || (within(letter, 0xE0, 0xFE) && letter != 0xF7)) return letter - 0x20;
    if (letter == 0xFF) return 0x178;
    if (is_one_of(letter, U"ıĸŉſ")) return letter;
    if (within(letter, 0x139, 0x148) || within(letter, 0x179, 0x17E)) return odd ? letter : letter - 1;
    if (within(letter, 0x100, 0x177)) return odd ? letter - 1 : letter;
    if (letter == U'ơ' || letter == U'ǩ' || letter == U'ƙ' || letter == U'ǥ' || letter == U'ǧ') return letter - 1;
    if (letter == U'ư' || letter == U'ƴ' || letter == U'ƶ' || letter == U'ǵ' || letter == U'ƈ') return letter - 1;
    if (within(letter, 0x1CD, 0x1DC)) return odd ? letter : letter - 1;
    if (within(letter, 0x1DE, 0x1EF) || within(letter, 0x1F8, 0x233)) return odd ? letter - 1 : letter;
    if (letter == U'ə') return U'Ə';
    if (letter == U'ɛ') return U'Ɛ';
    if (letter == U'ɔ') return U'Ɔ';
    if (within(letter, 0x1E00, 0x1E95) || within(letter, 0x1EA0, 0x1EFF)) return odd ? letter - 1 : letter;
    if (within(letter, 0x430, 0x44F)) return letter - 0x20;
    if (within(letter, 0x450, 0x45F)) return letter - 0x50;
    if (within(letter, 0x460, 0x481) || within(letter, 0x48A, 0x4BF) || within(letter, 0x4D0, 0x52F))
        return odd ? letter - 1 : letter;
    if (within(letter, 0xFF41, 0xFF5A)) return letter - 0x20;
    return letter;
}

// A mark behind its letter, where the pair is a letter of its own in the tables; other marks are dropped.
char32_t composed(char32_t letter, char32_t mark) {
    switch (mark) {
        case 0x308:
            return letter == 'A'    ? U'Ä'
                   : letter == 'O'  ? U'Ö'
                   : letter == 'U'  ? U'Ü'
                   : letter == U'Е' ? U'Ё'
                   : letter == U'І' ? U'Ї'
                                    : letter;
        case 0x30A:
            return letter == 'A' ? U'Å' : letter;
        case 0x303:
            return letter == 'N' ? U'Ñ' : letter;
        case 0x306:
            return letter == U'И' ? U'Й' : letter == U'У' ? U'Ў' : letter;
        case 0x301:
            return letter == U'Г' ? U'Ѓ' : letter == U'К' ? U'Ќ' : letter;
        case 0x653:
            return letter == 0x627 ? 0x622 : letter;
        case 0x654:
            return letter == 0x627 ? 0x623 : letter == 0x648 ? 0x624 : letter == 0x64A ? 0x626 : letter;
        case 0x655:
            return letter == 0x627 ? 0x625 : letter;
        default:
            return letter;
    }
}

bool is_mark(char32_t character) {
    return within(character, 0x300, 0x36F) || within(character, 0x64B, 0x650) || within(character, 0x652, 0x65F) ||
           character == 0x670;
}

// Doc 9303-3, 4.6: hyphens, commas and blanks part a name.
bool parts(char32_t character) {
    return is_one_of(character, U" \t,-<\u00A0\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u3000\uFF0D\u060C\u30FB");
}

// What is rightly left out: apostrophes, full stops, marks of direction and joining, soft hyphen, soft sign, tatweel.
bool is_silent(char32_t character) {
    return is_one_of(character, U"'.`\u00B4\u02B9\u02BB\u02BC\u02BD\u2018\u2019\u201B\u2032\u00AD\u0640\u00B7") ||
           within(character, 0x200B, 0x200F) || within(character, 0x202A, 0x202E) || within(character, 0x2066, 0x2069);
}

const LetterGroup* group_of(char32_t letter) {
    for (const auto table :
         {std::span<const LetterGroup>(latin_letters), std::span<const LetterGroup>(cyrillic_letters),
          std::span<const LetterGroup>(arabic_letters)})
        for (const auto& group : table)
            if (is_one_of(letter, group.letters)) return &group;
    return nullptr;
}

std::u32string letters_of(std::string_view utf8) {
    std::u32string letters;
    while (!utf8.empty()) {
        const auto character = capital(take_utf8(utf8));
        if (is_mark(character)) {
            if (!letters.empty()) letters.back() = composed(letters.back(), character);
        } else {
            letters += character;
        }
    }
    return letters;
}

// How the letter at `index` may be written, the recommended form first; nothing when no table names it.
Forms forms_at(const std::u32string& letters, std::size_t index) {
    const auto letter = letters[index];
    if (within(letter, 'A', 'Z')) return {std::string(1, static_cast<char>(letter))};
    if (within(letter, 0xFF21, 0xFF3A)) return {std::string(1, static_cast<char>(letter - 0xFF21 + 'A'))};
    if (parts(letter)) return {" "};
    if (is_silent(letter)) return {""};
    if (letter == teh_marbuta) {
        // Table C: XAH at the end of a name's part, XTA elsewhere; searches shall take both into account.
        const bool last = index + 1 == letters.size() || parts(letters[index + 1]);
        return last ? Forms{"XAH", "XTA"} : Forms{"XTA", "XAH"};
    }
    if (const auto* group = group_of(letter)) return Forms(group->forms.begin(), group->forms.begin() + group->count);
    return {};
}

// Table C: shadda doubles the letter before it, but is often left out.
Forms doubled(const Forms& forms) {
    Forms both;
    for (const auto& form : forms) both.push_back(form + form);
    both.insert(both.end(), forms.begin(), forms.end());
    return both;
}

std::vector<Forms> spelled(std::string_view utf8) {
    const auto letters = letters_of(utf8);
    std::vector<Forms> spelling;
    for (std::size_t index = 0; index < letters.size(); ++index) {
        if (letters[index] != shadda)
            spelling.push_back(forms_at(letters, index));
        else if (!spelling.empty())
            spelling.back() = doubled(spelling.back());
    }
    return spelling;
}

// One blank between parts, none around.
std::string tidied(const std::string& name) {
    std::string tidy;
    for (const char character : name)
        if (character != ' ' || (!tidy.empty() && tidy.back() != ' ')) tidy += character;
    if (tidy.ends_with(' ')) tidy.pop_back();
    return tidy;
}

}  // namespace

std::string mrz_name(std::string_view utf8) {
    std::string name;
    for (const auto& forms : spelled(utf8))
        if (!forms.empty()) name += forms.front();
    return tidied(name);
}

std::vector<std::string> accepted_mrz_names(std::string_view utf8) {
    if (utf8.size() > longest_name) return {mrz_name(utf8)};
    Forms names{""};
    for (const auto& forms : spelled(utf8)) {
        if (forms.empty()) continue;
        const auto known = names.size();
        if (known * forms.size() <= most_forms)
            for (std::size_t form = 1; form < forms.size(); ++form)
                for (std::size_t name = 0; name < known; ++name) names.push_back(names[name] + forms[form]);
        for (std::size_t name = 0; name < known; ++name) names[name] += forms.front();
    }
    Forms distinct;
    for (const auto& name : names)
        if (auto tidy = tidied(name); std::find(distinct.begin(), distinct.end(), tidy) == distinct.end())
            distinct.push_back(std::move(tidy));
    return distinct;
}

bool is_transliterable(std::string_view utf8) {
    const auto spelling = spelled(utf8);
    return std::all_of(spelling.begin(), spelling.end(), [](const Forms& forms) { return !forms.empty(); });
}

}  // namespace landfall
