#pragma once

#include <span>
#include <string>

#include "store/files.hpp"

namespace almoner::store {

/// A transfer that will not be made although it was planned.
struct TakenOut {
    TransferRow transfer;
    int batch = 0;
    std::string finding;  ///< code that says why
};

/// Takes transfers out of a file whose bytes do not exist yet: their lines are cancelled, their attempts are over and
/// never used again, and batch and file count what is left under the same identifiers. A batch that has nothing left
/// goes; a file that has nothing left is not sent. Inside the caller's transaction.
/// @error store.failure also when the file is no longer planned
Status take_out(Connection& connection, FileRecord const& file, std::span<TakenOut const> transfers, Instant now);

}  // namespace almoner::store
