// `landfall`: the table of commands, and the way from arguments to one of them.

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/tools/command.h"

namespace landfall::tools {
namespace {

constexpr std::array commands{
    &mrz_command,        &pack_check_command, &pack_answer_command,    &pack_logic_command,
    &pack_build_command, &manifest_command,   &receipt_verify_command, &selftest_command,
};

void print(std::FILE* stream, std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }

std::string help() {
    std::string text =
        "usage: landfall COMMAND [ARGUMENT...]\n"
        "       landfall COMMAND --help\n"
        "       landfall --help | --version\n\n"
        "Checks documents, question packs, manifests, receipts and this kiosk. Answers are JSON, one object a line.\n\n"
        "commands:\n";
    for (const auto* command : commands) {
        std::string name = command->name;
        name.resize(std::max<std::size_t>(name.size() + 2, 18), ' ');
        text.append("  ").append(name).append(command->summary).append("\n");
    }
    return text + "\nexit status: 0 right, 1 wrong, 2 used wrongly\n";
}

// How many of the first arguments are the command's name; 0 when they are not.
std::size_t words_matched(std::string_view name, const std::vector<std::string>& arguments) {
    std::string so_far;
    for (std::size_t words = 1; words <= arguments.size(); ++words) {
        so_far.append(words > 1 ? " " : "").append(arguments[words - 1]);
        if (so_far == name) return words;
    }
    return 0;
}

Exit run(const std::vector<std::string>& arguments) {
    if (arguments.empty()) {
        print(stderr, help());
        return Exit::usage;
    }
    if (arguments[0] == "--version") {
        print(stdout, "landfall " LANDFALL_VERSION "\n");
        return Exit::right;
    }
    if (arguments[0] == "--help" || arguments[0] == "help") {
        print(stdout, help());
        return Exit::right;
    }
    for (const auto* command : commands) {
        const auto words = words_matched(command->name, arguments);
        if (words == 0) continue;
        const Arguments rest(arguments.begin() + static_cast<std::ptrdiff_t>(words), arguments.end());
        if (rest.size() == 1 && (rest[0] == "--help" || rest[0] == "-h")) {
            print(stdout, command->help);
            return Exit::right;
        }
        return command->run(rest);
    }
    print(stderr, "landfall: no command '" + arguments[0] + "'; try landfall --help\n");
    return Exit::usage;
}

}  // namespace
}  // namespace landfall::tools

int main(int count, char** arguments) {
    return static_cast<int>(landfall::tools::run({arguments + 1, arguments + count}));
}
