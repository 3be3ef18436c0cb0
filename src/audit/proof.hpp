#pragma once

#include <filesystem>
#include <vector>

#include "audit/checkpoint.hpp"
#include "audit/leaf.hpp"
#include "store/connection.hpp"

namespace almoner::audit {

/// Where the log, its anchors and what it speaks of are.
struct Ground {
    store::Connection& store;
    std::filesystem::path archive;
    std::filesystem::path outbox;
    std::vector<std::filesystem::path> anchors;
    std::vector<Witness> const& witnesses;  ///< the keys the log has had
};

/// What is not as the log says. Nothing here can be mended by running again.
struct Verdict {
    std::uint64_t leaves = 0;
    std::uint64_t checkpoints = 0;
    std::uint64_t parts = 0;           ///< of tables, with rows or had some once
    std::uint64_t archived_files = 0;  ///< that are as logged
    std::uint64_t files_held = 0;      ///< in archive/files and in the outbox, held against the log
    std::vector<Error> faults;         ///< the log's own first, then rows, then files

    /// The rows and files that differ, as they were found: what people accept when they accept it. The log's own
    /// faults are in neither, for nobody can accept those.
    std::map<Part, RowsDigest> rows;
    std::map<std::string, std::string> archived;
    bool log_holds = true;
};

/// What two people sign when they accept the rows and files of a verdict as they are. @error crypto.failure
Result<std::string> digest_of_differences(Verdict const& verdict);

/// The leaf that makes the differences of a verdict the log's own again. `decision` is the digest of what was signed.
Leaf acceptance_of(Verdict const& verdict, std::string decision);

/// Holds everything the log speaks of against what is there: each record against its digest and place, each anchored
/// checkpoint against the leaves, every row of every parted table against the last leaf that tells of it, every
/// archived file against its digest, and every file that was signed or handed out against what was sealed: one that
/// the log knows nothing of was made by a newer store than this. Time and reading grow with the store and the archive.
/// The store is looked at as it is at one moment, whoever writes it meanwhile.
/// Faults: audit.record, audit.store_behind, audit.log_changed, audit.checkpoint_missing, audit.rows_changed,
/// audit.archive_changed, audit.archive_missing, audit.unknown_file. @error audit.checkpoint @error store.failure
/// @error file.io
Result<Verdict> prove(Ground const& ground);

/// The log leads to every checkpoint; nothing may be written into an older store, for its log would go on as another.
/// @error audit.store_behind @error audit.log_changed @error audit.checkpoint @error store.failure @error file.io
Status not_behind(Ground const& ground);

}  // namespace almoner::audit
