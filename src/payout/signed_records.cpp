#include "payout/signed_records.hpp"

#include "audit/log.hpp"
#include "audit/purged.hpp"
#include "seal/decisions.hpp"
#include "seal/settings_seal.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t in_the_name = 12;  // of a decision's target, as the archive's folders have it

/// The seal by whose holders a leaf at this place counts: the last before it, else the first after it.
audit::Leaf const* seal_for(std::vector<audit::Leaf> const& seals, std::uint64_t place) {
    audit::Leaf const* found = nullptr;
    for (auto const& seal : seals) {
        if (found == nullptr || seal.sequence < place) {
            found = &seal;
        }
    }
    return found;
}

/// Every leaf of a kind is over what a decision that was archived with it has signed.
Status leaves_are_signed(settings::Workspace const& workspace, store::Connection& store, std::string_view leaf_kind,
                         settings::DecisionKind decision_kind) {
    auto const leaves = audit::leaves_of(store, leaf_kind);
    auto const seals = audit::leaves_of(store, audit::seal_kind);
    if (!leaves || !seals) {
        return leaves ? seals.error() : leaves.error();
    }
    for (auto const& leaf : *leaves) {
        auto const* seal = seal_for(*seals, leaf.sequence);
        if (seal == nullptr) {
            continue;  // Nothing is paid before the settings are sealed, and then there is one.
        }
        auto const holders = seal::holders_under(workspace, seal->archived);
        auto const folder = workspace.home / "archive" / "decisions" / leaf.sha256.substr(0, in_the_name);
        auto const day = date::floor<date::days>(leaf.utc);
        auto const decision = holders ? seal::decision_by(folder, *holders, decision_kind, leaf.sha256, day)
                                      : Result<std::optional<fs::path>>(holders.error());
        if (!decision || !*decision) {
            return decision ? Error{ErrorCode::audit_record, {}, std::to_string(leaf.sequence), {}} : decision.error();
        }
    }
    return {};
}

}  // namespace

Status recoveries_are_signed(settings::Workspace const& workspace, store::Connection& store) {
    return leaves_are_signed(workspace, store, audit::recovered_kind, settings::DecisionKind::recover_store);
}

Status purges_are_signed(settings::Workspace const& workspace, store::Connection& store) {
    auto const decided = leaves_are_signed(workspace, store, audit::purged_kind, settings::DecisionKind::purge);
    return decided ? audit::purged_as_signed(store, workspace.home / "archive") : decided;
}

}  // namespace almoner::payout
