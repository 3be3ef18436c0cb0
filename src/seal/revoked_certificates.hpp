#pragma once

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "crypto/revocation_list.hpp"
#include "settings/revocations.hpp"

namespace almoner::seal {

/// Certificates that count for nothing any more: those we revoked ourselves (keys/revoked.toml) and those their
/// authority revoked (keys/*.crl).
class RevokedCertificates {
public:
    /// Those of revoked.toml alone.
    RevokedCertificates(settings::Revocations own = {}) : own_(std::move(own)) {}

    /// Every list must be signed by an authority whose certificate (*.crt) lies in the same folder.
    /// @error key.revocation_list and those of settings::load_revocations
    static Result<RevokedCertificates> load(std::filesystem::path const& keys_folder);

    /// From the day on that revoked.toml says; at once when an authority's list says so.
    [[nodiscard]] bool include(crypto::Certificate const& certificate, Day day) const {
        return revocation_of(certificate, day).has_value();
    }

    /// What has taken it out of use on `day`; an authority's list since the beginning of its days, without a reason.
    [[nodiscard]] std::optional<settings::Revocation> revocation_of(crypto::Certificate const& certificate,
                                                                    Day day) const;

    /// The same by fingerprint, for a certificate that is at hand no more: of revoked.toml alone.
    [[nodiscard]] std::optional<settings::Revocation> revocation_of(std::string_view fingerprint, Day day) const;

    /// Lists that should have been replaced by a newer one before `now`, by their file.
    [[nodiscard]] std::vector<std::filesystem::path> outdated(Instant now) const;

private:
    struct List {
        std::filesystem::path file;
        crypto::RevocationList list;
    };
    settings::Revocations own_;
    std::vector<List> lists_;
};

}  // namespace almoner::seal
