#pragma once

/// A PDF as programs of others see it: its text, its size, its picture, the codes on it.

#include <sys/wait.h>

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "kiosk/base/file.h"

namespace landfall::paper {

/// What a command prints. Errors: a failed test.
inline std::string said_by(const std::string& command) {
    auto* pipe = ::popen(command.c_str(), "r");
    BOOST_REQUIRE(pipe != nullptr);
    std::string said;
    char bytes[4096];
    for (std::size_t got = 0; (got = std::fread(bytes, 1, sizeof bytes, pipe)) > 0;) said.append(bytes, got);
    const int status = ::pclose(pipe);
    BOOST_REQUIRE_MESSAGE(WIFEXITED(status) && WEXITSTATUS(status) == 0, "failed: " << command);
    return said;
}

/// A PDF in a folder of its own. Where LANDFALL_PICTURES names a folder, the picture is kept there as `name`.png.
class Sheet {
public:
    Sheet(const std::string& name, const std::string& pdf) : name_(name) {
        BOOST_REQUIRE(::mkdtemp(folder_.data()) != nullptr);
        BOOST_REQUIRE(write_file(folder_ + "/a.pdf", pdf));
    }
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;
    ~Sheet() { std::filesystem::remove_all(folder_); }

    std::string text() const { return said_by("pdftotext -enc UTF-8 " + folder_ + "/a.pdf -"); }
    /// The lines of `pdfinfo`: title, page size, dates.
    std::string info() const { return said_by("pdfinfo -isodates " + folder_ + "/a.pdf"); }
    std::string fonts() const { return said_by("pdffonts " + folder_ + "/a.pdf"); }
    /// The text of the QR code as a camera at 200 dpi would see it.
    std::string code() const {
        said_by("pdftoppm -png -r 200 -singlefile " + folder_ + "/a.pdf " + folder_ + "/a");
        if (const char* keep = std::getenv("LANDFALL_PICTURES"))
            std::filesystem::copy_file(folder_ + "/a.png", std::string(keep) + "/" + name_ + ".png",
                                       std::filesystem::copy_options::overwrite_existing);
        auto text = said_by("zbarimg -q --nodbus --raw -S*.disable -Sqrcode.enable " + folder_ + "/a.png");
        while (text.ends_with('\n')) text.pop_back();
        return text;
    }

private:
    const std::string name_;
    std::string folder_ = (std::filesystem::temp_directory_path() / "landfall-paper-XXXXXX").string();
};

}  // namespace landfall::paper
