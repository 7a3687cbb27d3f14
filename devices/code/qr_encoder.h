#pragma once

/// Texts as QR codes.

#include <string>

#include "kiosk/base/bit_matrix.h"
#include "kiosk/base/result.h"

namespace landfall::devices {

/// `text` as a QR code of error correction level M, without quiet zone (ISO/IEC 18004).
/// Errors: a sentence when the text does not fit into the largest version.
Result<BitMatrix> encode_qr(const std::string& text);

}  // namespace landfall::devices
