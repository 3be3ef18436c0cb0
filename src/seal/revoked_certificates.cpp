#include "seal/revoked_certificates.hpp"

#include <algorithm>

#include "bytes/folder.hpp"

namespace almoner::seal {

namespace {

/// Files of the keys' folder by the end of their name; none where there is no such folder. One that cannot be read is
/// told: it would set revoked certificates in force again. @error file.io
Result<std::vector<std::filesystem::path>> files_in(std::filesystem::path const& folder, std::string_view suffix) {
    auto files = bytes::names_in(folder, suffix);
    return files || files.error().code == ErrorCode::file_io ? std::move(files) : std::vector<std::filesystem::path>();
}

/// What is no certificate is told where it is used; here it is merely no authority.
std::vector<crypto::Certificate> certificates_of(std::vector<std::filesystem::path> const& files) {
    std::vector<crypto::Certificate> certificates;
    for (auto const& file : files) {
        if (auto certificate = crypto::Certificate::load(file); certificate) {
            certificates.push_back(*std::move(certificate));
        }
    }
    return certificates;
}

}  // namespace

Result<RevokedCertificates> RevokedCertificates::load(std::filesystem::path const& keys_folder) {
    auto own = settings::load_revocations(keys_folder / "revoked.toml");
    if (!own) {
        return own.error();
    }
    RevokedCertificates all;
    all.own_ = *std::move(own);
    auto const files = files_in(keys_folder, ".crl");
    auto const known = files && !files->empty() ? files_in(keys_folder, ".crt") : files;
    if (!known) {
        return known.error();
    }
    auto const authorities = certificates_of(*known);
    for (auto const& file : *files) {
        auto list = crypto::RevocationList::load(file, authorities);
        if (!list) {
            return list.error();
        }
        all.lists_.push_back({file, *std::move(list)});
    }
    return all;
}

std::optional<settings::Revocation> RevokedCertificates::revocation_of(crypto::Certificate const& certificate,
                                                                       Day day) const {
    if (auto own = revocation_of(certificate.fingerprint(), day)) {
        return own;
    }
    auto const listed =
        std::any_of(lists_.begin(), lists_.end(), [&](auto const& one) { return one.list.revokes(certificate); });
    auto const since = date::floor<date::days>(certificate.not_before());
    return listed ? std::optional(settings::Revocation{since, {}}) : std::nullopt;
}

std::optional<settings::Revocation> RevokedCertificates::revocation_of(std::string_view fingerprint, Day day) const {
    auto const own = own_.find(fingerprint);
    return own != own_.end() && own->second.since <= day ? std::optional(own->second) : std::nullopt;
}

std::vector<std::filesystem::path> RevokedCertificates::outdated(Instant now) const {
    std::vector<std::filesystem::path> files;
    for (auto const& [file, list] : lists_) {
        auto const until = list.next_update();
        if (until && *until < now) {
            files.push_back(file);
        }
    }
    return files;
}

}  // namespace almoner::seal
