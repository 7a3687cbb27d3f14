#include "kiosk/document/name_match.h"

#include <algorithm>
#include <set>
#include <vector>

#include "kiosk/document/transliteration.h"

namespace landfall {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t longest_name = 256;       // bytes; nobody's is longer, and comparing costs time
constexpr std::size_t spellings_combined = 16;  // of surname and of given names, when both are compared as one
constexpr std::size_t fullest_name_field = 30;  // Doc 9303-5: TD1's, the shortest name field
constexpr std::size_t french_given_names = 14;  // the French card's field, two fillers between names

// Spellings of one sound become one: AE, OE, UE, AA lose their second letter, UXX and NXX their sign (Doc 9303-3,
// table A). Where the national letter is not known any more, MULLER and MUELLER can't be told apart otherwise.
std::string folded(const std::string& letters) {
    std::string key;
    for (std::size_t at = 0; at < letters.size(); ++at) {
        const char letter = letters[at];
        key += letter;
        const char next = at + 1 < letters.size() ? letters[at + 1] : '\0';
        if ((letter == 'U' || letter == 'N') && letters.compare(at + 1, 2, "XX") == 0)
            at += 2;
        else if ((next == 'E' && (letter == 'A' || letter == 'O' || letter == 'U')) || (next == 'A' && letter == 'A'))
            ++at;
    }
    return key;
}

std::string squeezed(std::string name) {
    std::erase(name, ' ');
    return name;
}

std::string key_of(const std::string& name) { return folded(squeezed(name)); }

Words words_of(const std::string& name) {
    Words words;
    for (std::size_t first = 0; first < name.size();) {
        const auto end = std::min(name.find(' ', first), name.size());
        words.push_back(name.substr(first, end - first));
        first = end + 1;
    }
    return words;
}

// Airlines write these where a passenger has one name only.
bool is_placeholder(const std::string& name) { return name == "FNU" || name == "LNU" || name == "XXX"; }

Words spellings_of(const std::string& utf8) {
    auto spellings = accepted_mrz_names(utf8);
    for (auto& spelling : spellings)
        if (is_placeholder(spelling)) spelling.clear();
    return spellings;
}

using Keys = std::set<std::string>;

bool meet(const Keys& some, const Keys& others) {
    return std::any_of(some.begin(), some.end(), [&](const auto& key) { return others.count(key) != 0; });
}

struct Spelt {
    Words surname;  // every accepted spelling, the recommended one first
    Words given;
    Keys surname_keys;
    Keys given_keys;
    Keys given_beginnings;  // of the first word, the first two ... all of them

    explicit Spelt(const PersonName& name)
        : surname(spellings_of(name.surname)), given(spellings_of(name.given_names)) {
        for (const auto& spelling : surname) surname_keys.insert(key_of(spelling));
        for (const auto& spelling : given) {
            given_keys.insert(key_of(spelling));
            if (spelling.empty()) given_beginnings.insert("");
            std::string so_far;
            for (const auto& word : words_of(spelling)) given_beginnings.insert(folded(so_far += word));
        }
    }
    bool empty() const { return surname.front().empty() && given.front().empty(); }
};

bool same_in_each_part(const Spelt& one, const Spelt& other) {
    return meet(one.surname_keys, other.surname_keys) &&
           (meet(one.given_keys, other.given_beginnings) || meet(other.given_keys, one.given_beginnings));
}

std::string in_any_order(const std::string& name) {
    auto words = words_of(name);
    std::sort(words.begin(), words.end());
    std::string key;
    for (const auto& word : words) key.append(folded(word)).append(" ");
    return key;
}

Keys whole_keys(const Spelt& name) {
    Keys keys;
    for (std::size_t first = 0; first < std::min(name.surname.size(), spellings_combined); ++first)
        for (std::size_t second = 0; second < std::min(name.given.size(), spellings_combined); ++second) {
            const auto& surname = name.surname[first];
            const auto& given = name.given[second];
            keys.insert(key_of(surname + given));
            keys.insert(key_of(given + surname));
            keys.insert(in_any_order(surname + " " + given));
            if (key_of(surname) == key_of(given))
                keys.insert(key_of(surname));  // a single name, written into both fields
        }
    return keys;
}

bool same_as_a_whole(const Spelt& one, const Spelt& other) { return meet(whole_keys(one), whole_keys(other)); }

// Whether each word begins the word in its place; words at the end may be missing.
bool shortens(const Words& cut, const Words& whole) {
    if (cut.empty() != whole.empty() || cut.size() > whole.size()) return false;
    return std::equal(cut.begin(), cut.end(), whole.begin(),
                      [](const auto& begin, const auto& word) { return folded(word).starts_with(folded(begin)); });
}

bool fills_its_field(const std::string& surname, const std::string& given) {
    const auto gaps = static_cast<std::size_t>(std::count(given.begin(), given.end(), ' '));
    return surname.size() + 2 + given.size() >= fullest_name_field || given.size() + gaps == french_given_names;
}

bool is_cut_from(const Spelt& cut, const Spelt& whole) {
    const auto& surname = cut.surname.front();
    const auto& given = cut.given.front();
    return fills_its_field(surname, given) && shortens(words_of(surname), words_of(whole.surname.front())) &&
           shortens(words_of(given), words_of(whole.given.front()));
}

}  // namespace

bool names_match(const PersonName& declared, const PersonName& known) {
    for (const auto* field : {&declared.surname, &declared.given_names, &known.surname, &known.given_names})
        if (field->size() > longest_name) return declared == known;
    const Spelt one(declared);
    const Spelt other(known);
    if (one.empty() || other.empty()) return declared == known;  // nothing of it can be written in a zone
    return same_in_each_part(one, other) || same_as_a_whole(one, other) || is_cut_from(one, other) ||
           is_cut_from(other, one);
}

}  // namespace landfall
