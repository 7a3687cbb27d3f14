// The least that anything on this glass must cost: an SDL window with an OpenGL context, cleared and shown once.
//
// Usage: bare_window WIDTH HEIGHT; SDL_VIDEODRIVER chooses offscreen or X11. Says "shown" and stays until standard
// input ends.
#include <SDL.h>
#include <SDL_opengl.h>

#include <cstdio>
#include <cstdlib>

namespace {

int fail(const char* what) {
    std::fprintf(stderr, "bare_window: %s: %s\n", what, SDL_GetError());
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return fail("usage: bare_window WIDTH HEIGHT");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return fail("no video");
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    auto* window = SDL_CreateWindow("bare", 0, 0, std::atoi(arguments[1]), std::atoi(arguments[2]), SDL_WINDOW_OPENGL);
    if (window == nullptr) return fail("no window");
    const auto context = SDL_GL_CreateContext(window);
    if (context == nullptr) return fail("no OpenGL 3.3");
    const auto clear_colour = reinterpret_cast<decltype(&::glClearColor)>(SDL_GL_GetProcAddress("glClearColor"));
    const auto clear = reinterpret_cast<decltype(&::glClear)>(SDL_GL_GetProcAddress("glClear"));
    const auto finish = reinterpret_cast<decltype(&::glFinish)>(SDL_GL_GetProcAddress("glFinish"));
    if (clear_colour == nullptr || clear == nullptr || finish == nullptr) return fail("OpenGL lacks a function");
    clear_colour(0.2f, 0.3f, 0.4f, 1);
    clear(GL_COLOR_BUFFER_BIT);
    SDL_GL_SwapWindow(window);
    finish();
    std::puts("shown");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    SDL_GL_DeleteContext(context);
    SDL_DestroyWindow(window);
    SDL_Quit();
    return 0;
}
