#include "payout/as_logged.hpp"

#include "payout/decided.hpp"
#include "payout/record.hpp"

namespace almoner::payout {

namespace {

Result<bool> is_accepted(Desk const& desk, audit::Verdict const& verdict) {
    auto const target = audit::digest_of_differences(verdict);
    if (!target || !verdict.log_holds) {
        return target ? Result<bool>(false) : target.error();
    }
    auto leaf = audit::acceptance_of(verdict, *target);
    auto const decided = is_decided(desk, settings::DecisionKind::accept_audit, *target, leaf);
    if (!decided || !*decided) {
        return decided;
    }
    auto const told = record_alone(desk, std::move(leaf));
    return told ? Result<bool>(true) : told.error();
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
