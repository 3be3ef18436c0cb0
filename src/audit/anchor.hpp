#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "audit/checkpoint.hpp"
#include "store/connection.hpp"

namespace almoner::audit {

/// A checkpoint that was kept outside the store.
struct Anchored {
    std::filesystem::path file;
    Checkpoint checkpoint;
    std::string sha256;  ///< of the note
};

/// Signs what the log is now and keeps it in every folder. @error store.failure @error crypto.failure @error file.io
Result<Checkpoint> publish(store::Connection& connection, std::vector<std::filesystem::path> const& folders,
                           Witness const& witness, crypto::PrivateKey const& key);

/// The checkpoints of all folders by size, signed by any of the keys the log has had. A note that does not hold is an
/// error: nobody but the log writes here.
/// @error audit.checkpoint with the file @error file.io
Result<std::vector<Anchored>> anchored(std::vector<std::filesystem::path> const& folders,
                                       std::vector<Witness> const& witnesses);

/// Digests of what was kept when the store was recovered: checkpoints of a log that is gone, and the note of the backup
/// that was brought back. The log says of itself that it does not go on from there. @error audit.record
/// @error store.failure
Result<std::set<std::string>> recovered_notes(store::Connection& connection);

/// The checkpoints of the log that is there: those of `anchored` without the ones it has said are of one that is gone.
/// @error those of both
Result<std::vector<Anchored>> anchored_of_log(store::Connection& connection,
                                              std::vector<std::filesystem::path> const& folders,
                                              std::vector<Witness> const& witnesses);

/// The checkpoints among those that the log which is there does not lead to: beyond its end, or over other leaves.
/// @error audit.record @error store.failure
Result<std::vector<Anchored>> astray(store::Connection& connection, std::vector<Anchored> const& checkpoints);

}  // namespace almoner::audit
