#pragma once

/// A border for tests: test PKI, packs, a kiosk that declares, and the backend itself as a process.

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/declaration/declaration.h"
#include "kiosk/declaration/pack.h"
#include "kiosk/protocol/envelope.h"
#include "tests/backend/folder.h"

namespace landfall::backend {

/// What packaging/pki makes for kiosk-1, kiosk-2 and the wrong ones; once for each test program.
const std::filesystem::path& pki();

/// The packs in force at the tests' border, and the folder in which they lie.
const std::vector<Pack>& packs();
const std::filesystem::path& packs_folder();

/// ERIKSSON ANNA MARIA of kiosk-1 with nothing to mend. `number` makes the id; equal numbers, equal ids.
Declaration declaration(unsigned number, WallTime made);
std::string id_of(unsigned number);

/// Signed by `kiosk`'s signing key and sealed for the border.
std::string sealed(const std::string& json, const std::string& kiosk = "kiosk-1");
std::string sealed(const Declaration& declaration);

struct Reply {
    long status = 0;  ///< 0: no answer
    std::string body;
    std::map<std::string, std::string> headers;  ///< names in small letters
};

/// A kiosk's side of the wire: one libcurl handle, kept alive between requests. Threads: one.
class Client {
public:
    /// `certificate`: a path in the PKI without its ending; empty: none.
    explicit Client(std::uint16_t port, const std::string& certificate = "kiosks/kiosk-1");
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client();

    Reply get(const std::string& path) { return send("GET", path, "", {}); }
    Reply declare(const std::string& key, const std::string& body);
    Reply declare(const Declaration& declaration) { return declare(idempotency_key(declaration), sealed(declaration)); }
    Reply send(const std::string& method, const std::string& path, const std::string& body,
               const std::vector<std::string>& headers);
    /// How many connections were made so far.
    int connections() const { return connections_; }

private:
    void* handle_;
    std::uint16_t port_;
    std::string certificate_;
    int connections_ = 0;
};

/// landfall-backend as a process, over a store of its own that outlives its restarts.
class Border {
public:
    /// `extra`: more members for the configuration, as JSON text that begins with a comma.
    /// `store`: where, below the border's folder.
    explicit Border(const std::string& extra = "", const std::string& store = "store.db");
    Border(const Border&) = delete;
    Border& operator=(const Border&) = delete;
    ~Border();

    /// `prefix`: shell commands that run before it, both in a mount namespace of their own; empty: neither.
    void start(const std::string& prefix = "");
    void signal(int number) const;
    /// Exit status, or minus the signal that ended it; empty when it lives on for 20 s.
    std::optional<int> wait();
    void kill();

    std::uint16_t port() const { return port_; }
    pid_t process() const { return process_; }
    std::filesystem::path folder() const { return folder_.path(); }
    std::filesystem::path store() const { return folder_ / store_; }
    std::filesystem::path manifests() const { return folder_ / "manifests"; }
    /// Its own copies, which tests may change.
    std::filesystem::path crl() const { return folder_ / "crl.pem"; }
    std::string log() const;
    /// Waits until `text` stands in the log.
    bool logged(const std::string& text) const;

private:
    Folder folder_;
    std::string store_;
    std::uint16_t port_ = 0;
    pid_t process_ = 0;
};

}  // namespace landfall::backend
