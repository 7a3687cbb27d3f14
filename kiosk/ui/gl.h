#pragma once

/// The few OpenGL functions that ImGui's backend does not need but we do. Private to ui.

#include <SDL.h>
#include <SDL_opengl.h>

namespace landfall::ui {

/// Threads: the one of the context. Owner: whoever drew with it; a plain table.
struct Gl {
    decltype(&::glGenTextures) GenTextures = nullptr;
    decltype(&::glBindTexture) BindTexture = nullptr;
    decltype(&::glTexImage2D) TexImage2D = nullptr;
    decltype(&::glTexSubImage2D) TexSubImage2D = nullptr;
    decltype(&::glTexParameteri) TexParameteri = nullptr;
    decltype(&::glPixelStorei) PixelStorei = nullptr;
    decltype(&::glReadPixels) ReadPixels = nullptr;
    PFNGLGENERATEMIPMAPPROC GenerateMipmap = nullptr;
    PFNGLGENFRAMEBUFFERSPROC GenFramebuffers = nullptr;
    PFNGLBINDFRAMEBUFFERPROC BindFramebuffer = nullptr;
    PFNGLFRAMEBUFFERTEXTURE2DPROC FramebufferTexture2D = nullptr;
    PFNGLCHECKFRAMEBUFFERSTATUSPROC CheckFramebufferStatus = nullptr;
    PFNGLBLITFRAMEBUFFERPROC BlitFramebuffer = nullptr;

    /// Errors: false when the context lacks one of them.
    bool load() {
        const auto find = [](auto& function, const char* name) {
            function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(SDL_GL_GetProcAddress(name));
            return function != nullptr;
        };
        return find(GenTextures, "glGenTextures") && find(BindTexture, "glBindTexture") &&
               find(TexImage2D, "glTexImage2D") && find(TexSubImage2D, "glTexSubImage2D") &&
               find(TexParameteri, "glTexParameteri") && find(PixelStorei, "glPixelStorei") &&
               find(ReadPixels, "glReadPixels") && find(GenerateMipmap, "glGenerateMipmap") &&
               find(GenFramebuffers, "glGenFramebuffers") && find(BindFramebuffer, "glBindFramebuffer") &&
               find(FramebufferTexture2D, "glFramebufferTexture2D") &&
               find(CheckFramebufferStatus, "glCheckFramebufferStatus") && find(BlitFramebuffer, "glBlitFramebuffer");
    }
};

}  // namespace landfall::ui
