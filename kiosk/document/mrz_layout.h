#pragma once

/// Where each format keeps its fields. For mrz*.cpp alone.

#include <array>
#include <string>
#include <vector>

#include "kiosk/document/document_scan.h"
#include "kiosk/document/mrz.h"

namespace landfall {

/// Characters of one line; size 0 where a format lacks the field.
struct MrzColumn {
    std::size_t line = 0;
    std::size_t first = 0;
    std::size_t size = 0;

    bool exists() const { return size != 0; }
};

struct MrzLayout {
    MrzShape shape;
    MrzColumn number, number_digit;
    MrzColumn nationality;
    MrzColumn birth_date, birth_date_digit;
    MrzColumn sex;
    MrzColumn expiry_date, expiry_date_digit;
    MrzColumn optional, second_optional, optional_digit;
    MrzColumn surname;      ///< both names, unless given_names exists
    MrzColumn given_names;  ///< only where they have a field of their own
    MrzColumn composite_digit;
    std::array<MrzColumn, 4> composite;  ///< what the composite digit covers
    bool long_numbers;                   ///< a number may go on in the optional data
};

constexpr MrzColumn document_code_column{0, 0, 2};
constexpr MrzColumn issuer_column{0, 2, 3};

const MrzLayout& layout_of(MrzFormat format);

using MrzLines = std::vector<std::string>;

inline std::string_view read_column(const MrzLines& lines, const MrzColumn& column) {
    return std::string_view(lines.at(column.line)).substr(column.first, column.size);
}

/// What the composite check digit is computed over.
std::string composite_of(const MrzLines& lines, const MrzLayout& layout);

}  // namespace landfall
