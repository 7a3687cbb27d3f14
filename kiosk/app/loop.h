#pragma once

/// The UI thread's life: sleep, hear, step, draw.

#include <filesystem>

#include "devices/wake.h"
#include "kiosk/app/appliance.h"
#include "kiosk/app/glass.h"
#include "kiosk/app/options.h"
#include "kiosk/app/pilot.h"
#include "kiosk/app/qa_socket.h"
#include "kiosk/ui/bench_panel.h"

namespace landfall::app {

/// Ends on SIGTERM, SIGINT, a closed window, or the end of a walk. Returns the exit status of the process.
class Loop {
public:
    Loop(Appliance& appliance, Glass& glass, devices::Wake& wake, const Options& options);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    int run();

private:
    void draw();
    void take_input();
    void serve_pilot();
    void sleep();
    void happens(std::optional<Happening> what);
    void tap(int x, int y);
    Result<Done> save_picture(const std::filesystem::path& file);
    Cockpit cockpit();

    Appliance& appliance_;
    Glass& glass_;
    devices::Wake& wake_;
    const Options& options_;
    SystemClock clock_;
    Pilot pilot_;
    std::unique_ptr<QaSocket> qa_;
    std::unique_ptr<ui::BenchPanel> bench_;
    bool walking_ = false;
    bool ended_ = false;
    int status_ = 0;
    std::uint64_t drawn_ = ~std::uint64_t{0};
    int pictures_ = 0;
    std::string pictured_;
};

}  // namespace landfall::app
