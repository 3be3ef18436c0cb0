#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/evidence.hpp"
#include "core/identifiers.hpp"
#include "store/answers.hpp"
#include "store/files.hpp"
#include "store/lists.hpp"

namespace almoner::payout {

/// What is done with the latest version of one payout.
using TakePayout = std::function<void(store::ListRecord const& list, ListCode code, store::PayoutRow const& latest,
                                      std::string const& id)>;

/// Tells of the payouts with these ids, list by list; of one that does not exist nothing is told. @error store.failure
Status for_each_named(store::Connection& connection, std::vector<std::string> const& payout_ids,
                      TakePayout const& take);

/// What has become of the latest attempt; a debit is final on the day after, for return windows are left aside. Planned
/// where there is no attempt. `files` are all of the store.
AttemptOutcome latest_outcome(std::vector<store::FileRecord> const& files, store::PayoutRow const& latest, Day today);

}  // namespace almoner::payout
