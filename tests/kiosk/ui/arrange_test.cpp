#include <boost/test/unit_test.hpp>

#include "kiosk/ui/arrange.h"
#include "kiosk/ui/compose.h"
#include "tests/kiosk/ui/screens.h"

#include <map>
#include <set>

using namespace landfall;
using namespace landfall::ui;

namespace {

constexpr Size portrait{1080, 1920}, landscape{1920, 1080};
constexpr double density = 3.2;  // pixels per millimetre of the usual 27 inch panel

i18n::TextEngine& engine() {
    static i18n::TextEngine one;
    return one;
}

/// What is wrong with an arrangement, in words; empty when nothing is.
std::string fault_in(const Arranged& arranged) {
    if (!arranged.fits) return "something is cut";
    const Rect glass{0, 0, arranged.size.width, arranged.size.height};
    const int target = arranged.theme.px(Theme::target);
    for (const auto& one : arranged.placed) {
        const auto& id = one.control->id;
        if (!glass.contains(one.rect)) return id + " leaves the glass";
        if (one.control->touch && one.control->zone != Zone::keys &&
            (one.rect.width < target || one.rect.height < target))
            return id + " is smaller than 20 mm";
        if (one.control->zone == Zone::keys && (one.rect.height < target || one.rect.width < target))
            return id + " is smaller than 20 mm";
        for (const auto& block : one.texts) {
            if (block.layout->missing > 0) return id + " has letters without a font";
            if (block.layout->width > block.rect.width + 2) return id + " has a text wider than its place";
            if (block.rect.y < one.rect.y || block.rect.bottom() > one.rect.bottom())
                return id + " has a text higher than its place";
        }
        for (const auto& other : arranged.placed)
            if (&one < &other && one.in_dialog == other.in_dialog && one.rect.overlaps(other.rect))
                return id + " overlaps " + other.control->id;
    }
    return {};
}

void hold_every_screen(const Language& language) {
    for (const auto size : {TextSize::normal, TextSize::large, TextSize::larger, TextSize::largest})
        for (const auto& named : tests::every_screen(language, size))
            for (const auto glass : {portrait, landscape}) {
                const auto arranged =
                    arrange(compose(tests::site(), named.state, tests::texts()), engine(), glass, density);
                const auto fault = fault_in(arranged);
                BOOST_TEST(fault.empty(), named.name << " (" << arranged.screen->id << ") in " << language << ", size "
                                                     << int(size) << ", " << glass.width << " wide: " << fault);
            }
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_overlaps_or_is_cut_in_english) { hold_every_screen("en"); }
BOOST_AUTO_TEST_CASE(nothing_overlaps_or_is_cut_in_french) { hold_every_screen("fr"); }
BOOST_AUTO_TEST_CASE(nothing_overlaps_or_is_cut_in_chinese) { hold_every_screen("zh-Hans"); }
BOOST_AUTO_TEST_CASE(nothing_overlaps_or_is_cut_in_arabic) { hold_every_screen("ar"); }

BOOST_AUTO_TEST_CASE(language_help_and_leaving_are_on_every_screen_of_a_visit) {
    for (const auto& named : tests::every_screen("en", TextSize::normal)) {
        const auto screen = compose(tests::site(), named.state, tests::texts());
        if (visit_of(named.state) == nullptr) continue;
        for (const char* id : {"bar.language", "bar.help", "bar.leave"})
            BOOST_TEST(std::any_of(screen.controls.begin(), screen.controls.end(),
                                   [&](const Control& one) { return one.id == id && one.touch; }),
                       named.name << " lacks " << id);
    }
}

BOOST_AUTO_TEST_CASE(ids_are_unique_and_the_same_in_every_language) {
    std::map<std::string, std::vector<std::string>> ids;
    for (const Language language : {"en", "fr", "zh-Hans", "ar"}) {
        const auto all = tests::every_screen(language, TextSize::normal);
        for (std::size_t index = 0; index < all.size(); ++index) {
            const auto screen = compose(tests::site(), all[index].state, tests::texts());
            std::vector<std::string> here;
            for (const auto& control : screen.controls) here.push_back(control.id);
            const std::set<std::string> once(here.begin(), here.end());
            BOOST_TEST(once.size() == here.size(), screen.id << " names a control twice");
            // Countries stand in the order of each language's alphabet; a question whose list stands behind its
            // question mark is two texts.
            std::erase_if(here,
                          [](const std::string& id) { return id.starts_with("country.") || id.ends_with(".text"); });
            auto& known = ids[std::to_string(index)];
            if (known.empty()) known = here;
            BOOST_TEST(known == here, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(eighteen_languages_fit_on_the_language_screen) {
    Site many = tests::site();
    many.languages = {"zh-Hans", "zh-Hant", "en", "de", "fr", "ja", "ko", "ru", "mn",
                      "th",      "my",      "vi", "fa", "it", "es", "pt", "ar", "hi"};
    for (const auto size : {TextSize::normal, TextSize::largest})
        for (const auto glass : {portrait, landscape}) {
            const ChoosingLanguage state{tests::visit("en", size, Contrast::normal), {}};
            const auto arranged = arrange(compose(many, state, tests::texts()), engine(), glass, density);
            BOOST_TEST(fault_in(arranged) == "");
        }
}

BOOST_AUTO_TEST_CASE(right_to_left_mirrors_what_is_beside_each_other) {
    const auto state = ConfirmingDocument{tests::visit("ar", TextSize::normal, Contrast::normal), {}};
    const auto arabic = arrange(compose(tests::site(), state, tests::texts()), engine(), portrait, density);
    BOOST_TEST(arabic.find("bar.language")->rect.x > arabic.find("bar.leave")->rect.x);
    const auto typing =
        GivingFlight{tests::visit("ar", TextSize::normal, Contrast::normal), {}, FlightField::flight, {}};
    const auto keys = arrange(compose(tests::site(), typing, tests::texts()), engine(), portrait, density);
    BOOST_TEST(keys.find("key.Q")->rect.x < keys.find("key.P")->rect.x);
}

BOOST_AUTO_TEST_CASE(only_what_changed_is_drawn_again) {
    const auto one = tests::visit("en", TextSize::normal, Contrast::normal);
    const auto show = [&](const std::string& typed) {
        return arrange(compose(tests::site(), GivingFlight{one, {}, FlightField::flight, {typed, {}, "", false, {}}},
                               tests::texts()),
                       engine(), portrait, density);
    };
    const auto empty = show(""), letter = show("C");
    BOOST_TEST(damage(empty, show("")).empty());
    const auto changed = damage(empty, letter);
    BOOST_TEST(changed.contains(letter.find("flight.field")->rect));
    BOOST_TEST(!changed.overlaps(letter.find("key.Q")->rect));
    const auto other = arrange(compose(tests::site(), Attract{}, tests::texts()), engine(), portrait, density);
    BOOST_TEST((damage(empty, other) == Rect{0, 0, 1080, 1920}));
}

BOOST_AUTO_TEST_CASE(a_dialog_takes_all_touches) {
    const auto one = tests::visit("en", TextSize::normal, Contrast::normal);
    const auto arranged =
        arrange(compose(tests::site(), AwaitingDocument{one, LeaveQuestion{}, 0, {}, false}, tests::texts()), engine(),
                portrait, density);
    const auto& bar = arranged.find("bar.help")->rect;
    BOOST_TEST((arranged.at(bar.x + 5, bar.y + 5) == nullptr));
    const auto& stay = arranged.find("leave.stay")->rect;
    BOOST_REQUIRE(arranged.at(stay.x + 5, stay.y + 5) != nullptr);
    BOOST_TEST(arranged.at(stay.x + 5, stay.y + 5)->control->id == "leave.stay");
}
