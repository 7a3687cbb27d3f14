#include "kiosk/ui/window.h"

#include <SDL.h>
#include <SDL_opengl.h>
#include <SDL_syswm.h>
#include <poll.h>
#include <stb_image_write.h>

#include <algorithm>

#include "kiosk/ui/gl.h"
#include "kiosk/ui/partial_swap.h"

namespace landfall::ui {
namespace {

/// Video drivers whose input has no descriptor that we may wait for: looked at so often instead.
constexpr int blind_poll_ms = 16;

Failure<std::string> failed(const char* what) { return {std::string(what) + ": " + SDL_GetError()}; }

/// SDL makes mice of fingers and fingers of mice unless told not to; we take each as what it is.
void set_hints() {
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint("SDL_MOUSE_AUTO_CAPTURE", "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
}

struct Version {
    int profile, major, minor;
};
constexpr Version versions[] = {{SDL_GL_CONTEXT_PROFILE_CORE, 3, 3}, {SDL_GL_CONTEXT_PROFILE_ES, 3, 0}};

}  // namespace

struct Window::Inside {
    SDL_Window* window = nullptr;
    SDL_GLContext context = nullptr;
    Gl gl;
    Size size;
    GLuint picture = 0, picture_buffer = 0;
    PartialSwap partial_swap;
    int x11 = -1;
    bool sdl = false;

    ~Inside() {
        if (context != nullptr) SDL_GL_DeleteContext(context);
        if (window != nullptr) SDL_DestroyWindow(window);
        if (sdl) SDL_Quit();
    }

    Result<Done> start(const WindowSettings& settings) {
        set_hints();
        if (settings.offscreen) SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
        if (SDL_Init(SDL_INIT_VIDEO) != 0) return failed("no video");
        sdl = true;
        if (!settings.offscreen && std::string(SDL_GetCurrentVideoDriver()) == "offscreen")
            return Failure{"there is no display; --offscreen draws without one"};
        const auto wanted = first_size(settings);
        for (const auto& version : versions) {
            SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, version.profile);
            SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, version.major);
            SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, version.minor);
            SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
            const Uint32 flags =
                Uint32{SDL_WINDOW_OPENGL} | (settings.fullscreen ? Uint32{SDL_WINDOW_FULLSCREEN_DESKTOP} : 0u);
            window = SDL_CreateWindow(settings.title.c_str(), SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
                                      wanted.width, wanted.height, flags);
            if (window != nullptr && (context = SDL_GL_CreateContext(window)) != nullptr) break;
            if (window != nullptr) SDL_DestroyWindow(window);
            window = nullptr;
        }
        if (context == nullptr) return failed("no OpenGL 3.3 and no OpenGL ES 3.0");
        SDL_GL_SetSwapInterval(0);  // we draw on change only; waiting for the next refresh would only delay it
        SDL_GL_GetDrawableSize(window, &size.width, &size.height);
        if (settings.fullscreen) SDL_ShowCursor(SDL_DISABLE);
        find_descriptor();
        partial_swap = find_partial_swap(window);
        if (!gl.load()) return Failure{"OpenGL lacks a function"};
        return make_picture();
    }

    /// Without a window manager nobody makes a window as large as the screen: so it begins that large.
    static Size first_size(const WindowSettings& settings) {
        SDL_DisplayMode mode;
        if (!settings.fullscreen || SDL_GetDesktopDisplayMode(0, &mode) != 0) return settings.size;
        return {mode.w, mode.h};
    }

    void find_descriptor() {
        SDL_SysWMinfo info;
        SDL_VERSION(&info.version);
        if (SDL_GetWindowWMInfo(window, &info) == SDL_TRUE && info.subsystem == SDL_SYSWM_X11)
            x11 = ConnectionNumber(info.info.x11.display);
    }

    Result<Done> make_picture() {
        gl.GenTextures(1, &picture);
        gl.BindTexture(GL_TEXTURE_2D, picture);
        gl.TexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.width, size.height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        gl.GenFramebuffers(1, &picture_buffer);
        gl.BindFramebuffer(GL_FRAMEBUFFER, picture_buffer);
        gl.FramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, picture, 0);
        if (gl.CheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
            return Failure{"no framebuffer of our own"};
        return Done{};
    }

    void copy_to_window(const Rect& part) {
        gl.BindFramebuffer(GL_READ_FRAMEBUFFER, picture_buffer);
        gl.BindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
        gl.BlitFramebuffer(part.x, part.y, part.right(), part.bottom(), part.x, part.y, part.right(), part.bottom(),
                           GL_COLOR_BUFFER_BIT, GL_NEAREST);
    }

    void add(const SDL_Event& event, Input& input) const {
        const auto finger = [&](Touch::Phase phase) {
            input.touches.push_back(
                {phase, int(event.tfinger.x * float(size.width)), int(event.tfinger.y * float(size.height))});
        };
        const auto key = [&](SDL_Keycode code) {
            if (event.key.repeat != 0) return;
            if (code == SDLK_TAB || code == SDLK_DOWN || code == SDLK_RIGHT)
                input.keys.push_back((event.key.keysym.mod & KMOD_SHIFT) != 0 ? KeypadKey::previous : KeypadKey::next);
            if (code == SDLK_UP || code == SDLK_LEFT) input.keys.push_back(KeypadKey::previous);
            if (code == SDLK_RETURN || code == SDLK_SPACE) input.keys.push_back(KeypadKey::select);
            if (code == SDLK_F1) input.keys.push_back(KeypadKey::help);
        };
        switch (event.type) {
            case SDL_QUIT:
                input.quit = true;
                break;
            case SDL_FINGERDOWN:
                finger(Touch::Phase::began);
                break;
            case SDL_FINGERMOTION:
                finger(Touch::Phase::moved);
                break;
            case SDL_FINGERUP:
                finger(Touch::Phase::ended);
                break;
            case SDL_MOUSEBUTTONDOWN:
                if (event.button.button == SDL_BUTTON_LEFT)
                    input.touches.push_back({Touch::Phase::began, event.button.x, event.button.y});
                break;
            case SDL_MOUSEMOTION:
                if ((event.motion.state & SDL_BUTTON_LMASK) != 0)
                    input.touches.push_back({Touch::Phase::moved, event.motion.x, event.motion.y});
                break;
            case SDL_MOUSEBUTTONUP:
                if (event.button.button == SDL_BUTTON_LEFT)
                    input.touches.push_back({Touch::Phase::ended, event.button.x, event.button.y});
                break;
            case SDL_KEYDOWN:
                key(event.key.keysym.sym);
                break;
            case SDL_WINDOWEVENT:
                if (event.window.event == SDL_WINDOWEVENT_EXPOSED) input.exposed = true;
                if (event.window.event == SDL_WINDOWEVENT_CLOSE) input.quit = true;
                break;
            default:
                break;
        }
    }
};

