#include "kiosk/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace landfall {
namespace {

/// Closes on every way out.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int get() const { return number_; }

private:
    int number_;
};

Failure<std::string> failed(const std::filesystem::path& path, const char* what) {
    return {path.string() + ": " + what + ": " + std::strerror(errno)};
}

bool write_all(int file, std::string_view content) {
    while (!content.empty()) {
        const auto written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool sync_folder(const std::filesystem::path& folder) {
    const Descriptor directory(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return directory.get() >= 0 && ::fsync(directory.get()) == 0;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t most) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return failed(path, "can't be opened");
    std::string content;
    constexpr std::size_t step = 64 * 1024;
    while (content.size() <= most) {
        const auto had = content.size();
        content.resize(had + step);
        const auto got = ::read(file.get(), content.data() + had, step);
        content.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed(path, "can't be read");
        if (got == 0) return content;
    }
    return Failure{path.string() + ": larger than " + std::to_string(most) + " bytes"};
}

Result<Done> write_file(const std::filesystem::path& path, std::string_view content, unsigned mode) {
    auto beside = path;
    beside += ".new-" + std::to_string(::getpid());
    {
        const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode));
        if (file.get() < 0) return failed(beside, "can't be made");
        if (!write_all(file.get(), content) || ::fsync(file.get()) != 0) {
            const auto failure = failed(beside, "can't be written");
            ::unlink(beside.c_str());
            return failure;
        }
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) {
        const auto failure = failed(path, "can't be replaced");
        ::unlink(beside.c_str());
        return failure;
    }
    if (!sync_folder(path.parent_path())) return failed(path, "folder can't be synced");
    return Done{};
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view symbols = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto byte : bytes) text.append({symbols[byte >> 4], symbols[byte & 15]});
    return text;
}

}  // namespace landfall
