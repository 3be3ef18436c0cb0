#pragma once

#include <filesystem>
#include <vector>

#include "payout/lost.hpp"
#include "store/files.hpp"

namespace almoner::payout {

/// What was put back into a store, and what could not be.
struct Recovered {
    std::vector<store::FileRecord> files;
    std::vector<Finding> findings;
    std::vector<std::string> requests;  ///< to the bank: kept by digest, what they ask for is not in the store
    std::uint64_t bank_files = 0;       ///< put into the inbox, to be read again
};

/// Rebuilds what was spent, in one transaction whose first leaf says what is gone: each signed file of the archive with
/// its list, lines, benefits, identifiers and digest, as its own bytes have them under a signature that holds. A file
/// that lies in the outbox in these bytes is delivered; every other is in doubt, and is settled by what the bank says
/// or two persons do. Nothing is put into outbox or staging. What no signed file pays waits for a person; a file that
/// cannot be rebuilt is told, and stops payment as before. Then the bank's files in the archive that the store does not
/// know go into the inbox. `decision` is the file that two persons have signed over `lost.sha256`.
/// @error store.failure @error file.io
Result<Recovered> recover(Desk const& desk, Lost const& lost, std::filesystem::path const& decision,
                          std::vector<crypto::Certificate> const& certificates);

}  // namespace almoner::payout
