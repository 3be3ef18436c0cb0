#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "payout/desk.hpp"
#include "payout/taking.hpp"

namespace almoner::payout {

/// Whether people have decided anything of the sort that is not taken up yet, or that a night that broke off has taken
/// up and not carried out. @error file.io @error store.failure
Result<bool> has_decisions(Desk const& desk);

/// Takes up what enough people have decided about transfer files (submitted, withdraw, deliver), payouts (paid_outside,
/// write_back, carry_over, recovered, recall, recall_accepted, recall_refused, confirm_paid, confirm_failed), entries
/// (explain, match) and exceptions (close, close_minor, reopen), each decision once, and brings what asks the bank to
/// where it is seen. A target that has changed since, or that is past such a decision, is left as it is and told of.
/// @error store.failure @error file.io and those of settings_holders
Result<TakenUp> take_up_decisions(Desk const& desk);

}  // namespace almoner::payout
