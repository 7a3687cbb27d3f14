#include "kiosk/ui/bench_panel.h"

#include <SDL.h>
#include <SDL_opengl.h>
#include <imgui.h>
#include <imgui/backends/imgui_impl_opengl3.h>
#if __has_include(<imgui/backends/imgui_impl_sdl2.h>)  // the name since ImGui 1.89
#include <imgui/backends/imgui_impl_sdl2.h>
#else
#include <imgui/backends/imgui_impl_sdl.h>
#endif

namespace landfall::ui {
namespace {

constexpr int width = 360, height = 720;
constexpr int beside = 12;          ///< pixels between the kiosk's window and the panel
constexpr int settling_frames = 3;  ///< ImGui answers an event over a few frames: press, release, highlight

}  // namespace

struct BenchPanel::Inside {
    std::vector<BenchButton> buttons;
    SDL_Window* window = nullptr;
    SDL_GLContext drawing = nullptr;
    ImGuiContext* context = nullptr;
    int frames = settling_frames;
    bool ready = false;

    /// The kiosk's own window and contexts are current again when this ends.
    struct Current {
        explicit Current(const Inside& inside)
            : window(SDL_GL_GetCurrentWindow()),
              drawing(SDL_GL_GetCurrentContext()),
              context(ImGui::GetCurrentContext()) {
            SDL_GL_MakeCurrent(inside.window, inside.drawing);
            ImGui::SetCurrentContext(inside.context);
        }
        ~Current() {
            SDL_GL_MakeCurrent(window, drawing);
            ImGui::SetCurrentContext(context);
        }
        Current(const Current&) = delete;
        Current& operator=(const Current&) = delete;
        SDL_Window* window;
        SDL_GLContext drawing;
        ImGuiContext* context;
    };

    ~Inside() {
        if (ready) {
            const Current current(*this);
            ImGui_ImplOpenGL3_Shutdown();
            ImGui_ImplSDL2_Shutdown();
        }
        if (context != nullptr) ImGui::DestroyContext(context);
        if (drawing != nullptr) SDL_GL_DeleteContext(drawing);
        if (window != nullptr) SDL_DestroyWindow(window);
    }

    bool open() {
        auto* kiosk = SDL_GL_GetCurrentWindow();
        auto* kiosk_drawing = SDL_GL_GetCurrentContext();
        int x = 0, y = 0, wide = 0;
        SDL_GetWindowPosition(kiosk, &x, &y);
        SDL_GetWindowSize(kiosk, &wide, nullptr);
        window = SDL_CreateWindow("Landfall bench", x + wide + beside, y, width, height, SDL_WINDOW_OPENGL);
        if (window != nullptr) drawing = SDL_GL_CreateContext(window);
        SDL_GL_MakeCurrent(kiosk, kiosk_drawing);
        if (drawing == nullptr) return false;
        auto* before = ImGui::GetCurrentContext();
        context = ImGui::CreateContext();
        ImGui::SetCurrentContext(before);
        const Current current(*this);
        ImGui::GetIO().IniFilename = nullptr;
        ready = ImGui_ImplSDL2_InitForOpenGL(window, drawing) && ImGui_ImplOpenGL3_Init();
        return ready;
    }

    void add_buttons() {
        std::string group;
        for (const auto& button : buttons) {
            if (button.group != group) {
                group = button.group;
                ImGui::Spacing();
                ImGui::TextUnformatted(group.c_str());
                ImGui::Separator();
            }
            ImGui::PushID(&button);
            if (ImGui::Button(button.name.c_str(), {-1, 0})) button.press();
            ImGui::PopID();
        }
    }
};

BenchPanel::BenchPanel(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
BenchPanel::~BenchPanel() = default;

std::unique_ptr<BenchPanel> BenchPanel::open(std::vector<BenchButton> buttons) {
    auto inside = std::make_unique<Inside>();
    inside->buttons = std::move(buttons);
    if (!inside->open()) return nullptr;
    return std::unique_ptr<BenchPanel>(new BenchPanel(std::move(inside)));
}

bool BenchPanel::takes(const SDL_Event& event) {
    const auto mine = SDL_GetWindowID(inside_->window);
    const bool concerns =
        (event.type == SDL_WINDOWEVENT && event.window.windowID == mine) ||
        (event.type == SDL_MOUSEMOTION && event.motion.windowID == mine) ||
        ((event.type == SDL_MOUSEBUTTONDOWN || event.type == SDL_MOUSEBUTTONUP) && event.button.windowID == mine) ||
        (event.type == SDL_MOUSEWHEEL && event.wheel.windowID == mine);
    if (!concerns) return false;
    const Inside::Current current(*inside_);
    ImGui_ImplSDL2_ProcessEvent(&event);
    inside_->frames = settling_frames;
    return true;
}

void BenchPanel::draw() {
    const Inside::Current current(*inside_);
    for (; inside_->frames > 0; --inside_->frames) {
        ImGui_ImplOpenGL3_NewFrame();
        ImGui_ImplSDL2_NewFrame();
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
        ImGui::Begin("bench", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
        inside_->add_buttons();
        ImGui::End();
        ImGui::Render();
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
        SDL_GL_SwapWindow(inside_->window);
    }
}

}  // namespace landfall::ui
