#pragma once

#include <vector>

#include "payout/desk.hpp"

namespace almoner::payout {

/// For each debtor account that is to pay a planned file: balance.short where the closing balance of its last statement
/// does not cover what was to be executed since, these files among it. A warning: the account may have been funded
/// since.
/// @error store.failure
Result<std::vector<Finding>> short_balances(Desk const& desk);

}  // namespace almoner::payout
