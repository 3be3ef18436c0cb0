#include "payout/as_logged.hpp"

#include "audit/archived.hpp"
#include "payout/record.hpp"
#include "payout/sealed_settings.hpp"
#include "seal/decisions.hpp"

namespace almoner::payout {

namespace {

/// Judged by those under the seal in force: whoever can change the store can name new holders in the register, too.
Result<bool> is_accepted(Desk const& desk, audit::Verdict const& verdict) {
    auto const target = audit::digest_of_differences(verdict);
    auto const holders = settings_holders(desk);
    if (!target || !holders || !verdict.log_holds) {
        return !target ? target.error() : !holders ? holders.error() : Result<bool>(false);
    }
    auto const decision = seal::decision_by(desk.workspace.home / "decisions", *holders,
                                            settings::DecisionKind::accept_audit, *target, desk.clock.local().day);
    if (!decision || !*decision) {
        return decision ? Result<bool>(false) : decision.error();
    }
    auto leaf = audit::acceptance_of(verdict, *target);
    leaf.subject = (*decision)->stem().string();
    if (auto const kept = audit::archive_decision(leaf, desk.workspace.home / "archive", **decision, *target); !kept) {
        return kept.error();
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    if (auto const told = record(desk, std::move(leaf), {}); !told) {
        return told.error();
    }
    auto const committed = transaction->commit();
    return committed ? Result<bool>(true) : committed.error();
}

}  // namespace

Result<std::vector<Error>> changed_behind_the_log(Desk const& desk, audit::Ground const& ground) {
    auto verdict = audit::prove(ground);
    if (!verdict) {
        return verdict.error();
    }
    auto const accepted = verdict->faults.empty() ? Result<bool>(true) : is_accepted(desk, *verdict);
    if (!accepted) {
        return accepted.error();
    }
    return *accepted ? std::vector<Error>{} : std::move(verdict->faults);
}

}  // namespace almoner::payout
