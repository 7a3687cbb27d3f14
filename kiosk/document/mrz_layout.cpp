#include "kiosk/document/mrz_layout.h"

namespace landfall {
namespace {

// Doc 9303-5, 4.2.2.
constexpr MrzLayout td1{.shape = {3, 30},
                        .number = {0, 5, 9},
                        .number_digit = {0, 14, 1},
                        .nationality = {1, 15, 3},
                        .birth_date = {1, 0, 6},
                        .birth_date_digit = {1, 6, 1},
                        .sex = {1, 7, 1},
                        .expiry_date = {1, 8, 6},
                        .expiry_date_digit = {1, 14, 1},
                        .optional = {0, 15, 15},
                        .second_optional = {1, 18, 11},
                        .optional_digit = {},
                        .surname = {2, 0, 30},
                        .given_names = {},
                        .composite_digit = {1, 29, 1},
                        .composite = {{{0, 5, 25}, {1, 0, 7}, {1, 8, 7}, {1, 18, 11}}},
                        .long_numbers = true};

// The four formats of two lines share the beginning of their second line.
constexpr MrzLayout two_lines(std::size_t width) {
    return {.shape = {2, width},
            .number = {1, 0, 9},
            .number_digit = {1, 9, 1},
            .nationality = {1, 10, 3},
            .birth_date = {1, 13, 6},
            .birth_date_digit = {1, 19, 1},
            .sex = {1, 20, 1},
            .expiry_date = {1, 21, 6},
            .expiry_date_digit = {1, 27, 1},
            .optional = {1, 28, width - 28},
            .second_optional = {},
            .optional_digit = {},
            .surname = {0, 5, width - 5},
            .given_names = {},
            .composite_digit = {},
            .composite = {},
            .long_numbers = false};
}

// Doc 9303-6, 4.2.2.
constexpr MrzLayout make_td2() {
    auto layout = two_lines(36);
    layout.optional = {1, 28, 7};
    layout.composite_digit = {1, 35, 1};
    layout.composite = {{{1, 0, 10}, {1, 13, 7}, {1, 21, 14}, {}}};
    layout.long_numbers = true;
    return layout;
}

// Doc 9303-4, 4.2.2.
constexpr MrzLayout make_td3() {
    auto layout = two_lines(44);
    layout.optional = {1, 28, 14};
    layout.optional_digit = {1, 42, 1};
    layout.composite_digit = {1, 43, 1};
    layout.composite = {{{1, 0, 10}, {1, 13, 7}, {1, 21, 22}, {}}};
    return layout;
}

constexpr auto td2 = make_td2();
constexpr auto td3 = make_td3();
constexpr auto mrva = two_lines(44);  // Doc 9303-7, 4.2.2
constexpr auto mrvb = two_lines(36);  // Doc 9303-7, 5.2.2

// The French national identity card has its own: no nationality, no expiry date, names apart.
constexpr MrzLayout frid{.shape = {2, 36},
                         .number = {1, 0, 12},
                         .number_digit = {1, 12, 1},
                         .nationality = {},
                         .birth_date = {1, 27, 6},
                         .birth_date_digit = {1, 33, 1},
                         .sex = {1, 34, 1},
                         .expiry_date = {},
                         .expiry_date_digit = {},
                         .optional = {0, 30, 6},
                         .second_optional = {},
                         .optional_digit = {},
                         .surname = {0, 5, 25},
                         .given_names = {1, 13, 14},
                         .composite_digit = {1, 35, 1},
                         .composite = {{{0, 0, 36}, {1, 0, 35}, {}, {}}},
                         .long_numbers = false};

}  // namespace

const MrzLayout& layout_of(MrzFormat format) {
    switch (format) {
        case MrzFormat::td1:
            return td1;
        case MrzFormat::td2:
            return td2;
        case MrzFormat::td3:
            return td3;
        case MrzFormat::mrva:
            return mrva;
        case MrzFormat::mrvb:
            return mrvb;
        case MrzFormat::frid:
            return frid;
    }
    std::abort();
}

MrzShape shape_of(MrzFormat format) { return layout_of(format).shape; }

std::string composite_of(const MrzLines& lines, const MrzLayout& layout) {
    std::string covered;
    for (const auto& column : layout.composite) covered += read_column(lines, column);
    return covered;
}

}  // namespace landfall
