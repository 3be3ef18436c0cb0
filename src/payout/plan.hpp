#pragma once

#include <vector>

#include "payout/desk.hpp"
#include "settings/profile.hpp"
#include "store/files.hpp"
#include "store/lists.hpp"

namespace almoner::payout {

/// What planning made of a list: its files, or why none could be planned yet.
struct Plan {
    std::vector<store::FileRecord> files;
    std::vector<Finding> findings;
};

/// S4: splits a claimed list into files and batches by the profile's limits, fixes message and batch
/// identifiers (MsgId, PmtInfId), creation time and execution date, and stores all that in one
/// transaction. A list without bank lines is planned with no file. A correction pays under the code and rows of the
/// list it is of, in a round of its own.
/// @error store.failure @error calendar.year_missing and other failures of the run
Result<Plan> plan(Desk const& desk, store::ListRecord const& list);

}  // namespace almoner::payout
