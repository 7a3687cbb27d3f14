#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <ctime>

#include "kiosk/base/date.h"
#include "kiosk/receipt/keys.h"

namespace landfall {
namespace {

constexpr std::string_view from_label = "Valid-From: ", until_label = "Valid-Until: ", revoked_label = "Revoked: ";
constexpr std::size_t most_keys = 100'000;  // a fleet's kiosks over years; a folder of more is the wrong folder

std::optional<WallTime> time_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
    return WallTime(std::chrono::seconds(::timegm(&parts)));
}

void take_validity_of_certificate(std::string_view pem, PublishedKey& key) {
    BIO* const bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    X509* const certificate = PEM_read_bio_X509(
        bio, nullptr, [](char*, int, int, void*) { return -1; }, nullptr);
    if (certificate) {
        key.not_before = time_of(X509_get0_notBefore(certificate));
        key.not_after = time_of(X509_get0_notAfter(certificate));
    }
    X509_free(certificate);
    BIO_free_all(bio);
    ERR_clear_error();
}

/// One line above the PEM block. Errors: a sentence when a label of ours has a value that is not understood.
Result<Done> take_line(std::string_view line, PublishedKey& key) {
    const auto time_after = [&](std::string_view label) { return from_rfc3339(line.substr(label.size())); };
    if (line.starts_with(from_label)) {
        key.not_before = time_after(from_label);
        if (!key.not_before) return Failure{"Valid-From is no time like 2026-11-21T08:30:00Z"};
    } else if (line.starts_with(until_label)) {
        key.not_after = time_after(until_label);
        if (!key.not_after) return Failure{"Valid-Until is no time like 2026-11-21T08:30:00Z"};
    } else if (line.starts_with(revoked_label)) {
        key.revoked = line.substr(revoked_label.size()) != "no";
    }
    return Done{};
}

}  // namespace

bool PublishedKey::covers(WallTime time) const {
    return (!not_before || *not_before <= time) && (!not_after || time <= *not_after);
}

std::string PublishedKey::file_text() const {
    std::string text;
    if (not_before) text += std::string(from_label) + to_rfc3339(*not_before) + "\n";
    if (not_after) text += std::string(until_label) + to_rfc3339(*not_after) + "\n";
    if (revoked) text += std::string(revoked_label) + "yes\n";
    return text + key.pem();
}

Result<PublishedKey> published_key_from(std::string_view file_text) {
    const auto public_key = PublicKey::from_pem(file_text);
    if (!public_key) return Failure{public_key.error()};
    PublishedKey key{*public_key, {}, {}, false};
    take_validity_of_certificate(file_text, key);
    for (auto rest = file_text.substr(0, file_text.find("-----BEGIN")); !rest.empty();) {
        auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (const auto taken = take_line(line, key); !taken) return Failure{taken.error()};
    }
    return key;
}

Result<KeyRing> KeyRing::load(const std::filesystem::path& folder) {
    KeyRing ring;
    std::error_code error;
    std::filesystem::directory_iterator files(folder, error);
    for (; !error && files != std::filesystem::directory_iterator(); files.increment(error)) {
        const auto& path = files->path();
        if (path.extension() != ".pem") continue;
        const auto text = read_file(path, 64 * 1024);
        if (!text) return Failure{text.error()};
        auto key = published_key_from(*text);
        if (!key) return Failure{path.string() + ": " + key.error()};
        if (path.stem() != key->key.key_id().hex())
            return Failure{path.string() + ": holds the key " + key->key.key_id().hex()};
        ring.add(*std::move(key));
        if (ring.size() > most_keys) return Failure{folder.string() + ": too many keys"};
    }
    if (error) return Failure{folder.string() + ": can't be listed: " + error.message()};
    return ring;
}

Result<Done> KeyRing::save(const std::filesystem::path& folder) const {
    for (const auto& [id, key] : keys_)
        if (auto written = write_file(folder / (id.hex() + ".pem"), key.file_text(), 0644); !written) return written;
    return Done{};
}

void KeyRing::add(PublishedKey key) {
    const auto id = key.key.key_id();
    keys_.insert_or_assign(id, std::move(key));
}

const PublishedKey* KeyRing::find(const KeyId& id) const {
    const auto found = keys_.find(id);
    return found == keys_.end() ? nullptr : &found->second;
}

}  // namespace landfall
