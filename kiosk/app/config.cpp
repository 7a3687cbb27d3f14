#include "kiosk/app/config.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "kiosk/base/file.h"

namespace landfall::app {
namespace {

using nlohmann::json;

constexpr std::size_t most_bytes = 64 * 1024;

/// Refuses repeated keys and deep nesting, which the library itself takes.
std::optional<json> parse_strictly(std::string_view text) {
    constexpr int deepest = 8;
    std::vector<std::set<std::string>> open;
    bool sound = true;
    auto parsed = json::parse(
        text,
        [&](int depth, json::parse_event_t event, json& part) {
            if (depth > deepest) sound = false;
            if (event == json::parse_event_t::object_start) open.emplace_back();
            if (event == json::parse_event_t::object_end) open.pop_back();
            if (event == json::parse_event_t::key && !open.back().insert(part.get<std::string>()).second) sound = false;
            return sound;
        },
        false);
    if (!sound || parsed.is_discarded()) return std::nullopt;
    return parsed;
}

/// Takes the fields of one object, remembers what is wrong and what nobody took.
class Fields {
public:
    Fields(const json& object, std::string where, std::vector<std::string>& problems)
        : object_(object), where_(std::move(where)), problems_(problems) {}

    void text(const char* name, std::string& into, bool required = true) {
        if (const auto* found = find(name, required)) {
            if (!found->is_string() || (required && found->get_ref<const std::string&>().empty()))
                return wrong(name, "must be a text");
            into = found->get<std::string>();
        }
    }
    void path(const char* name, std::filesystem::path& into, const std::filesystem::path& from, bool required = true) {
        std::string written;
        text(name, written, required);
        if (!written.empty()) into = (from / written).lexically_normal();
    }
    template <typename Number>
    void number(const char* name, Number& into, Number least, Number most) {
        if (const auto* found = find(name, false)) {
            const bool fits = std::is_integral_v<Number> ? found->is_number_integer() : found->is_number();
            if (!fits || found->get<double>() < double(least) || found->get<double>() > double(most))
                return wrong(name, "must be a number from " + json(least).dump() + " to " + json(most).dump());
            into = found->get<Number>();
        }
    }
    void texts(const char* name, std::vector<std::string>& into, bool required = true) {
        const auto* found = find(name, required);
        if (found == nullptr) return;
        const auto is_text = [](const json& one) { return one.is_string(); };
        if (!found->is_array() || found->size() > 64 || !std::all_of(found->begin(), found->end(), is_text))
            return wrong(name, "must be a list of texts");
        into = found->get<std::vector<std::string>>();
    }
    /// The fields of the object called `name`, if it is one.
    template <typename Take>
    void object(const char* name, Take take, bool required = true) {
        const auto* found = find(name, required);
        if (found == nullptr) return;
        if (!found->is_object()) return wrong(name, "must be an object");
        Fields inner(*found, where_ + name + ".", problems_);
        take(inner);
        inner.refuse_others();
    }
    void wrong(const char* name, const std::string& what) { problems_.push_back(where_ + name + ": " + what); }
    void refuse_others() {
        for (const auto& entry : object_.items())
            if (!taken_.contains(entry.key())) problems_.push_back(where_ + entry.key() + ": is not known");
    }

private:
    const json* find(const char* name, bool required) {
        taken_.insert(name);
        const auto found = object_.find(name);
        if (found != object_.end()) return &*found;
        if (required) wrong(name, "is missing");
        return nullptr;
    }

