#include "kiosk/ui/partial_swap.h"

#include <SDL.h>
#include <SDL_syswm.h>

#include <string>
#include <string_view>
// Last: X11 defines everyday words as macros.
#include <GL/glx.h>
#include <GL/glxext.h>

namespace landfall::ui {
namespace {

template <class Function>
Function find(const char* name) {
    return reinterpret_cast<Function>(SDL_GL_GetProcAddress(name));
}

bool has_word(std::string_view list, std::string_view word) {
    return (" " + std::string(list) + " ").find(" " + std::string(word) + " ") != std::string::npos;
}

/// GLX_MESA_copy_sub_buffer: the X server moves no more pixels than have changed.
PartialSwap glx_copy() {
    const auto get_display = find<PFNGLXGETCURRENTDISPLAYPROC>("glXGetCurrentDisplay");
    const auto get_drawable = find<decltype(&::glXGetCurrentDrawable)>("glXGetCurrentDrawable");
    const auto get_extensions = find<decltype(&::glXQueryExtensionsString)>("glXQueryExtensionsString");
    const auto copy = find<PFNGLXCOPYSUBBUFFERMESAPROC>("glXCopySubBufferMESA");
    const auto query = find<decltype(&::glXQueryDrawable)>("glXQueryDrawable");
    if (!get_display || !get_drawable || !get_extensions || !copy || !query) return {};
    auto* display = get_display();  // null: SDL was told to use EGL
    if (display == nullptr) return {};
    const char* extensions = get_extensions(display, DefaultScreen(display));
    if (extensions == nullptr || !has_word(extensions, "GLX_MESA_copy_sub_buffer")) return {};
    return [=, drawable = get_drawable()](const Rect& part, Size glass) {
        // A copy from outside the window ends the program, and the window system may have given it another size.
        unsigned width = 0, height = 0;
        query(display, drawable, GLX_WIDTH, &width);
        query(display, drawable, GLX_HEIGHT, &height);
        if (int(width) != glass.width || int(height) != glass.height) return false;
        copy(display, drawable, part.x, part.y, part.width, part.height);
        return true;
    };
}

}  // namespace

PartialSwap find_partial_swap(SDL_Window* window) {
    // A pbuffer: it keeps its contents, swapping has no effect on it (EGL 1.5, 3.10.1).
    if (std::string_view(SDL_GetCurrentVideoDriver()) == "offscreen")
        return [window](const Rect&, Size) {
            SDL_GL_SwapWindow(window);
            return true;
        };
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) == SDL_TRUE && info.subsystem == SDL_SYSWM_X11) return glx_copy();
    return {};
}

}  // namespace landfall::ui
