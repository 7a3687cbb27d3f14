#include "kiosk/base/log.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <string>

#include "kiosk/base/date.h"
#include "kiosk/base/match.h"

namespace landfall {
namespace {

struct Row {
    std::string_view name;
    LogLevel level;
    std::string_view meaning;
};

constexpr auto rows = std::to_array<Row>({
#define LANDFALL_EVENT(name, level, meaning) {#name, LogLevel::level, meaning},
    LANDFALL_LOG_EVENTS(LANDFALL_EVENT)
#undef LANDFALL_EVENT
});
constexpr std::array<std::string_view, 4> levels{"debug", "info", "warning", "error"};

std::atomic<LogLevel> least_level{LogLevel::info};

const Row& row_of(LogEvent event) { return rows.at(static_cast<std::size_t>(event)); }

}  // namespace

std::string_view name_of(LogEvent event) { return row_of(event).name; }
LogLevel level_of(LogEvent event) { return row_of(event).level; }
std::string_view meaning_of(LogEvent event) { return row_of(event).meaning; }

void set_log_level(LogLevel least) { least_level = least; }

void log(LogEvent event, std::initializer_list<Fact> facts) {
    const auto& row = row_of(event);
    if (row.level < least_level) return;
    std::string line = R"({"time":")" + to_rfc3339(SystemClock().wall()) + R"(","level":")";
    line.append(levels.at(static_cast<std::size_t>(row.level))).append(R"(","event":")").append(row.name).append("\"");
    for (const auto& fact : facts) {
        line.append(",\"").append(fact.name.text()).append("\":");
        match(
            fact.value, [&](long long number) { line += std::to_string(number); },
            [&](std::chrono::milliseconds took) { line += std::to_string(took.count()); },
            [&](Word word) { line.append("\"").append(word.text()).append("\""); });
    }
    line += "}\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace landfall
