#pragma once

#include <filesystem>
#include <vector>

#include "audit/leaf.hpp"
#include "payout/desk.hpp"
#include "payout/intake.hpp"

namespace almoner::payout {

/// Appends the audit leaf that tells of a change, in the transaction that makes it. `touched` is every part whose rows
/// the transaction has changed: one that is left out looks tampered with. The leaf's time and run are the desk's.
/// @error store.failure @error crypto.failure
Status record(Desk const& desk, audit::Leaf leaf, std::vector<audit::Part> const& touched);

/// The same for what changes no rows, in a transaction of its own.
Status record_alone(Desk const& desk, audit::Leaf leaf);

/// Copies a file into the archive, to `to` below it, and notes it in the leaf. @error file.missing @error file.io
Status archive_with(audit::Leaf& leaf, Desk const& desk, std::filesystem::path const& from,
                    std::filesystem::path const& to);

/// The leaf of a list that was taken in: its cover's digest, and every file that was frozen with it.
/// @error file.io @error crypto.failure
Result<audit::Leaf> leaf_of(Desk const& desk, PaymentList const& list);

}  // namespace almoner::payout