Window::Window(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Window::~Window() = default;

Result<std::unique_ptr<Window>> Window::open(const WindowSettings& settings) {
    auto inside = std::make_unique<Inside>();
    if (const auto started = inside->start(settings); !started) return Failure{started.error()};
    return std::unique_ptr<Window>(new Window(std::move(inside)));
}

Size Window::size() const { return inside_->size; }
std::string Window::driver() const { return SDL_GetCurrentVideoDriver(); }

void Window::wait(std::span<const int> others, std::optional<std::chrono::milliseconds> longest) {
    if (SDL_PollEvent(nullptr) != 0) return;
    std::vector<pollfd> waited;
    for (const int other : others) waited.push_back({other, POLLIN, 0});
    if (inside_->x11 >= 0) waited.push_back({inside_->x11, POLLIN, 0});
    const bool blind = inside_->x11 < 0 && driver() != "offscreen";
    const int bound = longest ? int(std::clamp<long long>(longest->count(), 0, 3'600'000)) : -1;
    ::poll(waited.data(), waited.size(), blind && (bound < 0 || bound > blind_poll_ms) ? blind_poll_ms : bound);
}

Input Window::take_input(const std::function<bool(const SDL_Event&)>& other) {
    Input input;
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0)
        if (!other || !other(event)) inside_->add(event, input);
    return input;
}

void Window::begin() { inside_->gl.BindFramebuffer(GL_FRAMEBUFFER, inside_->picture_buffer); }

void Window::show(const Rect& changed) {
    const auto size = inside_->size;
    const int left = std::clamp(changed.x, 0, size.width), right = std::clamp(changed.right(), 0, size.width);
    const int top = std::clamp(changed.y, 0, size.height), bottom = std::clamp(changed.bottom(), 0, size.height);
    const Rect part{left, size.height - bottom, right - left, bottom - top};  // OpenGL counts rows from the bottom
    if (part.empty()) return;
    const bool whole = part.width == size.width && part.height == size.height;
    if (!whole && inside_->partial_swap) {
        inside_->copy_to_window(part);
        if (inside_->partial_swap(part, size)) return;
    }
    inside_->copy_to_window({0, 0, size.width, size.height});
    SDL_GL_SwapWindow(inside_->window);
}

std::vector<std::uint8_t> Window::pixels() const {
    auto& gl = inside_->gl;
    const auto size = inside_->size;
    const std::size_t row = std::size_t(size.width) * 4;
    std::vector<std::uint8_t> rgba(row * std::size_t(size.height));
    gl.BindFramebuffer(GL_READ_FRAMEBUFFER, inside_->picture_buffer);
    gl.ReadPixels(0, 0, size.width, size.height, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
    std::vector<std::uint8_t> rgb;
    rgb.reserve(rgba.size() / 4 * 3);
    for (int y = size.height - 1; y >= 0; --y)  // OpenGL counts rows from the bottom
        for (std::size_t x = 0; x < row; x += 4)
            rgb.insert(rgb.end(), &rgba[std::size_t(y) * row + x], &rgba[std::size_t(y) * row + x] + 3);
    return rgb;
}

Result<Done> Window::save_picture(const std::filesystem::path& png) const {
    const auto rows = pixels();
    if (stbi_write_png(png.c_str(), inside_->size.width, inside_->size.height, 3, rows.data(),
                       inside_->size.width * 3) == 0)
        return Failure{png.string() + ": can't be written"};
    return Done{};
}

}  // namespace landfall::ui
