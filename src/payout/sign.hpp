#pragma once

#include <filesystem>
#include <vector>

#include "payout/emit.hpp"
#include "seal/transfer_signature.hpp"

namespace almoner::payout {

/// A file in the archive that is signed, durable, and was read back by other code than wrote it:
/// signature, schema, count, sum, and every transfer against the store. Only `sign` makes one.
struct SignedFile {
    store::FileRecord record;
    std::filesystem::path path;
    seal::Verified verified;
    std::vector<std::filesystem::path> companions;  ///< beside it: a signature that is sent, a rendering
};

/// S5: signs the emitted file, inside or beside as its profile says, makes it durable and reads it again.
/// Writes its rendering, where the profile has one.
/// @error those of render @error file.reread what was read is not what the store says @error signature.* @error
/// document.invalid
Result<SignedFile> sign(Desk const& desk, Writing const& writing, TransferFile file);

}  // namespace almoner::payout
