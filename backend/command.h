#pragma once

/// `landfall-backend`, the program of the border's side: what it can be asked to do.

#include <span>
#include <string>

namespace landfall::backend {

/// How a command ended, which is the exit status of the process.
enum class Exit {
    right = 0,  ///< it served until it was asked to end, or the thing asked about is right
    wrong = 1,  ///< it could not serve, or the thing is not right; the output says why
    usage = 2,  ///< used wrongly; standard error says how to use it
};

/// Arguments after the command's own name.
using Arguments = std::span<const std::string>;

struct Command {
    const char* name;
    const char* summary;  ///< one line for `landfall-backend --help`
    const char* help;     ///< the whole text of `landfall-backend NAME --help`
    Exit (*run)(Arguments);
};

extern const Command serve_command;
extern const Command check_command;
extern const Command manifest_command;

/// The value of `--config FILE` when that is all there is; empty otherwise.
std::string config_argument(Arguments arguments);

}  // namespace landfall::backend
