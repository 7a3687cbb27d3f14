#include <boost/test/unit_test.hpp>

#include "i18n/direction.h"
#include "i18n/format.h"
#include "i18n/text.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace landfall;
using namespace landfall::i18n;

namespace {

std::filesystem::path texts_folder() {
    return std::filesystem::path(std::getenv("LANDFALL_BIN")).parent_path() / "share/landfall/text";
}

const Texts& texts() {
    static const auto loaded = Texts::load(texts_folder());
    BOOST_REQUIRE_MESSAGE(bool(loaded), (loaded ? "" : loaded.error()));
    return *loaded;
}

}  // namespace

BOOST_AUTO_TEST_CASE(four_languages_are_complete) {
    const std::vector<std::string> expected{"en", "ar", "fr", "zh-Hans"};
    BOOST_TEST(texts().languages() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_message_counts_as_its_language_does) {
    const auto warning = [&](const char* language, std::int64_t seconds) {
        return texts().text(Key::idle_text, language, {{"seconds", seconds}});
    };
    BOOST_TEST(warning("en", 1).ends_with("in one second."));
    BOOST_TEST(warning("en", 45).ends_with("in 45 seconds."));
    BOOST_TEST(warning("ar", 2).find("ثانيتين") != std::string::npos);
    BOOST_TEST(warning("ar", 5).find("5 ثوانٍ") != std::string::npos);
    BOOST_TEST(warning("ar", 45).find("45 ثانية") != std::string::npos);
    BOOST_TEST(warning("zh-Hans", 45).find("45 秒") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(inserted_texts_are_isolated_from_the_sentence) {
    const auto sentence = texts().text(Key::verdict_take, "ar", {{"value", std::string("MUELLER (12A)")}});
    BOOST_TEST(sentence.find("\u2068MUELLER (12A)\u2069") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_argument_can_hold_what_looks_like_a_placeholder) {
    const auto sentence = texts().text(Key::verdict_take, "en", {{"value", std::string("{seconds} '{x}'")}});
    BOOST_TEST(sentence.find("{seconds} '{x}'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_language_that_is_not_there_reads_english) {
    BOOST_TEST(texts().text(Key::action_back, "tlh") == "Back");
}

BOOST_AUTO_TEST_CASE(a_missing_argument_is_no_accident) {
    BOOST_TEST(!texts().text(Key::verdict_take, "en").empty());
    BOOST_TEST(!texts().text(Key::idle_text, "en", {{"seconds", std::string("many")}}).empty());
}

BOOST_AUTO_TEST_CASE(dates_and_numbers_follow_the_language) {
    BOOST_TEST(format_date({1974, 8, 12}, "fr") == "12 août 1974");
    BOOST_TEST(format_date({1974, 8, 12}, "zh-Hans") == "1974年8月12日");
    BOOST_TEST(format_date({1974, 8, 0}, "en") == "August 1974");
    BOOST_TEST(format_date({1974, 0, 0}, "en") == "1974");
    BOOST_TEST(format_date({1500, 3, 1}, "en") == "March 1, 1500");
    BOOST_TEST(format_date({1974, 8, 12}, "ar").find("1974") != std::string::npos);
    BOOST_TEST(format_number(12000, "en") == "12,000");
    BOOST_TEST(format_number(0.5, "fr") == "0,5");
    BOOST_TEST(format_list({"A", "B", "C"}, "en") == "A, B, and C");
    BOOST_TEST(format_quantity(12000, "CNY", "en") == "\u206812,000\u00a0CNY\u2069");
}

BOOST_AUTO_TEST_CASE(units_are_words_and_not_formulas) {
    BOOST_TEST(unit_name("ml", "en") == "mL");
    BOOST_TEST(unit_name("{cigarettes}", "en") == "cigarettes");
    BOOST_TEST(unit_name("ml", "ar").find('0') == std::string::npos);
    BOOST_TEST(!unit_name("ml", "zh-Hans").empty());
}

BOOST_AUTO_TEST_CASE(languages_are_called_by_their_own_names) {
    BOOST_TEST(language_name("zh-Hans", "zh-Hans") == "简体中文");
    BOOST_TEST(language_name("zh-Hant", "zh-Hant") == "繁體中文");
    BOOST_TEST(language_name("fr", "fr") == "Français");
    BOOST_TEST(language_name("ar", "ar") == "العربية");
    BOOST_TEST(language_name("zh-Hans", "en") == "Simplified Chinese");
}

BOOST_AUTO_TEST_CASE(countries_are_found_by_a_few_letters_in_any_language) {
    BOOST_TEST(country_name("D", "fr") == "Allemagne");
    BOOST_TEST(country_name("CHN", "zh-Hans") == "中国");
    BOOST_TEST(country_name("GBN", "en") == "United Kingdom");
    BOOST_TEST(country_name("XXA", "en") == "XXA");
    const auto ger = find_countries("GER", "zh-Hans");
    BOOST_REQUIRE(!ger.empty());
    BOOST_TEST(ger.front().code == "D");
    const auto cote = find_countries("COTE", "fr");
    BOOST_REQUIRE(!cote.empty());
    BOOST_TEST(cote.front().code == "CIV");
    BOOST_TEST(find_countries("QQQ", "en").empty());
    BOOST_TEST(find_countries("", "en").size() > 240u);
    BOOST_TEST(find_countries("", "en").front().name == "Afghanistan");
}

BOOST_AUTO_TEST_CASE(direction_comes_from_the_script) {
    for (const char* language : {"ar", "fa", "he", "ur"}) BOOST_TEST(right_to_left(language), language);
    for (const char* language : {"en", "zh-Hans", "th", "mn", "hi"}) BOOST_TEST(!right_to_left(language), language);
}

BOOST_AUTO_TEST_CASE(damaged_bundles_are_refused_with_their_name) {
    std::string folder = (std::filesystem::temp_directory_path() / "landfall-text-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(folder.data()) != nullptr);
    BOOST_TEST(!Texts::load(folder));
    BOOST_TEST(!Texts::load(folder + "/missing"));
    std::filesystem::copy_file(texts_folder() / "en.res", folder + "/en.res");
    BOOST_TEST(bool(Texts::load(folder)));
    for (const char* content : {"", "garbage", "\x20\x00\xda\x27"}) {
        std::ofstream(folder + "/fr.res") << content;
        const auto loaded = Texts::load(folder);
        BOOST_REQUIRE(!loaded);
        BOOST_TEST(loaded.error().find("fr.res") != std::string::npos);
    }
    std::filesystem::remove_all(folder);
}
