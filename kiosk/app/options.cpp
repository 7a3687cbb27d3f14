#include "kiosk/app/options.h"

#include <charconv>
#include <iostream>
#include <span>
#include <string_view>

namespace landfall::app {
namespace {

/// "1080x1920"
std::optional<std::pair<int, int>> size_from(std::string_view text) {
    const auto cross = text.find('x');
    if (cross == std::string_view::npos) return std::nullopt;
    const auto number = [](std::string_view digits) {
        int value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return error == std::errc{} && end == digits.data() + digits.size() && value >= 240 && value <= 7680 ? value
                                                                                                             : 0;
    };
    const int width = number(text.substr(0, cross)), height = number(text.substr(cross + 1));
    if (width == 0 || height == 0) return std::nullopt;
    return std::pair(width, height);
}

}  // namespace

Result<Options> read_options(int count, const char* const* arguments) {
    Options options;
    const std::span<const char* const> words(arguments + 1, std::size_t(count > 0 ? count - 1 : 0));
    for (std::size_t index = 0; index < words.size(); ++index) {
        const std::string word = words[index];
        if (word == "--help" || word == "--version") {
            std::cout << (word == "--help" ? usage : "landfall-kiosk " LANDFALL_VERSION "\n");
            return Failure{std::string()};
        }
        if (word == "--windowed") {
            options.display = Display::windowed;
            continue;
        }
        if (word == "--offscreen") {
            options.display = Display::offscreen;
            continue;
        }
        if (++index == words.size()) return Failure{word + " is not known, or lacks its value"};
        const std::string value = words[index];
        if (word == "--config")
            options.config = value;
        else if (word == "--walk")
            options.walk = value;
        else if (word == "--pictures")
            options.pictures = value;
        else if (word == "--qa")
            options.qa_socket = value;
        else if (word == "--size" && (options.size = size_from(value)))
            continue;
        else
            return Failure{word + " " + value + " is not understood"};
    }
    return options;
}

}  // namespace landfall::app
