#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/identifiers.hpp"
#include "store/answers.hpp"
#include "store/lists.hpp"

namespace almoner::payout {

/// What is done with the latest version of one payout.
using TakePayout = std::function<void(store::ListRecord const& list, ListCode code, store::PayoutRow const& latest,
                                      std::string const& id)>;

/// Tells of the payouts with these ids, list by list; of one that does not exist nothing is told. @error store.failure
Status for_each_named(store::Connection& connection, std::vector<std::string> const& payout_ids,
                      TakePayout const& take);

}  // namespace almoner::payout