    const json& object_;
    std::string where_;
    std::vector<std::string>& problems_;
    std::set<std::string> taken_;
};

/// "160d" as two bytes. Errors: empty unless it is pairs of hexadecimal digits.
std::optional<std::string> bytes_from_hex(std::string_view digits) {
    std::string bytes;
    for (; digits.size() >= 2; digits.remove_prefix(2)) {
        unsigned byte = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + 2, byte, 16);
        if (error != std::errc{} || end != digits.data() + 2) return std::nullopt;
        bytes += static_cast<char>(byte);
    }
    return digits.empty() ? std::optional(bytes) : std::nullopt;
}

void read_swipe(Fields& fields, ReaderConfig& into, const std::filesystem::path& from) {
    devices::SwipeConfig swipe;
    std::filesystem::path device;
    std::string framing = "stx_etx", parity = "none";
    fields.path("path", device, from);
    swipe.device = device.string();
    fields.number("baud", swipe.baud, 1200, 115200);
    fields.number("data_bits", swipe.data_bits, 7, 8);
    fields.text("parity", parity, false);
    fields.text("framing", framing, false);
    for (const auto& [name, bytes] : {std::pair{"trigger", &swipe.trigger}, std::pair{"untrigger", &swipe.untrigger},
                                      std::pair{"probe", &swipe.probe}}) {
        std::string digits;
        fields.text(name, digits, false);
        if (const auto read = bytes_from_hex(digits))
            *bytes = *read;
        else
            fields.wrong(name, "must be bytes as pairs of hexadecimal digits");
    }
    int inter_byte = int(swipe.inter_byte.count());
    fields.number("inter_byte_ms", inter_byte, 10, 5000);
    swipe.inter_byte = std::chrono::milliseconds(inter_byte);
    if (const auto known = devices::swipe_framing_from(framing))
        swipe.framing = *known;
    else
        fields.wrong("framing", "must be stx_etx, cr_lines or joined");
    if (parity == "even" || parity == "odd")
        swipe.parity = parity == "even" ? devices::Parity::even : devices::Parity::odd;
    else if (parity != "none")
        fields.wrong("parity", "must be none, even or odd");
    into = swipe;
}

void read_devices(Fields& devices, Config& config, const std::filesystem::path& from) {
    devices.object("document", [&](Fields& fields) {
        std::string driver;
        fields.text("driver", driver);
        if (driver == "swipe") return read_swipe(fields, config.reader, from);
        SimulatedReaderConfig simulated;
        fields.path("samples", simulated.samples, from, driver == "simulated");
        if (driver != "simulated") fields.wrong("driver", "must be swipe or simulated");
        config.reader = simulated;
    });
    devices.object("printer", [&](Fields& fields) {
        std::string driver;
        fields.text("driver", driver);
        if (driver == "ipp") {
            IppConfig ipp;
            fields.text("uri", ipp.uri);
            if (!ipp.uri.starts_with("ipp://") && !ipp.uri.starts_with("ipps://"))
                fields.wrong("uri", "must begin with ipp:// or ipps://");
            config.printer = ipp;
            return;
        }
        SimulatedPrinterConfig simulated;
        fields.path("folder", simulated.folder, from, false);
        if (driver != "simulated") fields.wrong("driver", "must be ipp or simulated");
        config.printer = simulated;
    });
}

Config read_fields(Fields& top, const std::filesystem::path& from) {
    Config config;
    top.text("kiosk", config.kiosk);
    top.text("port", config.port);
    top.texts("languages", config.languages, false);
    top.text("home_language", config.home, false);
    top.text("officer_language", config.officer, false);
    top.number("idle_seconds", config.idle_seconds, 20, 600);
    top.object(
        "screen",
        [&](Fields& fields) {
            fields.number("width", config.screen.width, 480, 7680);
            fields.number("height", config.screen.height, 480, 7680);
            fields.number("pixels_per_mm", config.screen.pixels_per_mm, 1.0, 20.0);
        },
        false);
    top.object("backend", [&](Fields& fields) {
        fields.text("url", config.backend.url);
        if (!config.backend.url.starts_with("https://")) fields.wrong("url", "must begin with https://");
        fields.path("ca", config.backend.ca, from);
        fields.path("certificate", config.backend.certificate, from);
        fields.path("key", config.backend.key, from);
        fields.path("signing_key", config.backend.signing_key, from);
        fields.path("box_key", config.backend.box_key, from);
    });
    top.path("outbox", config.outbox, from);
    top.path("data", config.data, from);
    top.texts("packs", config.packs);
    for (const auto& pack : config.packs)
        if (pack.find('/') != std::string::npos || pack.starts_with(".")) top.wrong("packs", "must be file names");
    top.object("devices", [&](Fields& fields) { read_devices(fields, config, from); });
    top.refuse_others();
    return config;
}

}  // namespace

Result<Config> parse_config(std::string_view text, const std::filesystem::path& file) {
    const auto parsed = parse_strictly(text);
    if (!parsed) return Failure{file.string() + ": is not JSON, nests too deep or names a field twice"};
    if (!parsed->is_object()) return Failure{file.string() + ": must be an object"};
    std::vector<std::string> problems;
    Fields top(*parsed, "", problems);
    auto config = read_fields(top, file.parent_path());
    if (problems.empty()) return config;
    std::string all;
    for (const auto& problem : problems) all += (all.empty() ? "" : "\n") + file.string() + ": " + problem;
    return Failure{std::move(all)};
}

Result<Config> read_config(const std::filesystem::path& file) {
    const auto text = read_file(file, most_bytes);
    if (!text) return Failure{text.error()};
    return parse_config(*text, file);
}

}  // namespace landfall::app
