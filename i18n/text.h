#pragma once

/// The kiosk's own words in every language that is complete. The texts of question packs travel with the packs.

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "i18n/text_keys.h"  // made from catalogues/landfall.pot: enum class Key
#include "kiosk/base/date.h"
#include "kiosk/base/result.h"

namespace landfall::i18n {

/// One value that a message names in braces. Texts are isolated from the direction of the sentence around them.
struct Argument {
    const char* name;
    std::variant<std::string, std::int64_t, double, Date> value;
};

/// All catalogues, read once.
///
/// Threads: any, once loaded.
class Texts {
public:
    /// Reads every `<language>.res` in `folder`, made from the PO files by compile.py.
    /// Errors: a sentence when English is missing or a bundle can't be read.
    static Result<Texts> load(const std::filesystem::path& folder);

    Texts(Texts&&) noexcept;
    Texts& operator=(Texts&&) noexcept;
    ~Texts();

    /// The languages whose catalogues are complete, English first, then by name. BCP 47.
    const std::vector<std::string>& languages() const;

    /// The message in `language`, in English where that language is not loaded.
    /// Errors: none; a message whose arguments don't fit is shown without them.
    std::string text(Key key, std::string_view language, std::initializer_list<Argument> arguments = {}) const;

private:
    struct Catalogues;
    explicit Texts(std::unique_ptr<Catalogues> catalogues);
    std::unique_ptr<Catalogues> catalogues_;
};

}  // namespace landfall::i18n
