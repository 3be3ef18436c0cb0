#include "report/proposals.hpp"

#include <algorithm>

namespace almoner::report {

namespace {

constexpr date::days latest_debit{10};   ///< after the day on which the payment was to be made
constexpr date::days latest_return{60};  ///< the same

bool is_near(Day booked, Day execution_date, date::days latest) {
    return booked >= execution_date - date::days{1} && booked <= execution_date + latest;
}

/// Whether a statement has still to book it.
bool waits_for_debit(AttemptOutcome const& folded) {
    switch (folded.state) {
        case AttemptState::delivered:
        case AttemptState::submitted:
        case AttemptState::at_bank_for_release:
        case AttemptState::bank_received:
        case AttemptState::bank_accepted:
        case AttemptState::provisional:
        case AttemptState::in_doubt: return !folded.booked_amount;
        default: return false;
    }
}

bool is_booked(AttemptState state) { return state == AttemptState::booked || state == AttemptState::final_; }

}  // namespace

Result<Proposals> Proposals::open(store::Connection& connection) {
    auto unexplained = store::unexplained_entries(connection);
    if (!unexplained) {
        return unexplained.error();
    }
    Proposals proposals;
    for (auto& [name, entry] : *unexplained) {
        if (!entry.payee_account.empty()) {
            proposals.by_amount_.emplace(entry.amount.minor_units(), proposals.entries_.size());
            proposals.entries_.push_back({std::move(name), std::move(entry), {}});
        }
    }
    return proposals;
}

void Proposals::look(Horizon const& horizon, store::ListRecord const& list, Outcome const& outcome,
                     std::string const& payout) {
    auto const debit = waits_for_debit(outcome.folded);
    if (entries_.empty() || !outcome.attempt || !outcome.is_latest() || outcome.closing ||
        (!debit && !is_booked(outcome.folded.state))) {
        return;
    }
    auto const account = std::find_if(horizon.accounts.begin(), horizon.accounts.end(),
                                      [&](auto const& one) { return one.id == list.debtor_account; });
    auto const& line = outcome.line;
    auto const [first, last] = by_amount_.equal_range(debit ? -line.amount.minor_units() : line.amount.minor_units());
    for (auto found = first; found != last; ++found) {
        auto& [name, entry, payouts] = entries_[found->second];
        auto const same_account = account != horizon.accounts.end() && account->account.number == entry.account &&
                                  is_masked_form(entry.payee_account, line.account.number);
        if (same_account && entry.amount.currency() == line.amount.currency() &&
            is_near(entry.booking_day, list.execution_date, debit ? latest_debit : latest_return)) {
            payouts.push_back(payout);
            ++entries_of_[payout];
        }
    }
}

std::vector<Proposal> Proposals::unique() const {
    std::vector<Proposal> found;
    for (auto const& [name, entry, payouts] : entries_) {
        if (payouts.size() == 1 && entries_of_.at(payouts.front()) == 1) {
            found.push_back({name, payouts.front(), entry.amount});
        }
    }
    return found;
}

}  // namespace almoner::report
