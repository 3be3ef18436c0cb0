#pragma once

#include "payout/desk.hpp"

namespace almoner::payout {

/// Money moves under settings that two people have signed, and an audit leaf says under which and by whom. Two of those
/// who held the settings role under the seal admitted before must be among them; before the first seal there is nobody.
/// @error settings.unsealed @error settings.seal_signatures @error settings.seal_foreign the holders before have not
/// agreed @error settings.seal_old it was admitted before the one in force; and those of seal::settings_state
Status settings_are_sealed(Desk const& desk);

/// Who holds the settings role under the seal admitted last, whatever the register says today; nobody before the first.
/// @error audit.record @error store.failure
Result<seal::People> settings_holders(Desk const& desk);

}  // namespace almoner::payout
