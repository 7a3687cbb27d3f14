#pragma once

/// One POST /v1/declarations on its way from sealed bytes to a durable row. Private to this folder.

#include <memory>
#include <optional>
#include <string>

#include "backend/server/api.h"
#include "kiosk/declaration/declaration.h"

namespace landfall::backend {

/// `prepare`, then `keep` unless it gave an answer. Threads: one.
class Declaring {
public:
    Declaring(Store& store, WallTime arrived, const ApiSettings& settings, std::shared_ptr<const Material> material,
              Request request);

    /// Opens, verifies, reads and judges. An answer: refused, or known already, or the store can't be read.
    std::optional<Answer> prepare();
    /// Stores what was prepared. `reply` runs after the commit, on the store's thread.
    void keep(Api::Reply reply);

private:
    std::optional<Answer> open();
    std::optional<Answer> recall() const;
    std::optional<Answer> read();
    std::optional<Answer> judge_it();
    std::optional<Answer> sign(const Verdict& verdict, std::string& receipt) const;
    Answer refused(unsigned status, std::string_view code, std::string_view detail) const;

    Store& store_;
    const WallTime arrived_;
    const ApiSettings& settings_;
    const std::shared_ptr<const Material> material_;
    const Request request_;

    KeyId signer_;
    DeclarationRow row_;
    Declaration declaration_;
    std::vector<std::string> unknown_packs_;
    WallTime made_{};  ///< by the backend's clock
};

}  // namespace landfall::backend
