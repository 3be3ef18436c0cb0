#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/result.hpp"
#include "store/connection.hpp"

namespace almoner::audit {

/// What the archive was found to have of what the store names by digest.
struct KeptCopies {
    std::uint64_t looked_at = 0;
    std::vector<Error> faults;  ///< audit.archive_changed, audit.archive_missing
};

/// Holds covers, rows, sealed files and the files of the bank in `archive` against the digests that
/// the store has of them, whatever the log says but what it has purged. @error audit.record @error store.failure
/// @error file.io
Result<KeptCopies> hold_copies(store::Connection& store, std::filesystem::path const& archive);

}  // namespace almoner::audit
