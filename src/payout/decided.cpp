#include "payout/decided.hpp"

#include "audit/archived.hpp"
#include "payout/sealed_settings.hpp"
#include "seal/decisions.hpp"

namespace almoner::payout {

Result<bool> is_decided(Desk const& desk, settings::DecisionKind kind, std::string const& target, audit::Leaf& leaf) {
    auto const holders = settings_holders(desk);
    if (!holders) {
        return holders.error();
    }
    auto const decision =
        seal::decision_by(desk.workspace.home / "decisions", *holders, kind, target, desk.clock.local().day);
    if (!decision || !*decision) {
        return decision ? Result<bool>(false) : decision.error();
    }
    leaf.subject = (*decision)->stem().string();
    auto const kept = audit::archive_decision(leaf, desk.workspace.home / "archive", **decision, target);
    return kept ? Result<bool>(true) : kept.error();
}

}  // namespace almoner::payout
