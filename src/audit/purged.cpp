#include "audit/purged.hpp"

#include "audit/log.hpp"
#include "crypto/digest.hpp"
#include "store/durable.hpp"

namespace almoner::audit {

namespace {

constexpr std::string_view erases = "erase ";
constexpr std::size_t in_the_name = 12;  // of the digest, as decisions have it
constexpr std::size_t digest_digits = 64;
constexpr std::uint64_t manifest_limit = 1U << 30;

Purge purge_of(Leaf const& leaf) {
    Purge purge{.sequence = leaf.sequence,
                .day = date::floor<date::days>(leaf.utc),
                .decision = leaf.subject,
                .sha256 = leaf.sha256};
    for (auto const& [path, sha256] : leaf.archived) {
        if (sha256.empty()) {
            purge.files.insert(path);
        }
    }
    for (auto const& [part, digest] : leaf.rows) {
        purge.lists += part.table == "list" ? 1 : 0;
    }
    return purge;
}

Result<std::map<std::string, std::string>> files_of_manifest(std::string_view manifest) {
    std::map<std::string, std::string> files;
    while (!manifest.empty()) {
        auto const end = manifest.find('\n');
        auto const line = manifest.substr(0, end);
        if (line.starts_with(erases)) {
            if (line.size() <= erases.size() + digest_digits + 1 || line[erases.size() + digest_digits] != ' ') {
                return Error{ErrorCode::audit_record, {}, std::string(line), {}};
            }
            files.emplace(line.substr(erases.size() + digest_digits + 1), line.substr(erases.size(), digest_digits));
        }
        manifest.remove_prefix(end == std::string_view::npos ? manifest.size() : end + 1);
    }
    return files;
}

/// @error those of purged_as_signed
Status held_to_manifest(std::filesystem::path const& archive, Purge const& purge) {
    auto const files = read_manifest(archive, purge.sha256);
    if (!files) {
        auto error = files.error();
        error.value = std::to_string(purge.sequence);
        return error;
    }
    std::set<std::string> named;
    for (auto const& [file, sha256] : *files) {
        named.insert(file);
    }
    return named == purge.files ? Status{} : Error{ErrorCode::audit_record, {}, std::to_string(purge.sequence), {}};
}

}  // namespace

std::filesystem::path manifest_path(std::string const& sha256) {
    return std::filesystem::path("purges") / (sha256.substr(0, in_the_name) + ".txt");
}

Result<std::vector<Purge>> purges(store::Connection& connection) {
    auto const leaves = leaves_of(connection, purged_kind);
    if (!leaves) {
        return leaves.error();
    }
    std::vector<Purge> all;
    for (auto const& leaf : *leaves) {
        all.push_back(purge_of(leaf));
    }
    return all;
}

Result<std::set<std::string>> purged_files(store::Connection& connection) {
    auto all = purges(connection);
    if (!all) {
        return all.error();
    }
    std::set<std::string> files;
    for (auto& purge : *all) {
        files.merge(purge.files);
    }
    return files;
}

Result<std::map<std::string, std::string>> read_manifest(std::filesystem::path const& archive,
                                                         std::string const& sha256) {
    auto const path = archive / manifest_path(sha256);
    auto const unfit = [&](ErrorCode code) {
        return Error{code, {path.string(), {}, 0, 0}, sha256.substr(0, in_the_name), {}};
    };
    auto const text = store::read_whole(path, manifest_limit);
    if (!text) {
        return text.error().code == ErrorCode::file_missing ? unfit(ErrorCode::audit_archive_missing) : text.error();
    }
    auto const digest = crypto::sha256(*text);
    if (!digest || crypto::hex(*digest) != sha256) {
        return digest ? unfit(ErrorCode::audit_archive_changed) : digest.error();
    }
    return files_of_manifest(*text);
}

std::string manifest_line(std::string const& path, std::string const& sha256) {
    return std::string(erases) + sha256 + " " + path + "\n";
}

Status purged_as_signed(store::Connection& connection, std::filesystem::path const& archive) {
    auto const all = purges(connection);
    if (!all) {
        return all.error();
    }
    for (auto const& purge : *all) {
        if (auto const held = held_to_manifest(archive, purge); !held) {
            return held;
        }
    }
    return {};
}

}  // namespace almoner::audit
