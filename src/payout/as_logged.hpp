#pragma once

#include <vector>

#include "audit/proof.hpp"
#include "payout/desk.hpp"

namespace almoner::payout {

/// What somebody has changed behind the log's back, and nobody has accepted: with any of it nothing is paid. Rows and
/// archived files may be accepted by two of those who hold the settings role under the seal in force (a decision of
/// kind accept_audit); from then on the log says so, too. @error those of audit::prove
Result<std::vector<Error>> changed_behind_the_log(Desk const& desk, audit::Ground const& ground);

}  // namespace almoner::payout
