#pragma once

/// The glass: one window with an OpenGL context, a picture of our own that keeps what was drawn, and what fingers do.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/ui/arrange.h"

union SDL_Event;

namespace landfall::ui {

struct WindowSettings {
    Size size{1080, 1920};
    bool fullscreen = false;
    bool offscreen = false;  ///< without any display; pictures are the same as on one
    std::string title = "Landfall";
};

/// A finger or the left mouse button. Units: pixels of the glass.
struct Touch {
    enum class Phase { began, moved, ended } phase = Phase::began;
    int x = 0, y = 0;
};

/// A key of the tactile keypad, which comes as a keyboard.
enum class KeypadKey { previous, next, select, help };

struct Input {
    std::vector<Touch> touches;
    std::vector<KeypadKey> keys;
    bool quit = false;
    bool exposed = false;  ///< the window system lost what was shown
};

/// Threads: the one that opened it.
class Window {
public:
    /// Errors: a sentence; also when SDL chose another video driver than was asked for, which it does silently.
    static Result<std::unique_ptr<Window>> open(const WindowSettings& settings);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    Size size() const;
    /// "x11", "KMSDRM", "offscreen" ...
    std::string driver() const;

    /// Sleeps until input comes, one of `others` can be read, or `until` has passed.
    void wait(std::span<const int> others, std::optional<std::chrono::milliseconds> longest);
    /// What has happened since the last call. `other` is offered each event first, for a second window.
    Input take_input(const std::function<bool(const SDL_Event&)>& other = {});

    /// Drawing goes into our own picture from here on ...
    void begin();
    /// ... and is shown. Only what lies in `changed` differs from what was shown before.
    void show(const Rect& changed);

    /// What is on the glass, as RGB rows from the top.
    std::vector<std::uint8_t> pixels() const;
    /// Errors: a sentence with the path.
    Result<Done> save_picture(const std::filesystem::path& png) const;

private:
    struct Inside;
    explicit Window(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace landfall::ui
