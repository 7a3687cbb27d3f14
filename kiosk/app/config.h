#pragma once

/// The kiosk's configuration: one JSON file, checked whole before anything starts. packaging/README.md lists every
/// field.

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "devices/document/swipe_reader.h"
#include "kiosk/base/result.h"
#include "kiosk/declaration/value.h"

namespace landfall::app {

/// Units: pixels; `pixels_per_mm` of the real panel, from which text and targets get their size.
struct ScreenConfig {
    int width = 1080;
    int height = 1920;
    double pixels_per_mm = 3.2;
};

struct BackendConfig {
    std::string url;  ///< "https://host:port"
    std::filesystem::path ca, certificate, key, signing_key, box_key;
};

struct SimulatedReaderConfig {
    std::filesystem::path samples;  ///< folder of *.mrz files
};
using ReaderConfig = std::variant<devices::SwipeConfig, SimulatedReaderConfig>;

struct IppConfig {
    std::string uri;
};
struct SimulatedPrinterConfig {
    std::filesystem::path folder;  ///< where the papers come out; empty: they vanish
};
using PrinterConfig = std::variant<IppConfig, SimulatedPrinterConfig>;

struct Config {
    std::string kiosk;
    std::string port;
    std::vector<Language> languages;  ///< empty: every complete one
    Language home = "en";
    Language officer = "zh-Hans";  ///< second language on paper
    int idle_seconds = 120;        ///< EN 301 549, VVSG: two to five minutes; less is for demonstrations and tests
    ScreenConfig screen;
    BackendConfig backend;
    std::filesystem::path outbox;
    std::filesystem::path data;      ///< texts, icons, packs as installed
    std::vector<std::string> packs;  ///< file names below data/packs, in the order asked
    ReaderConfig reader;
    PrinterConfig printer;
};

/// Relative paths count from the folder of `file`.
/// Errors: one sentence per problem, "FILE: FIELD: what is wrong", all of them joined by line breaks.
Result<Config> read_config(const std::filesystem::path& file);

/// The same from memory; `file` only names it. For tests and fuzzing.
Result<Config> parse_config(std::string_view json, const std::filesystem::path& file);

}  // namespace landfall::app
