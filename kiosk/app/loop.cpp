#include "kiosk/app/loop.h"

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "kiosk/base/log.h"
#include "kiosk/ui/compose.h"

namespace landfall::app {
namespace {

volatile std::sig_atomic_t signalled = 0;
devices::Wake* to_wake = nullptr;

void on_signal(int) {
    signalled = 1;
    to_wake->wake();  // a write to an eventfd: allowed in a handler (signal-safety(7))
}

}  // namespace

Loop::Loop(Appliance& appliance, Glass& glass, devices::Wake& wake, const Options& options)
    : appliance_(appliance), glass_(glass), wake_(wake), options_(options), pilot_(cockpit(), clock_) {
    to_wake = &wake;
    std::signal(SIGTERM, on_signal);
    std::signal(SIGINT, on_signal);
    if (!options.walk.empty()) {
        std::ifstream script(options.walk);
        for (std::string line; std::getline(script, line);)
            if (!line.empty() && line.front() != '#') pilot_.ask(line);
        walking_ = true;
    }
    if (!options.qa_socket.empty()) {
        auto opened = QaSocket::open(options.qa_socket);
        if (opened)
            qa_ = std::move(*opened);
        else
            std::cerr << opened.error() << "\n";
    }
    if (options.display == Display::windowed && !appliance.bench().empty()) {
        std::vector<ui::BenchButton> buttons;
        for (const auto& lever : appliance.bench()) buttons.push_back({lever.device, lever.name, lever.pull});
        bench_ = ui::BenchPanel::open(std::move(buttons));
    }
}

Loop::~Loop() {
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
}

int Loop::run() {
    log(LogEvent::kiosk_started);
    while (!ended_ && signalled == 0) {
        wake_.quiet();
        appliance_.conductor().go_on();
        take_input();
        draw();
        serve_pilot();
        draw();
        if (!ended_) sleep();
    }
    log(LogEvent::kiosk_stopping);
    return status_;
}

void Loop::draw() {
    auto& conductor = appliance_.conductor();
    if (drawn_ == conductor.changes()) return;
    drawn_ = conductor.changes();
    glass_.show(ui::compose(appliance_.site(), conductor.state(), appliance_.texts()));
    if (options_.pictures.empty()) return;
    const auto& screen = *glass_.arranged().screen;
    const auto name = screen.id + (screen.dialog.empty() ? "" : "." + screen.dialog.front().id);
    if (name == pictured_) return;
    pictured_ = name;
    char number[16];
    std::snprintf(number, sizeof number, "%02d-", ++pictures_);
    if (const auto saved = save_picture(number + name + ".png"); !saved) std::cerr << saved.error() << "\n";
}

void Loop::take_input() {
    const auto for_bench = [this](const SDL_Event& event) { return bench_ && bench_->takes(event); };
    const auto input = glass_.window().take_input(for_bench);
    if (bench_) bench_->draw();
    for (const auto& touch : input.touches) happens(glass_.touch(touch));
    for (const auto key : input.keys) happens(glass_.press(key));
    if (input.exposed) glass_.show_again();
    ended_ |= input.quit;
}

void Loop::happens(std::optional<Happening> what) {
    if (!what) return;
    appliance_.conductor().touched(std::move(*what));
    draw();  // the next touch of the same moment must meet the screen that this one made
}

void Loop::tap(int x, int y) {
    happens(glass_.touch({ui::Touch::Phase::began, x, y}));
    happens(glass_.touch({ui::Touch::Phase::ended, x, y}));
}

void Loop::serve_pilot() {
    if (qa_) {
        auto lines = qa_->read_lines();
        if (qa_->client_changed() && !walking_) pilot_.forget();
        for (auto& line : lines) pilot_.ask(std::move(line));
    }
    while (const auto reply = pilot_.reply()) {
        draw();
        if (walking_) std::cout << *reply << "\n" << std::flush;
        if (qa_) qa_->send(*reply);
        if (walking_ && !went_well(*reply)) {
            status_ = 1;
            ended_ = true;
            return;
        }
    }
    if (walking_ && pilot_.idle()) ended_ = true;
}

void Loop::sleep() {
    std::vector<int> others{wake_.poll_entry().fd};
    if (qa_)
        for (const int descriptor : qa_->descriptors()) others.push_back(descriptor);
    auto due = appliance_.conductor().next_due();
    if (const auto pilots = pilot_.next_due()) due = due ? std::min(*due, *pilots) : pilots;
    std::optional<std::chrono::milliseconds> longest;
    // Rounded up: waking a moment early would only mean waking twice.
    if (due) longest = std::chrono::ceil<std::chrono::milliseconds>(*due - clock_.now());
    glass_.window().wait(others, longest);
}

Result<Done> Loop::save_picture(const std::filesystem::path& file) {
    return glass_.window().save_picture(options_.pictures / file);
}

Cockpit Loop::cockpit() {
    Cockpit cockpit;
    cockpit.screen = [this]() -> const ui::Screen& {
        draw();
        return *glass_.arranged().screen;
    };
    cockpit.place = [this](const std::string& id) -> std::optional<Place> {
        const auto* placed = glass_.arranged().find(id);
        if (placed == nullptr) return std::nullopt;
        return Place{placed->rect.x, placed->rect.y, placed->rect.width, placed->rect.height};
    };
    cockpit.tap = [this](int x, int y) { tap(x, y); };
    cockpit.picture = [this](const std::filesystem::path& file) { return save_picture(file); };
    cockpit.end = [this] { ended_ = true; };
    cockpit.bench = &appliance_.bench();
    return cockpit;
}

}  // namespace landfall::app
