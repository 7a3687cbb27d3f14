#include <boost/test/unit_test.hpp>

#include "kiosk/app/conductor.h"
#include "kiosk/session/delays.h"
#include "tests/kiosk/ui/screens.h"

using namespace landfall;
using namespace landfall::app;
using namespace std::chrono_literals;

namespace {

/// A conductor whose hands write down what they were told.
struct Kiosk {
    ManualClock clock{from_rfc3339("2026-11-21T08:30:00Z").value()};
    std::vector<std::string> done;
    std::optional<Declaration> submitted;
    std::uint64_t job = 0;
    int woken = 0;
    Conductor conductor{tests::site(), clock, hands(), {}, [this] { ++woken; }};

    Hands hands() {
        Hands made;
        made.listen = [this](bool wanted) { done.push_back(wanted ? "listen" : "listen not"); };
        made.submit = [this](Declaration declaration) { submitted = std::move(declaration); };
        made.issue_provisional = [this](std::string) { done.push_back("provisional"); };
        made.forget = [this](DeclarationId) { done.push_back("forget"); };
        made.print = [this](std::uint64_t number, const PrintReceipt&) { job = number; };
        made.encode = [](const std::string&) { return BitMatrix{1, {true}}; };
        made.draw_id = [] { return DeclarationId("0123456789abcdef0123456789abcdef"); };
        made.forget_texts = [this] { done.push_back("forget texts"); };
        return made;
    }
    bool did(const std::string& what) const { return std::find(done.begin(), done.end(), what) != done.end(); }
    template <typename Expected>
    bool is() const {
        return std::holds_alternative<Expected>(conductor.state());
    }
    void passes(std::chrono::milliseconds time) {
        clock.advance(time);
        conductor.go_on();
    }
    void to_document() {
        conductor.touched(Started{});
        conductor.touched(LanguageChosen{"fr"});
    }
    void to_sending() {
        to_document();
        conductor.inbox().post(FromReader{conductor.listening_visit(),
                                          tests::visit("fr", TextSize::normal, Contrast::normal).person->scan});
        conductor.go_on();
        conductor.touched(Continued{});
        conductor.touched(PassedOver{});
        for (int touches = 0; touches < 40 && !is<Reviewing>(); ++touches) {
            const auto& asking = std::get<Asking>(conductor.state());
            const auto* item = item_at(tests::site(), {asking.pack, asking.path});
            BOOST_REQUIRE(item != nullptr);
            conductor.touched(item->type == ItemType::boolean ? Happening(Answered{false})
                                                              : Happening(Answered{item->options.back().value}));
        }
        conductor.touched(Declared{});
    }
    std::string key() const { return idempotency_key(*submitted); }
    void link_says(link::Report report) {
        conductor.inbox().post(FromLink{std::move(report)});
        conductor.go_on();
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_visit_runs_on_reports_and_ends_in_forgetting) {
    Kiosk kiosk;
    kiosk.to_sending();
    BOOST_REQUIRE(kiosk.is<Sending>());
    BOOST_TEST(to_rfc3339(kiosk.submitted->made) == "2026-11-21T08:30:00Z");
    kiosk.link_says(link::Stored{kiosk.key()});
    kiosk.link_says(link::Answered{{kiosk.key(), {}, "HD1:X"}});
    BOOST_REQUIRE(kiosk.is<ShowingReceipt>());
    kiosk.conductor.inbox().post(FromPrinter{devices::JobReport{kiosk.job, {}}});
    kiosk.conductor.go_on();
    BOOST_TEST((std::get<ShowingReceipt>(kiosk.conductor.state()).paper == PaperState::printed));
    kiosk.conductor.touched(Finished{});
    BOOST_TEST(kiosk.did("forget"));
    BOOST_TEST(kiosk.did("forget texts"));
    kiosk.passes(delays::goodbye);
    BOOST_TEST(kiosk.is<Attract>());
    BOOST_TEST(!kiosk.conductor.next_due().has_value());
}

BOOST_AUTO_TEST_CASE(the_backend_away_leads_to_a_provisional_receipt_after_five_seconds) {
    Kiosk kiosk;
    kiosk.to_sending();
    kiosk.link_says(link::Stored{kiosk.key()});
    kiosk.passes(4900ms);
    BOOST_TEST(!kiosk.did("provisional"));
    kiosk.passes(100ms);
    BOOST_TEST(kiosk.did("provisional"));
    kiosk.link_says(link::ProvisionalIssued{kiosk.key(), "HD1:P"});
    BOOST_TEST(std::get<ShowingReceipt>(kiosk.conductor.state()).provisional);
}

BOOST_AUTO_TEST_CASE(a_document_of_an_earlier_visit_never_reaches_the_next) {
    Kiosk kiosk;
    kiosk.to_document();
    const auto first = kiosk.conductor.listening_visit();
    const auto scan = tests::visit("fr", TextSize::normal, Contrast::normal).person->scan;
    kiosk.conductor.touched(LeaveAsked{});
    kiosk.conductor.touched(LeaveConfirmed{});
    BOOST_TEST(kiosk.conductor.listening_visit() == 0u);
    kiosk.passes(delays::goodbye);
    kiosk.to_document();
    kiosk.conductor.inbox().post(FromReader{first, scan});
    kiosk.conductor.go_on();
    BOOST_TEST(kiosk.is<AwaitingDocument>());
    BOOST_TEST(kiosk.conductor.listening_visit() == first + 1);
}

BOOST_AUTO_TEST_CASE(a_paper_of_an_earlier_visit_is_nobodys) {
    Kiosk kiosk;
    kiosk.to_sending();
    kiosk.link_says(link::Answered{{kiosk.key(), {}, "HD1:X"}});
    kiosk.conductor.inbox().post(FromPrinter{devices::JobReport{kiosk.job + 1, {}}});
    kiosk.conductor.go_on();
    BOOST_TEST((std::get<ShowingReceipt>(kiosk.conductor.state()).paper == PaperState::printing));
}

BOOST_AUTO_TEST_CASE(who_walks_away_is_warned_and_forgotten_in_time) {
    Kiosk kiosk;
    kiosk.to_document();
    kiosk.passes(delays::idle);
    BOOST_TEST(std::holds_alternative<IdleWarning>(*overlay_of(kiosk.conductor.state())));
    for (int second = 0; second < 45; ++second) {
        BOOST_TEST(kiosk.is<AwaitingDocument>());
        kiosk.passes(1s);
    }
    BOOST_TEST(kiosk.is<Attract>());
    BOOST_TEST(kiosk.did("forget texts"));
}

BOOST_AUTO_TEST_CASE(a_wall_clock_that_jumps_ends_no_visit) {
    Kiosk kiosk;
    kiosk.to_document();
    kiosk.clock.set_wall(from_rfc3339("2036-01-01T00:00:00Z").value());
    kiosk.conductor.go_on();
    BOOST_TEST(kiosk.is<AwaitingDocument>());
    kiosk.clock.set_wall(WallTime{});
    kiosk.passes(1s);
    BOOST_TEST(kiosk.is<AwaitingDocument>());
}

BOOST_AUTO_TEST_CASE(a_refused_certificate_closes_the_lane_until_it_is_accepted_again) {
    Kiosk kiosk;
    kiosk.link_says(link::BackendState{link::BackendFault::certificate_refused});
    BOOST_TEST(kiosk.is<OutOfService>());
    kiosk.link_says(link::BackendState{link::BackendFault::none});
    BOOST_TEST(kiosk.is<Attract>());
    kiosk.link_says(link::BackendState{link::BackendFault::unreachable});
    BOOST_TEST(kiosk.is<Attract>());
}

BOOST_AUTO_TEST_CASE(an_outbox_without_room_closes_the_lane_until_there_is_room) {
    Kiosk kiosk;
    kiosk.link_says(link::OutboxState{false});
    BOOST_TEST(kiosk.is<OutOfService>());
    kiosk.link_says(link::OutboxState{true});
    BOOST_TEST(kiosk.is<Attract>());
}

BOOST_AUTO_TEST_CASE(every_post_wakes_the_loop) {
    Kiosk kiosk;
    kiosk.conductor.inbox().post(FromPrinter{devices::PrinterHealth{}});
    BOOST_TEST(kiosk.woken == 1);
}
