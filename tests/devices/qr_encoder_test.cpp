// QR codes, read back by a reader that is not the library that wrote them.

#include "devices/code/qr_encoder.h"

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <filesystem>

#include "kiosk/base/file.h"
#include "tests/devices/every_printer.h"

using namespace landfall;
using namespace landfall::devices;
using namespace landfall::devices::bench;

namespace {

std::string read_back(const BitMatrix& matrix) {
    constexpr int scale = 4;
    constexpr int quiet = 4;
    const int side = (matrix.side + 2 * quiet) * scale;
    std::string picture = "P5\n" + std::to_string(side) + " " + std::to_string(side) + "\n255\n";
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const int column = x / scale - quiet;
            const int row = y / scale - quiet;
            const bool inside = column >= 0 && row >= 0 && column < matrix.side && row < matrix.side;
            picture += inside && matrix.dark(column, row) ? '\0' : '\xFF';
        }
    const PrinterFolder folder;
    BOOST_REQUIRE(write_file(folder.path() / "code.pgm", picture));
    const auto command =
        "zbarimg -q --nodbus --raw -S*.disable -Sqrcode.enable " + (folder.path() / "code.pgm").string();
    auto* pipe = ::popen(command.c_str(), "r");
    BOOST_REQUIRE(pipe != nullptr);
    std::string text;
    for (int byte = 0; (byte = std::fgetc(pipe)) != EOF;) text += char(byte);
    BOOST_REQUIRE_MESSAGE(::pclose(pipe) == 0, "no code in the picture");
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

// As many characters of base45 as a receipt has.
std::string receipt_of(std::size_t length) {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    std::string text = "HD1:";
    for (std::uint32_t state = 1; text.size() < length; state = state * 1664525 + 1013904223)
        text += alphabet[(state >> 16) % alphabet.size()];
    return text;
}

int version_of(const BitMatrix& matrix) { return (matrix.side - 17) / 4; }  // ISO/IEC 18004, 6.3.1

}  // namespace

BOOST_AUTO_TEST_CASE(a_receipt_is_a_code_of_version_9_to_11_and_reads_back) {
    for (const std::size_t length : {228, 256, 290, 325}) {
        const auto text = receipt_of(length);
        const auto matrix = encode_qr(text);
        BOOST_REQUIRE(bool(matrix));
        BOOST_TEST((version_of(*matrix) >= 8 && version_of(*matrix) <= 11), length << ": " << version_of(*matrix));
        BOOST_TEST(matrix->modules.size() == std::size_t(matrix->side) * std::size_t(matrix->side));
        BOOST_TEST(read_back(*matrix) == text);
    }
}

BOOST_AUTO_TEST_CASE(the_corners_are_those_of_a_qr_code_and_no_quiet_zone_is_around_it) {
    const auto matrix = encode_qr("HD1:").value();
    BOOST_TEST(matrix.side == 21);
    for (int at = 0; at < 7; ++at) {
        BOOST_TEST(matrix.dark(at, 0));
        BOOST_TEST(matrix.dark(0, at));
        BOOST_TEST(matrix.dark(matrix.side - 1 - at, 0));
        BOOST_TEST(matrix.dark(0, matrix.side - 1 - at));
    }
}

BOOST_AUTO_TEST_CASE(the_longest_receipt_of_a_group_still_fits) {
    const auto text = receipt_of(2048);
    const auto matrix = encode_qr(text);
    BOOST_REQUIRE(bool(matrix));
    BOOST_TEST(read_back(*matrix) == text);
}

BOOST_AUTO_TEST_CASE(what_fits_into_no_code_is_an_error) {
    BOOST_TEST(!encode_qr(std::string(4000, 'x')));
    BOOST_TEST(!encode_qr(""));
}
