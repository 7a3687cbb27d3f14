#pragma once

/// QA's panel in a window of its own: one button for each lever of a simulated device. It posts to the simulators and
/// never to the session. ImGui's own text and widgets are good enough here: no passenger sees it.

#include <functional>
#include <memory>
#include <string>
#include <vector>

union SDL_Event;

namespace landfall::ui {

struct BenchButton {
    std::string group, name;
    std::function<void()> press;
};

/// Threads: the UI thread.
class BenchPanel {
public:
    /// nullptr when no second window can be had; QA then uses the socket.
    static std::unique_ptr<BenchPanel> open(std::vector<BenchButton> buttons);
    ~BenchPanel();
    BenchPanel(const BenchPanel&) = delete;
    BenchPanel& operator=(const BenchPanel&) = delete;

    /// Whether this event belongs to the panel's window, which has then taken it.
    bool takes(const SDL_Event& event);
    /// Draws if anything happened since the last call.
    void draw();

private:
    struct Inside;
    explicit BenchPanel(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace landfall::ui
