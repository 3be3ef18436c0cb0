#pragma once

#include <functional>
#include <vector>

#include "crypto/keys.hpp"
#include "settings/formats.hpp"
#include "settings/workspace.hpp"
#include "store/files.hpp"

namespace almoner::payout {

/// Where sealed files are, and what they are read with.
struct SealedGround {
    store::Connection& store;
    settings::Workspace const& workspace;
    settings::Formats const& formats;
    /// Of the key that signed a file.
    std::function<Result<crypto::Certificate>(store::FileRecord const&)> certificate_of;
};

/// What reading every sealed file came to.
struct SealedFiles {
    std::uint64_t read = 0;         ///< to their last transfer
    std::uint64_t of_old_bank = 0;  ///< not read: their bank has another profile, message or account today
    std::vector<Error> faults;
};

/// Reads every sealed file of the archive as the bank would: signature, schema, count, sum, and each transfer's
/// EndToEndId, amount, name and account against the store, and the digest against the one it was sealed with. One of a
/// bank that was changed since cannot be read by what that bank is today; its bytes are the log's matter. One that was
/// purged is gone. @error audit.record @error store.failure
Result<SealedFiles> read_sealed_files(SealedGround const& ground);

/// Holds state, digest and transfers of every file against the last leaves that tell of them: the state follows from
/// the steps that were logged, and the root over the transfers from their rows, where they still say who is paid.
/// Faults name the file.
/// @error store.failure @error audit.record
Result<SealedFiles> refold_files(store::Connection& store);

}  // namespace almoner::payout
