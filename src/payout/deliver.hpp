#pragma once

#include <optional>

#include "payout/sign.hpp"

namespace almoner::payout {

/// A file the bank's transport or a person can see.
struct DeliveredFile {
    store::FileRecord record;
    std::filesystem::path path;  ///< in the outbox
};

/// S5 to S8: copies the signed file to staging, seals it in the store, makes it visible in the outbox by
/// one rename, and records that. From the seal on the bytes never change. A detached signature that is sent,
/// and a rendering, go with it and become visible before it.
Result<DeliveredFile> deliver(Desk const& desk, SignedFile const& file);

/// What an interrupted night left: a sealed file is brought to the outbox, found there, or put in doubt
/// when a rename of another boot may have been lost after somebody saw it. Nothing when in doubt.
Result<std::optional<DeliveredFile>> resume(Desk const& desk, store::FileRecord const& record);

}  // namespace almoner::payout
