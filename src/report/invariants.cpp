#include "report/invariants.hpp"

#include <algorithm>

#include "report/summary.hpp"
#include "store/answers.hpp"
#include "store/explanations.hpp"

namespace almoner::report {

namespace {

/// Collects what is broken.
class Ledger {
public:
    void broken(std::string const& law, std::string const& where, std::string const& by) {
        broken_.push_back({ErrorCode::invariant_broken, {}, where, {law + " " + where + ": " + by}});
    }
    std::vector<Error> take() { return std::move(broken_); }

private:
    std::vector<Error> broken_;
};

/// Whether debits less returns come to nothing or to the whole, or the state is one that a person is told of.
bool adds_up(Outcome const& outcome) {
    auto const zero = Money::zero(outcome.line.amount.currency());
    auto const gone = outcome.folded.booked_amount.value_or(zero) - outcome.folded.returned_amount.value_or(zero);
    auto const state = outcome.folded.state;
    return gone == zero || gone == outcome.line.amount || state == AttemptState::returned_short ||
           state == AttemptState::conflict;
}

/// I1 of one list, and I2 of its payouts.
Result<ListSummary> look_at(store::Connection& connection, store::ListRecord const& list,
                            std::vector<store::FileRecord> const& files, Horizon const& horizon, Ledger& ledger) {
    ListSummary summary{list, Sums(list.currency)};
    auto const read = for_each_outcome(connection, list, files, horizon, [&](Outcome const& outcome) -> Status {
        summary.sums.add(outcome);
        if (outcome.attempt && !adds_up(outcome)) {
            auto const row = std::to_string(outcome.line.number.row);
            ledger.broken("I2", list.code + ":" + row, to_grouped_text(*outcome.folded.booked_amount));
        }
        return {};
    });
    if (!read) {
        return read.error();
    }
    if (auto const difference = summary.sums.difference(); difference != Money::zero(list.currency)) {
        ledger.broken("I1", list.code, to_grouped_text(difference));
    }
    return summary;
}

Status look_at_approvals(store::Connection& connection, store::ListRecord const& list, Ledger& ledger) {
    auto const approvals = store::approvals(connection, list.list);
    if (!approvals) {
        return approvals.error();
    }
    auto const has = [&](std::string_view role) {
        return std::any_of(approvals->begin(), approvals->end(), [role](auto const& one) { return one.role == role; });
    };
    if (list.planned && (!has("maker") || !has("approver"))) {
        ledger.broken("I6", list.code, std::to_string(approvals->size()));
    }
    return {};
}

Status look_at_statements(store::Connection& connection, Ledger& ledger) {
    auto const short_of = store::statements_short_of_entries(connection);
    if (!short_of) {
        return short_of.error();
    }
    auto const beside = store::statements_beside_their_sum(connection);
    if (!beside) {
        return beside.error();
    }
    for (auto const* found : {&*short_of, &*beside}) {
        for (auto const& [file, statement] : *found) {
            ledger.broken("I3", file, std::to_string(statement));
        }
    }
    return {};
}

}  // namespace

Result<std::vector<Error>> broken_invariants(store::Connection& connection,
                                             std::map<std::string, settings::Programme> const& programmes,
                                             Horizon const& horizon) {
    auto const lists = store::lists(connection);
    auto const files = store::files(connection, std::nullopt);
    if (!lists || !files) {
        return lists ? files.error() : lists.error();
    }
    Ledger ledger;
    std::vector<ListSummary> summaries;
    for (auto const& list : *lists) {
        auto summary = look_at(connection, list, *files, horizon, ledger);
        auto const approved = summary ? look_at_approvals(connection, list, ledger) : Status{summary.error()};
        if (!approved) {
            return approved.error();
        }
        summaries.push_back(*std::move(summary));
    }
    auto const of_funds = store::entries_of_funds(connection);
    if (!of_funds) {
        return of_funds.error();
    }
    for (auto const& fund : by_fund(summaries, programmes, *of_funds)) {
        if (auto const left = fund.free(); left < Money::zero(left.currency())) {
            ledger.broken("I1", fund.programme + "/" + fund.fund, to_grouped_text(left));
        }
    }
    auto const seen = look_at_statements(connection, ledger);
    return seen ? Result<std::vector<Error>>(ledger.take()) : seen.error();
}

}  // namespace almoner::report
