#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "store/connection.hpp"

namespace almoner::audit {

/// The kind of the leaf by which personal data was erased. Its digest is that of the manifest that two persons have
/// signed, which is archived with it; each file that is gone stands in it without a digest.
inline constexpr std::string_view purged_kind = "purged";

/// Path below archive/ of the manifest with that digest.
std::filesystem::path manifest_path(std::string const& sha256);

/// What one purge has erased.
struct Purge {
    std::uint64_t sequence = 0;  ///< of its leaf
    Day day;
    std::string decision;         ///< N-KIND of decisions/
    std::string sha256;           ///< of its manifest
    std::set<std::string> files;  ///< below archive/
    std::size_t lists = 0;
};

/// All of them, in order. @error audit.record @error store.failure
Result<std::vector<Purge>> purges(store::Connection& connection);

/// The files of the archive that all of them have erased. @error those of purges
Result<std::set<std::string>> purged_files(store::Connection& connection);

/// The files that the manifest with that digest below `archive` names: path below archive/ and digest.
/// @error audit.archive_missing @error audit.archive_changed @error audit.record it is none @error file.io
Result<std::map<std::string, std::string>> read_manifest(std::filesystem::path const& archive,
                                                         std::string const& sha256);

/// The line of a manifest that names a file.
std::string manifest_line(std::string const& path, std::string const& sha256);

/// Each purge erased the files of its manifest, as two persons have signed it, and no other: whoever writes into the
/// store could have the log say that a file is gone. @error audit.record with the leaf's place
/// @error audit.archive_missing @error audit.archive_changed the manifest @error store.failure @error file.io
Status purged_as_signed(store::Connection& connection, std::filesystem::path const& archive);

}  // namespace almoner::audit
