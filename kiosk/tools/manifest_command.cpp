// `landfall manifest` lives with the backend, whose parser it is; this finds that program and becomes it.

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <vector>

#include "kiosk/tools/command.h"

namespace landfall::tools {
namespace {

Exit run(Arguments arguments) {
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const auto beside = (self.parent_path() / "landfall-backend").string();

    std::vector<std::string> words{"landfall-backend", "manifest"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);

    ::execv(beside.c_str(), pointers.data());
    ::execvp(pointers.front(), pointers.data());
    std::fputs("landfall manifest: needs the program landfall-backend beside this one or on PATH\n", stderr);
    return Exit::usage;
}

}  // namespace

const Command manifest_command{
    "manifest", "read passenger manifests: UN/EDIFACT PAXLST or CSV",
    "usage: landfall manifest FILE...\n\n"
    "Reads passenger manifests and prints one JSON object a message: file, flights, passengers, crew.\n"
    "Needs the program landfall-backend, which holds the parser, beside this one or on PATH.\n\n"
    "exit status: 0 all could be read, 1 not all, 2 used wrongly\n",
    run};

}  // namespace landfall::tools
