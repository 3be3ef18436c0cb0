#include "seal/revoked_certificates.hpp"

#include <algorithm>

namespace almoner::seal {

namespace {

/// Files of a folder by the end of their name, in the order of their names.
std::vector<std::filesystem::path> files_in(std::filesystem::path const& folder, std::string_view suffix) {
    std::vector<std::filesystem::path> files;
    std::error_code fault;
    for (auto const& entry : std::filesystem::directory_iterator(folder, fault)) {
        if (entry.path().extension() == suffix) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// What is no certificate is told where it is used; here it is merely no authority.
std::vector<crypto::Certificate> certificates_in(std::filesystem::path const& folder) {
    std::vector<crypto::Certificate> certificates;
    for (auto const& file : files_in(folder, ".crt")) {
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
    auto const authorities = files.empty() ? std::vector<crypto::Certificate>() : certificates_in(keys_folder);
    for (auto const& file : files) {
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
