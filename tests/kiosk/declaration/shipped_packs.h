#pragma once

/// The packs of assets/packs, built anew from their sources.

#include <filesystem>
#include <stdexcept>
#include <string>

#include "kiosk/base/file.h"
#include "kiosk/declaration/source.h"

namespace landfall::test {

inline PackSource source_of(const std::string& id) {
    PackSource source;
    const auto folder = std::filesystem::path("assets/packs") / id;
    source.questionnaire = read_file(folder / "questionnaire.json").value();
    source.rates = read_file(folder / "rates.json").value();
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".po")
            source.translations[entry.path().stem().string()] = read_file(entry.path()).value();
    return source;
}

inline std::string shipped_text(const std::string& id) {
    auto text = build_pack(source_of(id));
    if (text) return std::move(*text);
    std::string all;
    for (const auto& problem : text.error()) all += problem.item + ": " + problem.message + "\n";
    throw std::runtime_error(all);
}

inline Pack shipped(const std::string& id) { return read_pack(shipped_text(id)).value(); }

}  // namespace landfall::test
