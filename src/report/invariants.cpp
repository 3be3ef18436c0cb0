#include "report/invariants.hpp"

#include <algorithm>

#include "report/summary.hpp"
#include "store/answers.hpp"
#include "store/explanations.hpp"

namespace almoner::report {

namespace {

/// Counts what is looked at, and collects what is broken.
class Ledger {
public:
    void looked_at(std::string_view about) { ++at(about).looked_at; }
    void broken(std::string_view about, std::string const& where, std::string const& by) {
        auto& law = at(about);
        law.broken.push_back({ErrorCode::invariant_broken, {}, where, {law.name + " " + where + ": " + by}});
    }
    std::vector<Law> take() { return std::move(laws_); }

private:
    Law& at(std::string_view about) {
        auto const law =
            std::find_if(laws_.begin(), laws_.end(), [about](auto const& one) { return one.about == about; });
        check(law != laws_.end(), "every law is known");
        return *law;
    }

    std::vector<Law> laws_ = {{"I1", "lists", 0, {}},
                              {"I1", "funds", 0, {}},
                              {"I2", "attempts", 0, {}},
                              {"I3", "statements", 0, {}},
                              {"I6", "planned lists", 0, {}}};
};

/// Whether people have ended a contradiction: only then has money come back of what is not returned. The account was
/// right to the cent when they did, entries that fit nothing counted, too.
bool is_ruled(AttemptOutcome const& folded) {
    auto const decided = folded.state == AttemptState::rejected || folded.state == AttemptState::booked ||
                         folded.state == AttemptState::final_;
    return decided && folded.returned_amount;
}

/// Whether debits less returns come to nothing or to the whole, or the state is one that a person is told of.
bool adds_up(Outcome const& outcome) {
    auto const zero = Money::zero(outcome.line.amount.currency());
    auto const gone = outcome.folded.booked_amount.value_or(zero) - outcome.folded.returned_amount.value_or(zero);
    auto const state = outcome.folded.state;
    return gone == zero || gone == outcome.line.amount || state == AttemptState::returned_short ||
           state == AttemptState::conflict || is_ruled(outcome.folded);
}

/// I1 of one list, and I2 of its payouts.
Result<ListSummary> look_at(store::Connection& connection, store::ListRecord const& list,
                            std::vector<store::FileRecord> const& files, Horizon const& horizon, Ledger& ledger) {
    ListSummary summary{list, Sums(list.currency)};
    auto const read = for_each_outcome(connection, list, files, horizon, [&](Outcome const& outcome) -> Status {
        summary.sums.add_money(outcome);
        if (!outcome.attempt) {
            return {};
        }
        ledger.looked_at("attempts");
        if (!adds_up(outcome)) {
            auto const row = std::to_string(outcome.line.number.row);
            ledger.broken("attempts", list.code + ":" + row,
                          to_grouped_text(outcome.folded.booked_amount.value_or(Money::zero(list.currency))));
        }
        return {};
    });
    if (!read) {
        return read.error();
    }
    ledger.looked_at("lists");
    if (auto const difference = summary.sums.difference(); difference != Money::zero(list.currency)) {
        ledger.broken("lists", list.code, to_grouped_text(difference));
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
    if (!list.planned) {
        return {};
    }
    ledger.looked_at("planned lists");
    if (!has("maker") || !has("approver")) {
        ledger.broken("planned lists", list.code, std::to_string(approvals->size()));
    }
    return {};
}

Status look_at_statements(store::Connection& connection, Ledger& ledger) {
    auto const short_of = store::statements_short_of_entries(connection);
    auto const statements = store::statements(connection);
    if (!short_of || !statements) {
        return short_of ? statements.error() : short_of.error();
    }
    for (auto const& statement : *statements) {
        if (statement.standing == Standing::counts) {
            ledger.looked_at("statements");
        }
    }
    auto const beside = store::statements_beside_their_sum(connection);
    if (!beside) {
        return beside.error();
    }
    for (auto const* found : {&*short_of, &*beside}) {
        for (auto const& [file, statement] : *found) {
            ledger.broken("statements", file, std::to_string(statement));
        }
    }
    return {};
}

}  // namespace

Result<std::vector<Law>> laws(store::Connection& connection,
                              std::map<std::string, settings::Programme> const& programmes, Horizon const& horizon) {
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
        ledger.looked_at("funds");
        if (auto const left = fund.free(); left < Money::zero(left.currency())) {
            ledger.broken("funds", fund.programme + "/" + fund.fund, to_grouped_text(left));
        }
    }
    auto const seen = look_at_statements(connection, ledger);
    return seen ? Result<std::vector<Law>>(ledger.take()) : seen.error();
}

Result<std::vector<Error>> broken_invariants(store::Connection& connection,
                                             std::map<std::string, settings::Programme> const& programmes,
                                             Horizon const& horizon) {
    auto all = laws(connection, programmes, horizon);
    if (!all) {
        return all.error();
    }
    std::vector<Error> broken;
    for (auto& law : *all) {
        broken.insert(broken.end(), law.broken.begin(), law.broken.end());
    }
    return broken;
}

}  // namespace almoner::report
