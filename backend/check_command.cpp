#include <iostream>

#include "backend/command.h"
#include "backend/config/config.h"

namespace landfall::backend {
namespace {

constexpr const char* help = R"(usage: landfall-backend check --config FILE

Reads the configuration whole and says everything that is wrong with it, one line each with file and field.
Exit status: 0 when nothing is, 1 when something is.
)";

Exit run(Arguments arguments) {
    const auto file = config_argument(arguments);
    if (file.empty()) {
        std::cerr << help;
        return Exit::usage;
    }
    const auto config = load_config(file);
    if (config) return Exit::right;
    for (const auto& problem : config.error()) std::cerr << problem << '\n';
    return Exit::wrong;
}

}  // namespace

std::string config_argument(Arguments arguments) {
    return arguments.size() == 2 && arguments[0] == "--config" ? arguments[1] : std::string();
}

const Command check_command{"check", "say what is wrong with a configuration", help, run};

}  // namespace landfall::backend
