#pragma once

/// What every store must do, whatever it keeps its rows in. A store's own test runs each of these checks over it.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "backend/store/store.h"

namespace landfall::backend::contract {

/// Opens the store under test; called again, it finds what was kept before.
using Open = std::function<std::unique_ptr<Store>()>;

struct Check {
    const char* name;
    void (*run)(const Open&);
};
const std::vector<Check>& checks();

/// A row to keep.
DeclarationRow row(const std::string& id, std::uint32_t revision = 1);
/// Keeps it and waits for the answer.
Result<Kept, StoreFault> keep(Store& store, const DeclarationRow& given);

}  // namespace landfall::backend::contract
