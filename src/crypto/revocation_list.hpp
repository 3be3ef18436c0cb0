#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "crypto/keys.hpp"

namespace almoner::crypto {

/// A certificate revocation list (RFC 5280, section 5) of one certificate authority.
class RevocationList {
public:
    /// PEM or DER. One of `authorities` must be the list's issuer, may sign such lists (CA, KeyUsage cRLSign), and
    /// have signed it. @error key.revocation_list
    static Result<RevocationList> load(std::filesystem::path const& path, std::span<Certificate const> authorities);

    /// True when the certificate is the issuer's and its serial number stands on the list.
    [[nodiscard]] bool revokes(Certificate const& certificate) const;
    /// Until when the issuer wants it used; nothing when it does not say.
    [[nodiscard]] std::optional<Instant> next_update() const;

    struct Handle;

private:
    explicit RevocationList(std::shared_ptr<Handle const> handle) : handle_(std::move(handle)) {}
    std::shared_ptr<Handle const> handle_;
};

}  // namespace almoner::crypto
