#pragma once

#include "payout/standing.hpp"
#include "store/recalls.hpp"

namespace almoner::payout {

/// A payout that the bank has, with the transfer that people may want back.
struct RecallStanding {
    store::RecalledTransfer transfer;
    std::string end_to_end_id;
    std::int64_t file = 0;
    int batch = 0;
    Line line;         ///< as that transfer pays it
    std::string said;  ///< under_way or booked, or cancel_requested, and the amount
};

/// Of each payout: how it stands, or why it is not recalled so: transfer.unknown, there is none; decision.state, it is
/// past such a decision.
using RecallStandings = std::map<std::string, Result<RecallStanding>>;

/// What may be asked back (recall): what the bank has and nobody has asked for, and what is booked inside the profile's
/// return window. What the bank may have answered (recall_accepted, recall_refused): what is asked for.
/// @error store.failure and faults of a profile
Result<RecallStandings> recall_standings(Ground const& ground, settings::DecisionKind kind,
                                         std::vector<std::string> const& payout_ids);

}  // namespace almoner::payout
