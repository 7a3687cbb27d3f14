// landfall-kiosk: the list of its parts.

#include <iostream>

#include "kiosk/app/appliance.h"
#include "kiosk/app/config.h"
#include "kiosk/app/glass.h"
#include "kiosk/app/loop.h"
#include "kiosk/app/options.h"
#include "kiosk/app/scrub.h"

using namespace landfall;
using namespace landfall::app;

namespace {

ui::WindowSettings window_settings(const Options& options, const ScreenConfig& screen) {
    const auto [width, height] = options.size.value_or(std::pair(screen.width, screen.height));
    return {{width, height}, options.display == Display::fullscreen, options.display == Display::offscreen, "Landfall"};
}

/// A smaller window shows the same millimetres with fewer pixels.
double density(const Options& options, const ScreenConfig& screen) {
    if (!options.size) return screen.pixels_per_mm;
    const auto shorter = [](double one, double other) { return one < other ? one : other; };
    return screen.pixels_per_mm * shorter(options.size->first, options.size->second) /
           shorter(screen.width, screen.height);
}

int fail(const std::string& why) {
    std::cerr << "landfall-kiosk: " << why << "\n";
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    const auto options = read_options(count, arguments);
    if (!options) {
        if (options.error().empty()) return 0;
        std::cerr << "landfall-kiosk: " << options.error() << "\n" << usage;
        return 2;
    }
    if (const auto kept = keep_memory_private(); !kept) return fail(kept.error());

    const SystemClock clock;
    devices::Wake wake;
    std::unique_ptr<Glass> glass;
    auto appliance = Appliance::make(
        read_config(options->config), clock, [&] { wake.wake(); },
        [&] {
            if (glass) glass->forget();
        });
    if (!appliance) return fail(appliance.error());
    const auto& screen = (*appliance)->screen();
    auto opened = Glass::open(window_settings(*options, screen), density(*options, screen), (*appliance)->data());
    if (!opened) return fail(opened.error());
    glass = std::move(*opened);
    return Loop(**appliance, *glass, wake, *options).run();
}
