#pragma once

/// `landfall`, the command line of technicians and QA: one table of commands, one JSON object a line on standard
/// output.

#include <span>
#include <string>

namespace landfall::tools {

/// How a command ended, which is the exit status of the process.
enum class Exit {
    right = 0,  ///< the thing asked about is right
    wrong = 1,  ///< it is not, and the output says why
    usage = 2,  ///< used wrongly; standard error says how to use it
};

/// Arguments after the command's own name. Errors: never throws; bad input is an answer, not an accident.
using Arguments = std::span<const std::string>;

struct Command {
    const char* name;     ///< "mrz", "pack check"
    const char* summary;  ///< one line for `landfall --help`
    const char* help;     ///< the whole text of `landfall NAME --help`
    Exit (*run)(Arguments);
};

/// The commands, each defined in the source that bears its name.
extern const Command mrz_command;
extern const Command manifest_command;
extern const Command receipt_verify_command;
extern const Command pack_check_command;
extern const Command pack_answer_command;
extern const Command pack_logic_command;
extern const Command pack_build_command;
extern const Command selftest_command;

}  // namespace landfall::tools
