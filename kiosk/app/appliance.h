#pragma once

/// The parts of one kiosk, made from its configuration and wired together. What is wrong with them becomes health, not
/// an end: the screen has to say it.

#include <memory>

#include "devices/bench.h"
#include "devices/document/document_reader.h"
#include "devices/printer/printer.h"
#include "i18n/text.h"
#include "kiosk/app/conductor.h"
#include "kiosk/app/config.h"
#include "kiosk/link/link.h"

namespace landfall::app {

/// Owner:   main. Destroyed in reverse: devices and link stop before what they report to.
/// Threads: made and destroyed by the UI thread.
class Appliance {
public:
    /// `wake` is called on any thread when the conductor's inbox has something.
    /// Errors: only what leaves no way to say anything at all: no texts.
    /// Owner:  the clock outlives it.
    static Result<std::unique_ptr<Appliance>> make(const Result<Config>& config, const Clock& clock,
                                                   std::function<void()> wake, std::function<void()> forget_texts);

    Conductor& conductor() { return *conductor_; }
    const Site& site() const { return site_; }
    const i18n::Texts& texts() const { return texts_; }
    const devices::Bench& bench() const { return bench_; }
    const ScreenConfig& screen() const { return config_.screen; }
    std::filesystem::path data() const { return config_.data; }

private:
    Appliance(Config config, i18n::Texts texts, const Clock& clock)
        : config_(std::move(config)), texts_(std::move(texts)), clock_(clock) {}

    void load_packs(Health& health);
    void check_link(Health& health) const;
    void start_devices();
    void start_link();
    void print(std::uint64_t job, const PrintReceipt& receipt);
    Hands hands(std::function<void()> forget_texts);
    link::Settings link_settings() const;

    Config config_;
    i18n::Texts texts_;
    const Clock& clock_;
    Site site_;
    std::unique_ptr<Conductor> conductor_;
    std::unique_ptr<link::Link> link_;
    std::unique_ptr<devices::Printer> printer_;
    std::unique_ptr<devices::DocumentReader> reader_;
    devices::Bench bench_;
};

}  // namespace landfall::app
