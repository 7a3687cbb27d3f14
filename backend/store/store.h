#pragma once

/// What the backend keeps: declarations with their verdicts, what manifests announced, and an audit of both.
///
/// SQLite is the embedded store; tests/backend/store_contract.cpp is what each further store must pass.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "backend/rows/rows.h"
#include "kiosk/base/result.h"

namespace landfall::backend {

/// Why the store can't serve just now. All of them pass: the caller says "try later" and nothing is lost.
enum class StoreFault {
    full,         ///< no room on the disk
    unavailable,  ///< read-only, broken, or not there
    busy,         ///< more waits than can be taken on
};

/// Threads: any, for all members.
/// Errors:  StoreFault; a store recovers by itself when its cause is gone.
class Store {
public:
    virtual ~Store() = default;

    using Answer = std::function<void(Result<Kept, StoreFault>)>;
    /// Keeps `row` unless its key is taken, with its audit row. `answer` runs exactly once, on the store's own thread
    /// with no lock held, and only after the commit has returned. It must not wait for this store.
    virtual void keep(DeclarationRow row, Answer answer) = 0;

    /// What is read here is durable.
    virtual Result<std::optional<DeclarationRow>, StoreFault> find(const std::string& key) = 0;
    /// The highest revision kept of a declaration.
    virtual Result<std::optional<DeclarationRow>, StoreFault> latest(const std::string& id) = 0;

    /// All of it or nothing; false when these bytes were imported before. A traveller announced again on the same
    /// flight under the same document number and nationality replaces the earlier entry. Returns after the commit.
    virtual Result<bool, StoreFault> import(const ManifestImport& manifest) = 0;
    virtual Result<bool, StoreFault> was_imported(const std::string& sha256) = 0;
    virtual Result<Announced, StoreFault> announced(const Sought& sought) = 0;

    /// Queues an audit row; lost without a word when the store can't write.
    virtual void note(AuditRow row) = 0;
    /// Newest first, at most `most`.
    virtual Result<std::vector<AuditRow>, StoreFault> audit(std::size_t most) = 0;

    /// Tries a durable write of a large declaration's size, unless one has worked within seconds. Empty: it works.
    virtual std::optional<StoreFault> probe() = 0;
};

}  // namespace landfall::backend
