#include "backend/server/api.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "backend/server/bodies.h"
#include "backend/server/declaring.h"

namespace landfall::backend {
namespace {

struct Route {
    std::string_view path;
    std::string_view method;
    Word word;
};

constexpr std::array routes{
    Route{"/v1/declarations", "POST", "declarations"},
    Route{"/v1/keys", "GET", "keys"},
    Route{"/keys", "GET", "keys"},
    Route{"/v1/packs", "GET", "packs"},
    Route{"/v1/health", "GET", "health"},
    Route{"/v1/openapi.json", "GET", "openapi"},
};

const Route* find_route(std::string_view target) {
    const auto path = target.substr(0, target.find('?'));
    const auto* const found = std::ranges::find(routes, path, &Route::path);
    return found == routes.end() ? nullptr : found;
}

/// The media type alone, in small letters.
std::string media_type(std::string_view content_type) {
    const auto end = content_type.find_first_of("; \t");
    std::string type(content_type.substr(0, end));
    std::ranges::transform(type, type.begin(), [](unsigned char letter) { return std::tolower(letter); });
    return type;
}

Answer found(std::string body) {
    Answer answer;
    answer.body = std::move(body);
    return answer;
}

}  // namespace

std::size_t most_body() { return most_envelope_bytes; }

Api::Api(Store& store, const Clock& clock, ApiSettings settings, std::shared_ptr<const Material> material)
    : store_(store), clock_(clock), settings_(std::move(settings)), material_(std::move(material)) {}

void Api::adopt(std::shared_ptr<const Material> material) {
    std::lock_guard lock(mutex_);
    material_ = std::move(material);
}

std::shared_ptr<const Material> Api::material() const {
    std::lock_guard lock(mutex_);
    return material_;
}

Answer Api::problem(unsigned status, std::string_view code, std::string_view detail) {
    Answer answer;
    answer.status = status;
    answer.media_type = "application/problem+json";
    answer.body = problem_body(status, code, detail);
    return answer;
}

std::optional<Answer> Api::refuse_early(const Request& head, std::optional<std::uint64_t> length) const {
    const auto* const route = find_route(head.target);
    if (route == nullptr) return problem(404, "no-such-route", "Nothing is served under this path.");
    if (head.method != route->method) {
        auto answer = problem(405, "no-such-method", "This path does not take this method.");
        answer.allow = route->method;
        answer.route = route->word;
        return answer;
    }
    if (length && *length > most_body()) {
        auto answer = problem(413, "too-large", "The body is larger than any declaration.");
        answer.route = route->word;
        return answer;
    }
    if (route->method == "POST" && media_type(head.content_type) != envelope_media_type) {
        auto answer = problem(415, "wrong-media-type", "A declaration is sent as application/octet-stream.");
        answer.route = route->word;
        return answer;
    }
    return std::nullopt;
}

void Api::answer(Request request, Reply reply) {
    if (auto refused = refuse_early(request, request.body.size())) return reply(std::move(*refused));
    const auto* const route = find_route(request.target);
    const auto routed = [&](Answer answer) {
        answer.route = route->word;
        reply(std::move(answer));
    };
    if (route->path == "/v1/health") return routed(health());
    if (route->path == "/v1/packs") return routed(found(packs_body(material()->packs)));
    if (route->path == "/v1/openapi.json") return routed(found(std::string(openapi_body())));
    if (route->path.ends_with("/keys")) return routed(found(keys_body(*material())));
    declare(std::move(request), std::move(reply));
}

Answer Api::health() {
    const bool works = !store_.probe().has_value();
    Answer answer;
    answer.body = health_body(works, to_rfc3339(clock_.wall()));
    if (!works) {
        answer.status = 503;
        answer.retry_after = 10;
    }
    return answer;
}

void Api::declare(Request request, Reply reply) {
    const auto marked = [reply = std::move(reply)](Answer answer) {
        answer.route = "declarations";
        reply(std::move(answer));
    };
    Declaring declaring(store_, clock_.wall(), settings_, material(), std::move(request));
    if (auto answer = declaring.prepare()) return marked(std::move(*answer));
    declaring.keep(marked);
}

}  // namespace landfall::backend
