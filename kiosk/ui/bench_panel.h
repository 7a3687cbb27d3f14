#pragma once

/// QA's panel in a window of its own: one button for each lever of a simulated device. It posts to the simulators and never
/// to the session. ImGui's own text and widgets are good enough here: no passenger sees it.

#include <memory>

#include "devices/bench.h"

namespace landfall::ui {

/// Threads: the UI thread. Owner: the bench's levers outlive it.
class BenchPanel {
public:
    /// nullptr when no second window can be had; QA then uses the socket.
    static std::unique_ptr<BenchPanel> open(const devices::Bench& bench);
    ~BenchPanel();
    BenchPanel(const BenchPanel&) = delete;
    BenchPanel& operator=(const BenchPanel&) = delete;

private:
    struct Inside;
    explicit BenchPanel(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace landfall::ui
