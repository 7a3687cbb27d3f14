#include <algorithm>
#include <iostream>
#include <vector>

#include "backend/command.h"

using namespace landfall::backend;

namespace {

const Command* const commands[] = {&serve_command, &check_command, &manifest_command};

int usage(std::ostream& out) {
    out << "usage: landfall-backend COMMAND [ARGUMENT]...\n\n";
    for (const auto* command : commands) out << "  " << command->name << "  " << command->summary << '\n';
    out << "\nlandfall-backend COMMAND --help tells more.\n";
    return static_cast<int>(&out == &std::cout ? Exit::right : Exit::usage);
}

}  // namespace

int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    if (arguments.empty()) return usage(std::cerr);
    if (arguments[0] == "--help" || arguments[0] == "-h") return usage(std::cout);
    const auto named = [&](const Command* command) { return command->name == arguments[0]; };
    const auto* const found = std::ranges::find_if(commands, named);
    if (found == std::end(commands)) return usage(std::cerr);
    const Arguments rest = Arguments(arguments).subspan(1);
    if (rest.size() == 1 && (rest[0] == "--help" || rest[0] == "-h")) {
        std::cout << (*found)->help;
        return static_cast<int>(Exit::right);
    }
    return static_cast<int>((*found)->run(rest));
}
