#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "audit/leaf.hpp"
#include "payout/desk.hpp"
#include "payout/recall.hpp"
#include "seal/decisions.hpp"

namespace almoner::payout {

/// What became of decisions about transfer files, payouts, entries and exceptions.
struct TakenUp {
    std::vector<std::string> decisions;  ///< N-KIND, in force from now on
    std::vector<Finding> findings;       ///< why others have no effect, at least not on one of their targets
    std::vector<ShownRecall> recalls;    ///< what asks the bank to give transfers up, as people and transport see it
};

/// The leaf that tells of a decision, with the papers in the archive. @error file.io
Result<audit::Leaf> leaf_of(Desk const& desk, seal::Decided const& decided);

/// A decision that comes too late moves nothing, and whoever took it must know: `error` becomes a finding. One that has
/// nothing to do with it, as of a store that fails, is the error.
Status too_late(seal::Decided const& decided, Error const& error, TakenUp& taken);

/// What the store says of a target is not what it said when the decision was made. decision.state
Error changed_since(std::string const& target, std::string const& now, settings::DecisionKind kind,
                    std::string const& then);

/// Those of the decision's targets that still stand as they did when it was taken, each with what is looked up of it.
template <class Standing>
Result<std::vector<Standing>> unchanged(std::map<std::string, Result<Standing>> const& standings,
                                        seal::Decided const& decided, TakenUp& taken) {
    auto const& decision = decided.decision;
    std::vector<Standing> all;
    std::set<std::string_view> seen;
    for (std::size_t at = 0; at < decision.targets.size(); ++at) {
        auto const& target = decision.targets[at];
        auto const& standing = standings.at(target);
        if (!seen.insert(target).second) {
            continue;
        }
        if (standing && standing->said == decision.said[at]) {
            all.push_back(*standing);
            continue;
        }
        auto const why =
            standing ? changed_since(target, standing->said, decision.kind, decision.said[at]) : standing.error();
        if (auto const told = too_late(decided, why, taken); !told) {
            return told.error();
        }
    }
    return all;
}

}  // namespace almoner::payout
