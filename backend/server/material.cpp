#include "backend/server/material.h"

#include <algorithm>

#include "kiosk/base/file.h"

namespace landfall::backend {
namespace {

namespace fs = std::filesystem;
using Problems = std::vector<std::string>;

constexpr std::size_t most_pack_bytes = 4u << 20;

/// What lies directly in a folder, by name. Errors: a sentence.
Result<std::vector<fs::path>> entries(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> found;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (!entry->path().filename().string().starts_with('.')) found.push_back(entry->path());
    if (error) return Failure{folder.string() + ": can't be read: " + error.message()};
    std::ranges::sort(found);
    return found;
}

std::map<std::string, KeyRing> load_kiosks(const fs::path& folder, Problems& problems) {
    std::map<std::string, KeyRing> kiosks;
    const auto found = entries(folder);
    if (!found) problems.push_back(found.error());
    for (const auto& path : found ? *found : std::vector<fs::path>()) {
        std::error_code ignored;
        if (!fs::is_directory(path, ignored)) continue;
        auto ring = KeyRing::load(path);
        if (ring)
            kiosks.emplace(path.filename().string(), std::move(*ring));
        else
            problems.push_back(ring.error());
    }
    return kiosks;
}

std::vector<Pack> load_packs(const fs::path& folder, Problems& problems) {
    std::vector<Pack> packs;
    const auto found = entries(folder);
    if (!found) problems.push_back(found.error());
    for (const auto& path : found ? *found : std::vector<fs::path>()) {
        if (path.extension() != ".json") continue;
        const auto text = read_file(path, most_pack_bytes);
        if (!text) {
            problems.push_back(text.error());
            continue;
        }
        auto pack = read_pack(*text);
        if (pack) {
            packs.push_back(std::move(*pack));
            continue;
        }
        for (const auto& problem : pack.error())
            problems.push_back(path.string() + ": " + problem.item + ": " + problem.message);
    }
    if (problems.empty() && packs.empty()) problems.push_back(folder.string() + ": holds no pack");
    return packs;
}

Result<BoxSecretKey> load_sealing_key(const fs::path& file) {
    const auto pem = read_file(file, 16u << 10);
    if (!pem) return Failure{pem.error()};
    auto key = BoxSecretKey::from_pem(*pem);
    if (!key) return Failure{file.string() + ": " + key.error()};
    return key;
}

}  // namespace

Result<std::shared_ptr<const Material>, Problems> load_material(const Config& config) {
    Problems problems;
    auto receipt = SigningKey::load(config.keys.receipt);
    if (!receipt) problems.push_back(receipt.error());
    auto sealing = load_sealing_key(config.keys.sealing);
    if (!sealing) problems.push_back(sealing.error());
    auto published = config.keys.published.empty() ? KeyRing() : KeyRing::load(config.keys.published);
    if (!published) problems.push_back(published.error());
    auto kiosks = load_kiosks(config.keys.kiosks, problems);
    auto packs = load_packs(config.packs, problems);
    if (!problems.empty()) return Failure<Problems>{std::move(problems)};
    if (published->find(receipt->key_id()) == nullptr)
        published->add({receipt->public_key(), std::nullopt, std::nullopt});
    return std::make_shared<const Material>(
        Material{std::move(*receipt), std::move(*sealing), std::move(kiosks), std::move(*published), std::move(packs)});
}

}  // namespace landfall::backend
