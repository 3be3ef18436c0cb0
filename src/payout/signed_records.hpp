#pragma once

#include "settings/workspace.hpp"
#include "store/connection.hpp"

namespace almoner::payout {

/// Two persons with the right have signed every recovery that the log tells of: whoever writes into the store could
/// have it say that checkpoints are of a log that is gone. @error audit.record with the leaf's place
Status recoveries_are_signed(settings::Workspace const& workspace, store::Connection& store);

/// And every purge, which erased what they have signed for and no more: he could have the log say that a file is gone.
/// @error those of recoveries_are_signed and audit::purged_as_signed
Status purges_are_signed(settings::Workspace const& workspace, store::Connection& store);

}  // namespace almoner::payout
