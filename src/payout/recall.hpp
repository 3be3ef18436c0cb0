#pragma once

#include <vector>

#include "audit/leaf.hpp"
#include "payout/desk.hpp"
#include "payout/recall_standing.hpp"
#include "seal/decisions.hpp"

namespace almoner::payout {

/// A request that is written and that nobody can see yet.
struct PreparedRecall {
    store::RecallRequest request;
    std::vector<store::RecalledTransfer> transfers;
};

/// Writes what asks the bank for the transfers, one request for each transfer file, as its profile says (camt.055,
/// letter, portal): into the archive, told in `leaf`, and into staging. Nothing in it is of the moment, so that the
/// same decision gives the same bytes however often a night breaks off. The store knows nothing of it yet.
/// @error decision.state a file has had 99 requests @error those of write_recall_file and write_recall_sheet
Result<std::vector<PreparedRecall>> prepare_recalls(Desk const& desk, seal::Decided const& decided,
                                                    std::vector<RecallStanding> const& wanted, audit::Leaf& leaf);

/// A request that people or transport can see now.
struct ShownRecall {
    store::RecallRequest request;
    std::filesystem::path path;
};

/// Brings every request that the store knows and nobody can see to the outbox, or into the folder letters/ where people
/// take it to the bank; a camt.055 that somebody has fetched is not written again. @error file.reread @error file.io
Result<std::vector<ShownRecall>> show_recalls(Desk const& desk);

}  // namespace almoner::payout
