#include "backend/rows/rows.h"

namespace landfall::backend {

std::string normal_number(std::string_view number) {
    std::string normal;
    for (const char character : number) {
        if ((character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9')) normal += character;
        if (character >= 'a' && character <= 'z') normal += static_cast<char>(character - 'a' + 'A');
    }
    return normal;
}

}  // namespace landfall::backend
