#include "backend/config/config.h"

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "kiosk/base/file.h"

namespace landfall::backend {
namespace {

using Json = nlohmann::json;
using Problems = std::vector<std::string>;

constexpr std::size_t most_bytes = 64u << 10;
constexpr int deepest = 8;

/// Parses strictly: a key that stands twice is an error, and so is depth. Errors: one word of explanation.
Result<Json> parse(std::string_view text) {
    std::vector<std::set<std::string>> keys;
    std::string fault;
    const auto watch = [&](int depth, Json::parse_event_t event, Json& value) {
        if (event == Json::parse_event_t::object_start) keys.emplace_back();
        if (event == Json::parse_event_t::object_end && !keys.empty()) keys.pop_back();
        if (event == Json::parse_event_t::key && !keys.empty() && !keys.back().insert(value.get<std::string>()).second)
            fault = "the key " + value.dump() + " stands twice";
        if (depth > deepest) fault = "objects are nested too deeply";
        return fault.empty();
    };
    if (text.size() > most_bytes) return Failure{"is larger than 64 KiB"};
    try {
        auto json = Json::parse(text, watch);
        if (!fault.empty()) return Failure{fault};
        return json;
    } catch (const Json::exception&) {
        return Failure{fault.empty() ? "is no JSON" : fault};
    }
}

/// Reads the fields of one object and notes what is wrong, each with file and JSON pointer.
class Fields {
public:
    Fields(const Json& object, std::string at, const std::filesystem::path& file, Problems& problems)
        : object_(object), at_(std::move(at)), file_(file), problems_(problems) {}

    void text(const char* name, std::string& into, bool needed) {
        if (const auto* value = find(name, needed)) {
            if (!value->is_string() || value->get_ref<const std::string&>().empty())
                wrong(name, "must be a text that is not empty");
            else
                into = value->get<std::string>();
        }
    }
    void path(const char* name, std::filesystem::path& into, bool needed = true) {
        std::string text_value;
        text(name, text_value, needed);
        if (!text_value.empty()) into = file_.parent_path() / text_value;
    }
    template <typename Number>
    void number(const char* name, Number& into, std::int64_t least, std::int64_t most) {
        if (const auto* value = find(name, false)) {
            const auto within = [&] {
                if (value->is_number_unsigned()) return value->get<std::uint64_t>() <= static_cast<std::uint64_t>(most);
                return value->is_number_integer() && value->get<std::int64_t>() <= most;
            };
            if (!within() || value->get<std::int64_t>() < least)
                wrong(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
            else
                into = Number(value->get<std::int64_t>());
        }
    }
    void level(const char* name, LogLevel& into) {
        std::string word;
        text(name, word, false);
        if (word.empty()) return;
        constexpr const char* words[] = {"debug", "info", "warning", "error"};
        for (int index = 0; index < 4; ++index)
            if (word == words[index]) {
                into = static_cast<LogLevel>(index);
                return;
            }
        wrong(name, "must be debug, info, warning or error");
    }
    template <typename Read>
    void object(const char* name, bool needed, Read read) {
        if (const auto* value = find(name, needed)) {
            if (!value->is_object()) return wrong(name, "must be an object");
            Fields inner(*value, at_ + "/" + name, file_, problems_);
            read(inner);
            inner.close();
        }
    }
    /// To be called last: what nobody asked for is a mistake in the file.
    void close() {
        for (const auto& entry : object_.items())
            if (!known_.contains(entry.key())) wrong(entry.key(), "is not known");
    }
    void wrong(const std::string& name, const std::string& what) {
        problems_.push_back(file_.string() + ": " + at_ + "/" + name + ": " + what);
    }

private:
    const Json* find(const char* name, bool needed) {
        known_.insert(name);
        const auto found = object_.find(name);
        if (found != object_.end()) return &*found;
        if (needed) wrong(name, "is missing");
        return nullptr;
    }

    const Json& object_;
    const std::string at_;
    const std::filesystem::path& file_;
    Problems& problems_;
    std::set<std::string> known_;
};

/// UN/LOCODE: the country's two letters, then three of letters and the digits 2 to 9.
bool is_locode(const std::string& text) {
    constexpr const char* symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789";
    return text.size() == 5 && text.find_first_not_of(symbols) == std::string::npos &&
           text.find_first_of("23456789") >= 2;
}

void read_into(Config& config, Fields& top) {
    top.object("listen", false, [&](Fields& fields) {
        fields.text("address", config.listen.address, false);
        fields.number("port", config.listen.port, 0, 65535);
    });
    top.object("tls", true, [&](Fields& fields) {
        fields.path("certificate", config.tls.certificate);
        fields.path("key", config.tls.key);
        fields.path("kiosk_ca", config.tls.kiosk_ca);
        fields.path("crl", config.tls.crl);
    });
    top.object("keys", true, [&](Fields& fields) {
        fields.path("receipt", config.keys.receipt);
        fields.path("sealing", config.keys.sealing);
        fields.path("kiosks", config.keys.kiosks);
        fields.path("published", config.keys.published, false);
    });
    top.path("store", config.store);
    top.path("packs", config.packs);
    top.path("manifests", config.manifests, false);
    top.text("port_of_entry", config.port_of_entry, true);
    if (!config.port_of_entry.empty() && !is_locode(config.port_of_entry))
        top.wrong("port_of_entry", "must be a UN/LOCODE such as CNPEK");
    top.number("threads", config.threads, 1, 64);
    top.number("connections", config.connections, 1, 100000);
    top.number("skew_warning_seconds", config.skew_warning, 1, 86400);
    top.level("log_level", config.log_level);
}

}  // namespace

Result<Config, Problems> read_config(std::string_view json, const std::filesystem::path& file) {
    const auto parsed = parse(json);
    if (!parsed) return Failure<Problems>{{file.string() + ": " + parsed.error()}};
    if (!parsed->is_object()) return Failure<Problems>{{file.string() + ": must be a JSON object"}};
    Problems problems;
    Config config;
    Fields top(*parsed, "", file, problems);
    read_into(config, top);
    top.close();
    if (!problems.empty()) return Failure<Problems>{std::move(problems)};
    return config;
}

Result<Config, Problems> load_config(const std::filesystem::path& file) {
    const auto text = read_file(file, most_bytes);
    if (!text) return Failure<Problems>{{text.error()}};
    return read_config(*text, file);
}

}  // namespace landfall::backend
