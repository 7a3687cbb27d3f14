#pragma once

/// The pilot's Unix socket: one client at a time, lines in, lines out. Readable by the kiosk's own user alone (0600).

#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/base/result.h"

namespace landfall::app {

/// Threads: the UI thread; blocks for a second at most, when a client does not read its replies.
class QaSocket {
public:
    /// Errors: a sentence with the path. A stale socket file is replaced.
    static Result<std::unique_ptr<QaSocket>> open(const std::filesystem::path& path);
    ~QaSocket();
    QaSocket(const QaSocket&) = delete;
    QaSocket& operator=(const QaSocket&) = delete;

    /// What to poll for reading.
    std::vector<int> descriptors() const;
    /// Takes what has come; whole lines only.
    std::vector<std::string> read_lines();
    /// Whether a client has come or gone since this was last asked: what the one before wanted to know is nobody's now.
    bool client_changed();
    /// Sends one line. A client that does not read is dropped.
    void send(const std::string& line);

private:
    QaSocket(int listener, std::filesystem::path path) : listener_(listener), path_(std::move(path)) {}
    void drop_client();

    int listener_;
    int client_ = -1;
    bool changed_ = false;
    std::filesystem::path path_;
    std::string begun_;
};

}  // namespace landfall::app
