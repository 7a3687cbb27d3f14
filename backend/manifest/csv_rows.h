#pragma once

/// RFC 4180, the rows alone. For csv.cpp.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"

namespace landfall::backend {

struct CsvRow {
    std::vector<std::string> fields;  ///< quotes resolved, blanks around taken off
    std::size_t line = 0;             ///< where it begins, from 1
};

/// Takes rows off a text; empty lines are passed over.
class CsvReader {
public:
    /// `separator` is found in the first line: what of comma, semicolon and tabulator is there most, outside of quotes.
    explicit CsvReader(std::string_view text);

    /// Empty at the end. Errors: a sentence with the line.
    Result<std::optional<CsvRow>> next();

private:
    Result<std::string> field();
    Result<std::string> quoted();
    bool take_line_end();

    std::string_view rest_;
    char separator_ = ',';
    std::size_t line_ = 1;
};

}  // namespace landfall::backend
