#pragma once

#include <set>
#include <vector>

#include "payout/rebuild.hpp"

namespace almoner::payout {

/// Puts a list of the archive into a store that lost it, its rows checked anew: lines that were paid were accepted,
/// whatever today's rules say of them. Inside the caller's transaction. @error recover.list the list it supplements is
/// not there @error payout.already_approved another list has spent a benefit of it; and those of vetting::survey
Result<store::ListRecord> reclaim_lines(Desk const& desk, PaymentList& list, std::set<LineNumber> const& paid);

/// The same of a correction, from what its signed files say of each line: that is what it said. The bank's code of a
/// line is known only where its account stayed. Inside the caller's transaction. @error recover.list the list it
/// corrects is not there @error recover.file a file pays more than its line, or one that is not there
Result<store::ListRecord> reclaim_corrections(Desk const& desk, PaymentList& list, Round const& round,
                                              std::vector<SignedTransfer> const& transfers);

}  // namespace almoner::payout
