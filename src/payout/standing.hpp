#pragma once

#include <map>
#include <string>
#include <vector>

#include "settings/decision.hpp"
#include "settings/formats.hpp"
#include "settings/programme.hpp"
#include "settings/workspace.hpp"
#include "store/closings.hpp"
#include "store/files.hpp"

namespace almoner::payout {

/// Where decisions about transfer files and payouts are looked up.
struct Ground {
    settings::Workspace const& workspace;
    settings::Reasons const& reasons;
    store::Connection& store;
    Day today;
    settings::Formats const& formats;
    std::map<std::string, settings::Programme> const& programmes;
};

/// A transfer file about which something may be decided.
struct FileStanding {
    store::FileRecord file;
    std::string said;  ///< its state
};

/// @error transfer.unknown no such MsgId
/// @error decision.state a file in this state is past such a decision, or the bank has answered it
Result<FileStanding> file_standing(Ground const& ground, settings::DecisionKind kind, std::string const& message_id);

/// A payout that people may close: not paid and not on its way any more, or, to be recovered, paid.
struct PayoutStanding {
    store::Closing closing;
    std::string said;  ///< its state, the amount that is closed, and why it was not paid
};

/// Of each payout: how it stands, or why it is not closed so: transfer.unknown, there is none; decision.state, it is
/// past such a decision, or less was paid than is said to have come back; correction.chain_broken, a statement is
/// missing in which the money could have gone; amount.*, what came back is no amount.
using PayoutStandings = std::map<std::string, Result<PayoutStanding>>;

/// @error store.failure
Result<PayoutStandings> payout_standings(Ground const& ground, settings::Decision const& decision);

}  // namespace almoner::payout
