#include "report/summary.hpp"

#include <algorithm>

namespace almoner::report {

namespace {

constexpr auto parts = {&Sums::planned,  &Sums::to_persons, &Sums::forwarded, &Sums::paid,
                        &Sums::returned, &Sums::rejected,   &Sums::in_flight, &Sums::held,
                        &Sums::refused,  &Sums::cancelled,  &Sums::cash,      &Sums::in_kind};

FileState state_of(std::vector<store::FileRecord> const& files, std::int64_t file) {
    auto const found = std::find_if(files.begin(), files.end(), [file](auto const& one) { return one.file == file; });
    check(found != files.end(), "an attempt is in a file");
    return found->state;
}

/// Whether a person or household is to be helped by it; of a corrected line, by its latest version.
bool helps_person(Outcome const& outcome) {
    auto const& line = outcome.line;
    auto const counts = line.state == LineState::accepted || line.state == LineState::held;
    return counts && line.payee_kind != PayeeKind::enterprise && outcome.is_latest();
}

}  // namespace

Sums::Sums(Currency currency)
    : planned(Money::zero(currency)), to_persons(planned), forwarded(planned), paid(planned), returned(planned),
      rejected(planned), in_flight(planned), held(planned), refused(planned), cancelled(planned), cash(planned),
      in_kind(planned) {}

void Sums::add_money(Outcome const& outcome) {
    auto const& line = outcome.line;
    auto const enterprise = line.payee_kind == PayeeKind::enterprise;
    auto& sent = enterprise ? forwarded : to_persons;
    if (outcome.given_up) {
        planned += *outcome.given_up;
        cancelled += *outcome.given_up;
    }
    if (outcome.passed_on) {
        auto const kept = line.amount - *outcome.passed_on;
        planned += kept;
        paid += kept;
        sent += kept;
        return;
    }
    planned += line.amount;
    if (outcome.closing) {
        add_closed(outcome);
    }
    person_times += helps_person(outcome) ? 1 : 0;
    if (outcome.closing) {
        return;
    }
    if (line.channel == Channel::bank && line.state != LineState::cancelled) {
        sent += line.amount;
    }
    if (line.state != LineState::accepted) {
        (line.state == LineState::held ? held : line.state == LineState::refused ? refused : cancelled) += line.amount;
    } else if (line.channel != Channel::bank) {
        (line.channel == Channel::cash ? cash : in_kind) += line.amount;
    } else {
        add_by_bank(line.amount, outcome.attempt ? &outcome.folded : nullptr);
    }
}

void Sums::add(Outcome const& outcome) {
    add_money(outcome);
    if (helps_person(outcome)) {
        persons.add(outcome.line.person_key);
    }
}

/// What a closing is not about stayed where it went.
void Sums::add_closed(Outcome const& outcome) {
    auto const kept = outcome.line.amount - *outcome.closed;
    auto& sent = outcome.line.payee_kind == PayeeKind::enterprise ? forwarded : to_persons;
    paid += kept;
    sent += kept;
    if (*outcome.closing == ClosingKind::paid_outside) {
        paid += *outcome.closed;
        sent += *outcome.closed;
    } else {
        cancelled += *outcome.closed;
    }
}

void Sums::add_by_bank(Money amount, AttemptOutcome const* attempt) {
    if (attempt == nullptr) {
        in_flight += amount;
    } else if (attempt->state == AttemptState::booked || attempt->state == AttemptState::final_) {
        paid += amount;
    } else if (attempt->state == AttemptState::returned || attempt->state == AttemptState::returned_short) {
        returned += *attempt->returned_amount;
        paid += amount - *attempt->returned_amount;
    } else {
        (attempt->state == AttemptState::rejected ? rejected : in_flight) += amount;
    }
}

void Sums::add(Sums const& other) {
    for (auto const part : parts) {
        this->*part += other.*part;
    }
    person_times += other.person_times;
    persons.add(other.persons);
}

Money Sums::difference() const {
    return planned - paid - returned - rejected - in_flight - held - refused - cancelled - cash - in_kind;
}

Outcome outcome_of(store::PayoutRow row, std::vector<store::FileRecord> const& files, Clocks const& clocks,
                   settings::Reasons const& reasons) {
    auto const folded =
        row.attempt ? fold(state_of(files, row.file), row.line.amount, row.evidence, clocks) : AttemptOutcome{};
    Outcome outcome{std::move(row.line), row.attempt,  row.file,      row.batch,   folded,    {},
                    row.correction,      row.given_up, row.passed_on, row.closing, row.closed};
    if (row.closing) {
        outcome.state = payout_state_of(*row.closing);
        return outcome;
    }
    auto const* reason = reasons.find(outcome.folded.reason);
    auto const failure = reason != nullptr && reason->final ? Failure::final : Failure::curable;
    auto const attempt = row.attempt ? std::optional(outcome.folded.state) : std::nullopt;
    outcome.state = payout_state_of(outcome.line.state, attempt, failure);
    return outcome;
}

Status for_each_outcome(store::Connection& connection, store::ListRecord const& list,
                        std::vector<store::FileRecord> const& files, Horizon const& horizon,
                        std::function<Status(Outcome const&)> const& take) {
    auto cursor = store::PayoutCursor::open(connection, list);
    if (!cursor) {
        return cursor.error();
    }
    auto const clocks = horizon.clocks(list);
    store::PayoutRow row{Line{.amount = Money::zero(list.currency)}, {}, 0, 0, {}};
    std::vector<Outcome> attempts;  // of one line: few, and the last says what became of the payout
    for (;;) {
        auto const more = cursor->next(row);
        if (!more || !*more) {
            return more ? Status{} : more.error();
        }
        attempts.push_back(outcome_of(std::move(row), files, clocks, horizon.reasons));
        if (!attempts.back().is_latest()) {
            continue;
        }
        for (auto& attempt : attempts) {
            attempt.state = attempts.back().state;
            if (auto const taken = take(attempt); !taken) {
                return taken;
            }
        }
        attempts.clear();
    }
}

Result<std::vector<ListSummary>> summarise(store::Connection& connection, Horizon const& horizon) {
    auto const lists = store::lists(connection);
    auto const files = store::files(connection, std::nullopt);
    if (!lists || !files) {
        return lists ? files.error() : lists.error();
    }
    std::vector<ListSummary> summaries;
    for (auto const& list : *lists) {
        ListSummary summary{list, Sums(list.currency)};
        auto const read = for_each_outcome(connection, list, *files, horizon, [&](Outcome const& outcome) -> Status {
            summary.sums.add(outcome);
            summary.units.try_emplace(outcome.line.unit, list.currency).first->second.add(outcome);
            return {};
        });
        if (!read) {
            return read.error();
        }
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

std::map<std::string, Sums> by_programme(std::vector<ListSummary> const& lists) {
    std::map<std::string, Sums> programmes;
    for (auto const& list : lists) {
        programmes.try_emplace(list.list.programme, list.list.currency).first->second.add(list.sums);
    }
    return programmes;
}

Money FundLine::free() const {
    return allocated - fees - forwarded - (sums.planned - sums.refused - sums.held - sums.cancelled);
}

namespace {

/// What left the account for a fund by entries of one class.
Money gone(store::FundEntries const& entries, FundLine const& line, std::string const& entry_class) {
    auto const zero = Money::zero(line.allocated.currency());
    auto const of_fund = entries.find({line.programme, line.fund});
    if (of_fund == entries.end()) {
        return zero;
    }
    auto const sum = of_fund->second.find(entry_class);
    return sum == of_fund->second.end() ? zero : zero - sum->second;
}

}  // namespace

std::vector<FundLine> by_fund(std::vector<ListSummary> const& lists,
                              std::map<std::string, settings::Programme> const& programmes,
                              store::FundEntries const& entries) {
    std::vector<FundLine> funds;
    for (auto const& [id, programme] : programmes) {
        for (auto const& fund : programme.funds) {
            auto const zero = Money::zero(programme.currency);
            FundLine line{id, fund.id, fund.name, fund.allocated, Sums(programme.currency), zero, zero};
            line.fees = gone(entries, line, "fee");
            line.forwarded = gone(entries, line, "forwarding");
            for (auto const& list : lists) {
                if (list.list.programme == id && list.list.fund == fund.id) {
                    line.sums.add(list.sums);
                }
            }
            funds.push_back(std::move(line));
        }
    }
    return funds;
}

}  // namespace almoner::report
