#pragma once

#include <optional>

#include "payout/reading_back.hpp"

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

/// People know that the bank has not got a file in doubt: the same bytes go to the outbox. @error file.reread
Result<DeliveredFile> deliver_again(Desk const& desk, store::FileRecord const& record);

/// The bank must not get the file: what the outbox still holds of it is taken back, or what staging holds of one in
/// doubt. Its transfers are open again. May be repeated. @error decision.state somebody has taken it already
Status take_back(Desk const& desk, store::FileRecord const& record);

/// A person has given the file to the bank.
Status mark_submitted(Desk const& desk, store::FileRecord const& record);

}  // namespace almoner::payout
