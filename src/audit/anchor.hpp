#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "audit/checkpoint.hpp"
#include "store/connection.hpp"

namespace almoner::audit {

/// A checkpoint that was kept outside the store.
struct Anchored {
    std::filesystem::path file;
    Checkpoint checkpoint;
};

/// Signs what the log is now and keeps it in every folder. @error store.failure @error crypto.failure @error file.io
Result<Checkpoint> publish(store::Connection& connection, std::vector<std::filesystem::path> const& folders,
                           Witness const& witness, crypto::PrivateKey const& key);

/// The checkpoints of all folders by size, signed by any of the keys the log has had. A note that does not hold is an
/// error: nobody but the log writes here.
/// @error audit.checkpoint with the file @error file.io
Result<std::vector<Anchored>> anchored(std::vector<std::filesystem::path> const& folders,
                                       std::vector<Witness> const& witnesses);

}  // namespace almoner::audit
