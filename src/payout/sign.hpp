#pragma once

#include <filesystem>

#include "payout/emit.hpp"
#include "seal/transfer_signature.hpp"

namespace almoner::payout {

/// A file in the archive that is signed, durable, and was read back by other code than wrote it:
/// signature, schema, count, sum, and every transfer against the store. Only `sign` makes one.
struct SignedFile {
    store::FileRecord record;
    std::filesystem::path path;
    seal::Verified verified;
};

/// S5: puts the signature into the emitted file, makes it durable and reads it again.
/// @error file.reread what was read is not what the store says @error signature.* @error document.invalid
Result<SignedFile> sign(Desk const& desk, Writing const& writing, TransferFile file);

}  // namespace almoner::payout
