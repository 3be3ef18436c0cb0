#pragma once

#include <filesystem>

#include "payout/emit.hpp"
#include "payout/transfer_record.hpp"

namespace almoner::payout {

/// A file in the archive that is signed and durable, and that nobody has read yet. Only `sign` makes one.
struct FreshFile {
    store::FileRecord record;
    std::filesystem::path path;
    TransferTree tree;  ///< to be grown over its transfers as they are read
};

/// S5: signs the emitted file, inside or beside as its profile says, and makes it durable.
/// @error crypto.failure @error file.io @error store.failure
Result<FreshFile> sign(Desk const& desk, Writing const& writing, TransferFile file);

}  // namespace almoner::payout
