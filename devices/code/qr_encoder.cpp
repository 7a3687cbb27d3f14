#include "devices/code/qr_encoder.h"

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <exception>

namespace landfall::devices {

Result<BitMatrix> encode_qr(const std::string& text) {
    constexpr int level_m = 4;  // ZXing counts from 0 to 8; 4 is QR's M
    try {
        auto writer = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode);
        const auto modules = writer.setMargin(0).setEccLevel(level_m).encode(text, 0, 0);
        BitMatrix matrix;
        matrix.side = modules.width();
        matrix.modules.reserve(std::size_t(matrix.side) * std::size_t(matrix.side));
        for (int row = 0; row < matrix.side; ++row)
            for (int column = 0; column < matrix.side; ++column) matrix.modules.push_back(modules.get(column, row));
        return matrix;
    } catch (const std::exception& problem) {
        return Failure{std::string("no QR code: ") + problem.what()};
    }
}

}  // namespace landfall::devices
