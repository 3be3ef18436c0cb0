#pragma once

#include <filesystem>
#include <optional>

#include "payout/emit.hpp"
#include "seal/transfer_signature.hpp"

namespace almoner::payout {

/// A file in the archive that is signed, durable, and was read back by other code than wrote it:
/// signature, schema, count, sum, and every transfer against the store. Only `sign` makes one.
struct SignedFile {
    store::FileRecord record;
    std::filesystem::path path;
    seal::Verified verified;
    std::optional<std::filesystem::path> signature_to_send;  ///< a detached one that goes to the bank
};

/// S5: signs the emitted file, inside or beside as its profile says, makes it durable and reads it again.
/// @error file.reread what was read is not what the store says @error signature.* @error document.invalid
Result<SignedFile> sign(Desk const& desk, Writing const& writing, TransferFile file);

}  // namespace almoner::payout
