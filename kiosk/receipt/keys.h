#pragma once

/// Signing keys (EC P-256) and the published keys by which their signatures are checked.
///
/// A key is named by its `kid`, so keys rotate without anything else being told: whoever signs uses the newest,
/// whoever verifies holds a ring of all. OpenSSL stays in the sources of this folder.

#include <array>
#include <compare>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/base/clock.h"
#include "kiosk/base/file.h"
#include "kiosk/base/result.h"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace landfall {

/// The first 8 bytes of SHA-256 over the public key (SubjectPublicKeyInfo, DER).
struct KeyId {
    std::array<std::uint8_t, 8> bytes{};

    /// 16 lower-case hexadecimal digits.
    std::string hex() const;
    /// Errors: empty unless the whole text is 16 hexadecimal digits.
    static std::optional<KeyId> from_hex(std::string_view text);
    auto operator<=>(const KeyId&) const = default;
};

/// ECDSA over SHA-256, as r then s, 32 bytes each, big-endian (RFC 9053, 2.1).
using Signature = std::array<std::uint8_t, 64>;

/// SHA-256 of `bytes`.
std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes);

/// Threads: any; copies share one immutable key.
class PublicKey {
public:
    /// Reads `BEGIN PUBLIC KEY` or `BEGIN CERTIFICATE`; text before it is skipped (RFC 7468, 5.2).
    /// Errors: a sentence when it is neither, or no P-256 key.
    static Result<PublicKey> from_pem(std::string_view pem);
    /// SubjectPublicKeyInfo.
    static Result<PublicKey> from_der(std::span<const std::uint8_t> spki);

    const KeyId& key_id() const { return id_; }
    std::string pem() const;
    bool verifies(std::span<const std::uint8_t> message, const Signature& signature) const;

private:
    friend class SigningKey;
    explicit PublicKey(std::shared_ptr<evp_pkey_st> key);
    std::shared_ptr<evp_pkey_st> key_;
    KeyId id_;
};

/// Threads: any; copies share one immutable key.
class SigningKey {
public:
    /// Errors: a sentence when the random generator fails.
    static Result<SigningKey> generate();
    /// Unencrypted PEM. Errors: a sentence when it can't be read or is no P-256 private key.
    static Result<SigningKey> from_pem(std::string_view pem);
    static Result<SigningKey> load(const std::filesystem::path& file);
    /// Writes a PEM file that its owner alone can read.
    Result<Done> save(const std::filesystem::path& file) const;

    const KeyId& key_id() const { return public_.key_id(); }
    const PublicKey& public_key() const { return public_; }
    /// Errors: a sentence when OpenSSL fails, which only lack of memory or of randomness brings about.
    Result<Signature> sign(std::span<const std::uint8_t> message) const;

private:
    explicit SigningKey(std::shared_ptr<evp_pkey_st> key);
    std::shared_ptr<evp_pkey_st> key_;
    PublicKey public_;
};

/// A key as it is published: when its signatures count. Both ends are inclusive; an absent end is open.
struct PublishedKey {
    PublicKey key;
    std::optional<WallTime> not_before;
    std::optional<WallTime> not_after;
    bool revoked = false;  ///< nothing that it ever signed counts: a thief can date back

    bool covers(WallTime time) const;
    /// The file of a ring: `Valid-From:`, `Valid-Until:` and `Revoked: yes` lines as they apply, then the PEM block.
    std::string file_text() const;
};

/// Threads: any as long as nobody changes it.
class KeyRing {
public:
    /// All `<kid>.pem` of a folder. A certificate's validity is the key's, unless lines above the block say otherwise.
    /// Errors: a sentence with the path: folder unreadable, a file unreadable or not named by its own key's id.
    static Result<KeyRing> load(const std::filesystem::path& folder);
    /// Writes every key as `<kid>.pem`.
    Result<Done> save(const std::filesystem::path& folder) const;

    /// Replaces a key of the same id.
    void add(PublishedKey key);
    /// Null when unknown. Owner: the ring; good until it changes.
    const PublishedKey* find(const KeyId& id) const;
    std::size_t size() const { return keys_.size(); }
    auto begin() const { return keys_.begin(); }
    auto end() const { return keys_.end(); }

private:
    std::map<KeyId, PublishedKey> keys_;
};

/// One file of a ring. Errors: a sentence.
Result<PublishedKey> published_key_from(std::string_view file_text);

}  // namespace landfall
