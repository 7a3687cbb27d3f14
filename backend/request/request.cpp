#include "backend/request/request.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/base/date.h"
#include "kiosk/protocol/wire.h"

namespace landfall::backend {

using Json = nlohmann::json;

bool is_key(std::string_view text) {
    const auto dot = text.find('.');
    if (dot != 32 || text.size() < 34 || text.size() > 43 || text[33] == '0') return false;
    return text.substr(0, dot).find_first_not_of("0123456789abcdef") == std::string_view::npos &&
           text.substr(dot + 1).find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<WallTime> from_http_date(std::string_view text) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (text.size() != 29 || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' || text[16] != ' ' ||
        text.substr(25) != " GMT")
        return std::nullopt;
    const auto month = months.find(text.substr(8, 3));
    if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
    const auto number = std::to_string(month / 3 + 1);
    return from_rfc3339(std::string(text.substr(12, 4)) + (number.size() == 1 ? "-0" : "-") + number + "-" +
                        std::string(text.substr(5, 2)) + "T" + std::string(text.substr(17, 8)) + "Z");
}

KnownPart known_part(std::string_view declaration_json, std::span<const Pack> packs) {
    constexpr int deepest = deepest_wire;
    const auto shallow = [](int depth, Json::parse_event_t, Json&) { return depth <= deepest; };
    KnownPart part;
    try {
        auto json = Json::parse(declaration_json, shallow);
        Json kept = Json::array();
        for (auto& answered : json.at("packs")) {
            const auto sha256 = answered.at("sha256").get<std::string>();
            if (std::ranges::count(packs, sha256, &Pack::sha256) > 0)
                kept.push_back(std::move(answered));
            else
                part.unknown_packs.push_back(answered.at("name").get<std::string>());
        }
        json["packs"] = std::move(kept);
        part.json = json.dump();
    } catch (const Json::exception&) {
        return {};
    }
    return part;
}

}  // namespace landfall::backend
