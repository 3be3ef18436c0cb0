#pragma once

#include <filesystem>
#include <vector>

#include "crypto/revocation_list.hpp"
#include "settings/revocations.hpp"

namespace almoner::seal {

/// Certificates that count for nothing any more: those we revoked ourselves (keys/revoked.toml) and those their
/// authority revoked (keys/*.crl).
class RevokedCertificates {
public:
    /// Every list must be signed by an authority whose certificate (*.crt) lies in the same folder.
    /// @error key.revocation_list and those of settings::load_revocations
    static Result<RevokedCertificates> load(std::filesystem::path const& keys_folder);

    /// From the day on that revoked.toml says; at once when an authority's list says so.
    [[nodiscard]] bool include(crypto::Certificate const& certificate, Day day) const;

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
