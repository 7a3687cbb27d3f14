#pragma once

/// A folder of one test, gone with it.

#include <cstdlib>
#include <filesystem>
#include <string>

class Scratch {
public:
    Scratch() {
        auto name = (std::filesystem::temp_directory_path() / "landfall-link-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) std::abort();
        folder_ = name;
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }

private:
    std::filesystem::path folder_;
};
