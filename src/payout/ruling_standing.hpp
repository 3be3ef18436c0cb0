#pragma once

#include <map>
#include <string>

#include "payout/standing.hpp"
#include "store/rulings.hpp"

namespace almoner::payout {

/// A payout of which the bank's files say things that exclude each other, and what people rule of it.
struct RulingStanding {
    store::Ruling ruling;   ///< without reference and decision
    std::int64_t file = 0;  ///< the transfer file of the attempt
    std::string said;       ///< how many facts there are, and what is gone from the account for it
};

/// Of each payout: how it stands, or why nothing is ruled: transfer.unknown, there is none; decision.state, nothing
/// contradicts itself, or what is gone from the account is not what the ruling says: all of it when it is paid, nothing
/// when it is not. Then the bank is to book it right first.
using RulingStandings = std::map<std::string, Result<RulingStanding>>;

/// @error store.failure
Result<RulingStandings> ruling_standings(Ground const& ground, settings::Decision const& decision);

}  // namespace almoner::payout
