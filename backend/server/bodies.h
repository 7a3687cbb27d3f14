#pragma once

/// The JSON that requests and answers carry, besides declarations themselves (kiosk/protocol/wire.h).

#include <span>
#include <string>
#include <string_view>

#include "backend/server/material.h"

namespace landfall::backend {

/// RFC 9457, with a `code` that programs can tell apart. The texts are ours, never the sender's.
std::string problem_body(unsigned status, std::string_view code, std::string_view detail);
/// "Conflict" for 409.
std::string_view reason_phrase(unsigned status);

/// Every key by which a signature of kiosks or backend can be checked.
std::string keys_body(const Material& material);
std::string packs_body(std::span<const Pack> packs);
/// Units: `now` RFC 3339.
std::string health_body(bool store_works, std::string_view now);
/// backend/openapi.json, as it was compiled in.
std::string_view openapi_body();

}  // namespace landfall::backend
