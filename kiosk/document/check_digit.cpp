#include "kiosk/document/check_digit.h"

#include <array>

namespace landfall {
namespace {

int value_of(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'A' && character <= 'Z') return character - 'A' + 10;
    return 0;
}

}  // namespace

std::optional<char> check_digit(std::string_view field) {
    constexpr std::array weights{7, 3, 1};
    int sum = 0;
    for (std::size_t position = 0; position < field.size(); ++position) {
        if (!is_mrz_character(field[position])) return std::nullopt;
        sum = (sum + value_of(field[position]) * weights.at(position % weights.size())) % 10;
    }
    return static_cast<char>('0' + sum);
}

bool check_digit_agrees(std::string_view field, char printed) {
    if (printed == '<') return field.find_first_not_of('<') == std::string_view::npos;
    return check_digit(field) == printed;
}

}  // namespace landfall
