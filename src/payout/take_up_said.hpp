#pragma once

#include "payout/standing.hpp"
#include "payout/taking.hpp"

namespace almoner::payout {

/// Takes up what people say of entries: what they are (explain), or which payout they pay or return (match).
/// @error store.failure @error file.io @error crypto.failure
Status take_up_entries(Desk const& desk, Ground const& ground, seal::Decided const& decided, TakenUp& taken);

/// Takes up what people have heard from the bank where its files contradict themselves: confirm_paid, confirm_failed.
/// @error store.failure @error file.io @error crypto.failure
Status take_up_rulings(Desk const& desk, Ground const& ground, seal::Decided const& decided, TakenUp& taken);

}  // namespace almoner::payout
