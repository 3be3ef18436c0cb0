#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/interfaces.hpp"
#include "core/line.hpp"

namespace almoner::crypto {

using Sha256Digest = std::array<std::uint8_t, 32>;

/// SHA-256 (FIPS 180-4) of the bytes written to it.
class Sha256Sink final : public ByteSink {
public:
    Sha256Sink();
    ~Sha256Sink() override;
    Sha256Sink(Sha256Sink const&) = delete;
    Sha256Sink& operator=(Sha256Sink const&) = delete;

    Status write(std::string_view bytes) override;
    /// The digest of all bytes so far; the sink takes no more. @error crypto.failure
    Result<Sha256Digest> finish();
    /// The same as 64 hexadecimal digits. @error crypto.failure
    Result<std::string> finish_hex();

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

/// Of bytes at hand. @error crypto.failure
Result<Sha256Digest> sha256(std::string_view bytes);

/// HMAC-SHA-256 with one key for many values: the key is set once (EVP_MAC), values are cheap.
class KeyedDigest {
public:
    /// @error crypto.failure
    static Result<KeyedDigest> with_key(std::string_view key);
    KeyedDigest(KeyedDigest&&) noexcept;
    KeyedDigest& operator=(KeyedDigest&&) noexcept;
    ~KeyedDigest();

    /// First 16 bytes of the HMAC of `value`. Not for two threads at once: each makes its own. @error crypto.failure
    Result<PersonKey> of(std::string_view value) const;

private:
    struct Context;
    explicit KeyedDigest(std::unique_ptr<Context> context);
    std::unique_ptr<Context> context_;
};

/// Lower-case hexadecimal.
std::string hex(std::span<std::uint8_t const> bytes);

/// Base64 without line feeds (RFC 4648 section 4).
std::string base64(std::string_view bytes);
/// @error crypto.failure not base64; white space is ignored
Result<std::string> from_base64(std::string_view text);

/// Cryptographically random bytes, for keys and salts only. @error crypto.failure
Result<std::string> random_bytes(std::size_t count);

}  // namespace almoner::crypto
