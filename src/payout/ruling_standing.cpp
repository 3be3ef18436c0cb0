#include "payout/ruling_standing.hpp"

#include "payout/payouts_named.hpp"

namespace almoner::payout {

namespace {

using settings::DecisionKind;

Error past(DecisionKind kind, std::string const& target, std::string_view now, std::string_view takes) {
    return {ErrorCode::decision_state, {}, target, {std::string(now), std::string(text_of(kind)), std::string(takes)}};
}

std::string_view state_text(store::PayoutRow const& row, AttemptOutcome const& outcome) {
    if (row.closing) {
        return text_of(*row.closing);
    }
    return row.attempt ? text_of(outcome.state) : text_of(row.line.state);
}

/// What is gone from the account for it is what the ruling says.
Result<RulingStanding> weighed(Ground const& ground, DecisionKind kind, store::ListRecord const& list,
                               store::PayoutRow const& row, AttemptOutcome const& outcome, std::string const& id) {
    auto const currency = list.currency;
    auto const net = store::net_booked(ground.store, list.list, row.line.number, *row.attempt, currency);
    if (!net) {
        return net.error();
    }
    auto const paid = kind == DecisionKind::confirm_paid;
    auto const wanted = paid ? row.line.amount : Money::zero(currency);
    if (*net != wanted) {
        return past(kind, id, *net ? to_text(**net) : "several currencies", to_text(wanted));
    }
    return RulingStanding{{list.list,
                           row.line.number,
                           *row.attempt,
                           paid ? EvidenceKind::ruled_paid : EvidenceKind::ruled_failed,
                           outcome.facts,
                           {},
                           {}},
                          row.file,
                          "conflict " + std::to_string(outcome.facts) + " " + to_text(**net)};
}

}  // namespace

Result<RulingStandings> ruling_standings(Ground const& ground, settings::Decision const& decision) {
    auto const files = store::files(ground.store, std::nullopt);
    if (!files) {
        return files.error();
    }
    RulingStandings standings;
    for (auto const& id : decision.targets) {
        standings.emplace(id, Error{ErrorCode::transfer_unknown, {}, id, {}});
    }
    auto const look = [&](store::ListRecord const& list, ListCode, store::PayoutRow const& row, std::string const& id) {
        auto const outcome = latest_outcome(*files, row, ground.today);
        auto const contradicts = row.attempt && !row.closing && outcome.state == AttemptState::conflict;
        standings.at(id) = contradicts ? weighed(ground, decision.kind, list, row, outcome, id)
                                       : past(decision.kind, id, state_text(row, outcome), "conflict");
    };
    auto const told = for_each_named(ground.store, decision.targets, look);
    return told ? Result<RulingStandings>(std::move(standings)) : told.error();
}

}  // namespace almoner::payout
