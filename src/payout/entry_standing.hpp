#pragma once

#include <map>
#include <optional>
#include <string>

#include "payout/standing.hpp"
#include "store/answers.hpp"
#include "store/explanations.hpp"

namespace almoner::payout {

/// An entry of a statement of which people can still say what it is.
struct EntryStanding {
    store::Explanation explanation;              ///< without the decision
    std::optional<store::AttemptEvidence> fact;  ///< match: what it proves of the payout
    std::int64_t file = 0;                       ///< match: the transfer file of the payout
    std::string said;                            ///< its class, amount and day, and how the payout stands
};

/// Of each entry that `explain` or `match` names: how it stands, or why nothing can be said of it: entry.unknown, no
/// such entry is open, or several are; transfer.unknown, there is no such payout; decision.state, the payout is past
/// it, or its amount or account is another; settings.value, there is no such fund.
using EntryStandings = std::map<std::string, Result<EntryStanding>>;

/// @error store.failure
Result<EntryStandings> entry_standings(Ground const& ground, settings::Decision const& decision);

}  // namespace almoner::payout
