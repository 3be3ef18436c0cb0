#pragma once

#include <string>

#include "audit/leaf.hpp"
#include "payout/desk.hpp"
#include "settings/decision.hpp"

namespace almoner::payout {

/// Whether enough of those who held the role under the seal in force have decided so on `target`: whoever can change
/// the store can name new holders in the register, too. The decision and its signatures go into the archive and into
/// `leaf`, for whoever asks later why it was done. @error file.io @error file.missing and those of settings_holders
Result<bool> is_decided(Desk const& desk, settings::DecisionKind kind, std::string const& target, audit::Leaf& leaf);

}  // namespace almoner::payout
