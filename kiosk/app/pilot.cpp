#include "kiosk/app/pilot.h"

#include <nlohmann/json.hpp>

#include "kiosk/base/match.h"

namespace landfall::app {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr auto usual_wait = 5s;  ///< a request that does not say how long it waits
constexpr std::size_t longest_request = 64 * 1024;

json good() { return {{"ok", true}}; }
json bad(const std::string& why) { return {{"ok", false}, {"error", why}}; }

const char* name_of(ui::Role role) {
    switch (role) {
        case ui::Role::heading:
            return "heading";
        case ui::Role::text:
            return "text";
        case ui::Role::button:
            return "button";
        case ui::Role::choice:
            return "choice";
        case ui::Role::toggle:
            return "toggle";
        case ui::Role::key:
            return "key";
        case ui::Role::field:
            return "field";
        case ui::Role::row:
            return "row";
        case ui::Role::note:
            return "note";
        case ui::Role::warning:
            return "warning";
        case ui::Role::picture:
            return "picture";
        case ui::Role::code:
            return "code";
    }
    return "";
}

json described(const ui::Control& control, const std::optional<Place>& place) {
    json node{{"id", control.id},          {"role", name_of(control.role)},          {"text", control.text},
              {"detail", control.detail},  {"touchable", control.touch.has_value()}, {"chosen", control.chosen},
              {"primary", control.primary}};
    if (place) node["rectangle"] = {place->x, place->y, place->width, place->height};
    return node;
}

const ui::Control* find(const ui::Screen& screen, const std::string& id) {
    for (const auto* list : {&screen.dialog, &screen.controls})
        for (const auto& control : *list)
            if (control.id == id) return &control;
    for (const auto* page : {&screen.previous, &screen.more})
        if (*page && (*page)->id == id) return &**page;
    return nullptr;
}

/// "question.*" fits every screen whose id begins with "question.".
bool fits(const std::string& pattern, const std::string& id) {
    if (pattern.ends_with('*')) return id.starts_with(pattern.substr(0, pattern.size() - 1));
    return id == pattern;
}

bool is_there(const json& request, const ui::Screen& screen) {
    if (const auto wanted = request.find("screen"); wanted != request.end())
        if (!fits(wanted->get<std::string>(), screen.id)) return false;
    if (const auto wanted = request.find("control"); wanted != request.end()) {
        const auto* control = find(screen, wanted->get<std::string>());
        if (control == nullptr) return false;
        if (const auto words = request.find("text"); words != request.end())
            return control->text.find(words->get<std::string>()) != std::string::npos;
    }
    return true;
}

json touch(const Cockpit& cockpit, const std::string& id) {
    const auto& screen = cockpit.screen();
    const auto* control = find(screen, id);
    if (control == nullptr) return bad("nothing called " + id + " on screen " + screen.id);
    if (!control->touch) return bad(id + " can't be touched");
    const auto place = cockpit.place(id);
    if (!place) return bad(id + " has no place on the glass");
    cockpit.tap(place->x + place->width / 2, place->y + place->height / 2);
    return good();
}

json type(const Cockpit& cockpit, const std::string& text) {
    for (const char letter : text) {
        auto reply = touch(cockpit, letter == ' ' ? "key.space" : std::string("key.") + letter);
        if (!reply.at("ok").get<bool>()) return reply;
    }
    return good();
}

json levers(const devices::Bench& bench) {
    auto reply = good();
    reply["levers"] = json::array();
    for (const auto& lever : bench) reply["levers"].push_back({{"device", lever.device}, {"lever", lever.name}});
    return reply;
}

json pull(const devices::Bench& bench, const std::string& device, const std::string& name) {
    for (const auto& lever : bench) {
        if (lever.device != device || lever.name != name) continue;
        lever.pull();
        return good();
    }
    return bad("no lever " + name + " at " + device);
}

json tree(const Cockpit& cockpit) {
    const auto& screen = cockpit.screen();
    auto reply = good();
    reply["screen"] = screen.id;
    reply["language"] = screen.language;
    reply["right_to_left"] = screen.right_to_left;
    for (const auto& [name, list] : {std::pair{"controls", &screen.controls}, std::pair{"dialog", &screen.dialog}}) {
        reply[name] = json::array();
        for (const auto& control : *list) reply[name].push_back(described(control, cockpit.place(control.id)));
    }
    for (const auto* page : {&screen.previous, &screen.more})
        if (*page)
            if (const auto place = cockpit.place((*page)->id)) reply["controls"].push_back(described(**page, place));
    return reply;
}

json carry_out(const Cockpit& cockpit, const json& request) {
    const auto what = request.at("do").get<std::string>();
    if (what == "tree") return tree(cockpit);
    if (what == "touch") return touch(cockpit, request.at("id").get<std::string>());
    if (what == "type") return type(cockpit, request.at("text").get<std::string>());
    if (what == "levers") return levers(*cockpit.bench);
    if (what == "pull")
        return pull(*cockpit.bench, request.at("device").get<std::string>(), request.at("lever").get<std::string>());
    if (what == "picture") {
        const auto saved = cockpit.picture(request.at("file").get<std::string>());
        return saved ? good() : bad(saved.error());
    }
    if (what == "end") {
        cockpit.end();
        return good();
    }
    return bad("unknown request " + what);
}

}  // namespace

void Pilot::ask(std::string line) {
    if (line.size() <= longest_request) requests_.push_back({std::move(line), {}});
}

std::optional<std::string> Pilot::reply() {
    if (requests_.empty()) return std::nullopt;
    auto& first = requests_.front();
    json reply;
    try {
        const auto request = json::parse(first.line);
        if (request.at("do") == "wait") {
            const auto now = clock_.now();
            if (!first.until)
                first.until = now + std::chrono::milliseconds(
                                        request.value("for", std::chrono::milliseconds(usual_wait).count()));
            if (!is_there(request, cockpit_.screen())) {
                if (now < *first.until) return std::nullopt;
                reply = bad("still on screen " + cockpit_.screen().id);
            } else {
                reply = good();
                reply["screen"] = cockpit_.screen().id;
            }
        } else {
            reply = carry_out(cockpit_, request);
        }
    } catch (const json::exception& problem) {
        reply = bad(std::string("not understood: ") + problem.what());
    }
    requests_.pop_front();
    return reply.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<Instant> Pilot::next_due() const { return requests_.empty() ? std::nullopt : requests_.front().until; }

bool went_well(const std::string& reply) {
    const auto parsed = json::parse(reply, nullptr, false);
    return parsed.is_object() && parsed.value("ok", false);
}

}  // namespace landfall::app
