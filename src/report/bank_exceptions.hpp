#pragma once

#include <vector>

#include "report/gathering.hpp"

namespace almoner::report {

/// What the bank's files leave for a person: entries that nothing of ours explains, statements that do not join or do
/// not begin with what an account held, files in quarantine, and cards behind which the account changes.
/// @error store.failure
Status gather_bank(Gathering& gathering, store::Connection& connection, Horizon const& horizon,
                   std::vector<store::ListRecord> const& lists);

}  // namespace almoner::report
