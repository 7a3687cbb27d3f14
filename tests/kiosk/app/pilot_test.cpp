#include <boost/test/unit_test.hpp>

#include "kiosk/app/pilot.h"

using namespace landfall;
using namespace landfall::app;
using namespace std::chrono_literals;

namespace {

struct Glass {
    ManualClock clock;
    ui::Screen screen;
    std::vector<std::pair<int, int>> taps;
    std::vector<std::string> pulled;
    devices::Bench bench{{"printer", "jam", [this] { pulled.push_back("jam"); }}};
    bool ended = false;
    Pilot pilot{cockpit(), clock};

    Glass() {
        screen.id = "question.cash";
        ui::Control yes;
        yes.id = "cash.yes";
        yes.text = "Yes";
        yes.touch = Answered{true};
        ui::Control words;
        words.id = "cash";
        words.text = "Cash?";
        screen.controls = {words, yes};
    }
    Cockpit cockpit() {
        Cockpit made;
        made.screen = [this]() -> const ui::Screen& { return screen; };
        made.place = [](const std::string&) { return Place{10, 20, 100, 50}; };
        made.tap = [this](int x, int y) { taps.emplace_back(x, y); };
        made.picture = [](const std::filesystem::path&) -> Result<Done> { return Failure{"no disk"}; };
        made.end = [this] { ended = true; };
        made.bench = &bench;
        return made;
    }
    std::string ask(const std::string& request) {
        pilot.ask(request);
        return pilot.reply().value_or("nothing yet");
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_touch_falls_on_the_middle_of_its_control) {
    Glass glass;
    BOOST_TEST(went_well(glass.ask(R"({"do":"touch","id":"cash.yes"})")));
    BOOST_TEST((glass.taps == std::vector<std::pair<int, int>>{{60, 45}}));
    BOOST_TEST(!went_well(glass.ask(R"({"do":"touch","id":"cash"})")));
    BOOST_TEST(glass.ask(R"({"do":"touch","id":"nowhere"})").find("nothing called nowhere") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_tree_names_every_control_with_its_rectangle) {
    Glass glass;
    const auto tree = glass.ask(R"({"do":"tree"})");
    BOOST_TEST(tree.find(R"("id":"cash.yes")") != std::string::npos);
    BOOST_TEST(tree.find(R"("rectangle":[10,20,100,50])") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wait_ends_with_its_screen_or_with_its_time) {
    Glass glass;
    glass.pilot.ask(R"({"do":"wait","screen":"review","for":1000})");
    BOOST_TEST(!glass.pilot.reply().has_value());
    BOOST_TEST(glass.pilot.next_due().has_value());
    glass.screen.id = "review";
    BOOST_TEST(went_well(glass.pilot.reply().value()));
    glass.pilot.ask(R"({"do":"wait","screen":"question.*","for":1000})");
    BOOST_TEST(!glass.pilot.reply().has_value());
    glass.clock.advance(1s);
    BOOST_TEST(!went_well(glass.pilot.reply().value()));
    BOOST_TEST(glass.pilot.idle());
}

BOOST_AUTO_TEST_CASE(the_bench_is_pulled_by_name) {
    Glass glass;
    BOOST_TEST(went_well(glass.ask(R"({"do":"pull","device":"printer","lever":"jam"})")));
    BOOST_TEST(glass.pulled.size() == 1u);
    BOOST_TEST(!went_well(glass.ask(R"({"do":"pull","device":"printer","lever":"explode"})")));
    BOOST_TEST(glass.ask(R"({"do":"levers"})").find("jam") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_not_understood_is_answered_and_harms_nothing) {
    Glass glass;
    for (const char* request :
         {"", "{", "[]", "null", "7", "{\"do\":7}", "{}", "{\"do\":\"dance\"}", "{\"do\":\"touch\"}",
          "{\"do\":\"touch\",\"id\":3}", "{\"do\":\"wait\",\"for\":\"ever\"}", "\xff\xfe"})
        BOOST_TEST(!went_well(glass.ask(request)), request);
    BOOST_TEST(!went_well(glass.ask(R"({"do":"picture","file":"x.png"})")));
    BOOST_TEST(went_well(glass.ask(R"({"do":"end"})")));
    BOOST_TEST(glass.ended);
}
