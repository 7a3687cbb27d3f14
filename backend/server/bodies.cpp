#include "backend/server/bodies.h"

#include <nlohmann/json.hpp>

#include "kiosk/base/date.h"

namespace landfall::backend {
namespace {

using Json = nlohmann::json;

Json instant(const std::optional<WallTime>& time) { return time ? Json(to_rfc3339(*time)) : Json(); }

Json key_of(const PublishedKey& key, const std::string& kiosk) {
    return {{"kid", key.key.key_id().hex()},
            {"pem", key.key.pem()},
            {"role", kiosk.empty() ? "backend" : "kiosk"},
            {"kiosk", kiosk.empty() ? Json() : Json(kiosk)},
            {"not_before", instant(key.not_before)},
            {"not_after", instant(key.not_after)},
            {"revoked", key.revoked}};
}

}  // namespace

std::string_view reason_phrase(unsigned status) {
    switch (status) {
        case 400:
            return "Bad Request";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 431:
            return "Request Header Fields Too Large";
        case 503:
            return "Service Unavailable";
        default:
            return "Internal Server Error";
    }
}

std::string problem_body(unsigned status, std::string_view code, std::string_view detail) {
    return Json{{"type", "about:blank"},
                {"title", reason_phrase(status)},
                {"status", status},
                {"code", code},
                {"detail", detail}}
        .dump();
}

std::string keys_body(const Material& material) {
    Json keys = Json::array();
    std::map<KeyId, std::string> owners;
    for (const auto& [kiosk, ring] : material.kiosks)
        for (const auto& [kid, key] : ring) {
            owners.emplace(kid, kiosk);
            keys.push_back(key_of(key, kiosk));
        }
    for (const auto& [kid, key] : material.published)
        if (!owners.contains(kid)) keys.push_back(key_of(key, ""));
    return Json{{"keys", keys}}.dump();
}

std::string packs_body(std::span<const Pack> packs) {
    Json list = Json::array();
    for (const auto& pack : packs)
        list.push_back({{"id", pack.id}, {"version", pack.version}, {"sha256", pack.sha256}});
    return Json{{"packs", list}}.dump();
}

std::string health_body(bool store_works, std::string_view now) {
    return Json{{"status", store_works ? "ok" : "failing"}, {"store", store_works ? "ok" : "failing"}, {"time", now}}
        .dump();
}

}  // namespace landfall::backend
