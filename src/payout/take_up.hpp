#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "payout/desk.hpp"
#include "payout/recall.hpp"

namespace almoner::payout {

/// What became of decisions about transfer files, payouts and exceptions.
struct TakenUp {
    std::vector<std::string> decisions;  ///< N-KIND, in force from now on
    std::vector<Finding> findings;       ///< why others have no effect, at least not on one of their targets
    std::vector<ShownRecall> recalls;    ///< what asks the bank to give transfers up, as people and transport see it
};

/// Whether people have decided anything of the sort that is not taken up yet, or that a night that broke off has taken
/// up and not carried out. @error file.io @error store.failure
Result<bool> has_decisions(Desk const& desk);

/// Takes up what enough people have decided about transfer files (submitted, withdraw, deliver), payouts (paid_outside,
/// write_back, carry_over, recovered, recall, recall_accepted, recall_refused) and exceptions (close, close_minor,
/// reopen), each decision once, and brings what asks the bank to where it is seen. A target that
/// has changed since, or that is past such a decision, is left as it is and told of. @error store.failure @error
/// file.io and those of settings_holders
Result<TakenUp> take_up_decisions(Desk const& desk);

}  // namespace almoner::payout
