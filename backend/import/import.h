#pragma once

/// Takes the manifests of a folder into the store, each content once.

#include <filesystem>

#include "backend/manifest/manifest.h"
#include "backend/store/store.h"
#include "kiosk/base/clock.h"

namespace landfall::backend {

struct ImportCount {
    int files = 0;    ///< new ones
    int refused = 0;  ///< can't be read; named on standard error, tried again next time
};

/// Every file of `folder` whose name doesn't begin with a dot. A file that is still being written is either refused now
/// or corrected by its whole content later.
ImportCount import_manifests(const std::filesystem::path& folder, Store& store, const Clock& clock);

/// One message as rows: each leg that lands, under its number and local day of arrival.
std::vector<FlightManifest> rows_of(const Manifest& manifest);

}  // namespace landfall::backend
