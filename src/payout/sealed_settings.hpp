#pragma once

#include "payout/desk.hpp"

namespace almoner::payout {

/// Money moves under settings that two people have signed, and an audit leaf says under which and by whom.
/// @error settings.unsealed @error settings.seal_signatures and those of seal::settings_state
Status settings_are_sealed(Desk const& desk);

}  // namespace almoner::payout
