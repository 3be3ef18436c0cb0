#include "payout/entry_standing.hpp"

#include "payout/payouts_named.hpp"

namespace almoner::payout {

namespace {

using settings::DecisionKind;

Error past(settings::Decision const& decision, std::string const& target, std::string now, std::string takes) {
    return {
        ErrorCode::decision_state, {}, target, {std::move(now), std::string(text_of(decision.kind)), std::move(takes)}};
}

/// The payout that an entry is said to pay or return.
struct Matched {
    store::ListRecord list;
    store::PayoutRow row;
    AttemptOutcome outcome;
};

Result<std::optional<Matched>> payout_named(Ground const& ground, std::string const& id) {
    auto const files = store::files(ground.store, std::nullopt);
    if (!files) {
        return files.error();
    }
    std::optional<Matched> found;
    auto const told =
        for_each_named(ground.store, {id},
                       [&](store::ListRecord const& list, ListCode, store::PayoutRow const& row, std::string const&) {
                           found.emplace(Matched{list, row, latest_outcome(*files, row, ground.today)});
                       });
    return told ? Result<std::optional<Matched>>(std::move(found)) : told.error();
}

bool is_booked(AttemptState state) { return state == AttemptState::booked || state == AttemptState::final_; }

/// A debit pays what no statement has booked, whole; a credit returns what one has.
std::optional<std::string> why_not(Ground const& ground, store::OpenEntry const& entry, Matched const& matched) {
    auto const& amount = matched.row.line.amount;
    auto const debit = entry.amount.minor_units() < 0;
    auto const* account = ground.workspace.debtor_account(matched.list.debtor_account);
    if (!matched.row.attempt || matched.row.closing) {
        return std::string(matched.row.closing ? text_of(*matched.row.closing) : text_of(PayoutState::open));
    }
    if (account == nullptr || account->account.number != entry.account ||
        entry.amount.currency() != amount.currency()) {
        return matched.list.debtor_account;
    }
    auto const state = matched.outcome.state;
    if (debit ? matched.outcome.booked_amount.has_value() || state == AttemptState::rejected : !is_booked(state)) {
        return std::string(text_of(state));
    }
    auto const fits = debit ? Money::zero(amount.currency()) - entry.amount == amount : entry.amount <= amount;
    return fits ? std::nullopt : std::optional(to_text(amount));
}

/// What the entry proves of the payout.
store::AttemptEvidence fact_of(store::OpenEntry const& entry, Matched const& matched) {
    auto const debit = entry.amount.minor_units() < 0;
    auto const zero = Money::zero(entry.amount.currency());
    return {matched.list.list,
            matched.row.line.number,
            *matched.row.attempt,
            {debit ? EvidenceKind::debited : EvidenceKind::credited_back, entry.place.bank_file, entry.place.statement,
             entry.place.entry, entry.place.detail, debit ? zero - entry.amount : entry.amount, entry.booking_day,
             entry.reason, entry.text, "decision"}};
}

std::string said_of(store::OpenEntry const& entry) {
    return entry.entry_class + " " + to_text(entry.amount) + " " + to_text(entry.booking_day);
}

Result<EntryStanding> matched(Ground const& ground, settings::Decision const& decision, std::string const& target,
                              store::OpenEntry const& entry) {
    auto const found = payout_named(ground, decision.payout);
    if (!found) {
        return found.error();
    }
    if (!*found) {
        return Error{ErrorCode::transfer_unknown, {}, decision.payout, {}};
    }
    auto const debit = entry.amount.minor_units() < 0;
    if (entry.entry_class != "unexplained") {
        return past(decision, target, entry.entry_class, "unexplained");
    }
    if (auto const why = why_not(ground, entry, **found)) {
        return past(decision, target, *why, debit ? "not booked, " + to_text(entry.amount) : "booked");
    }
    return EntryStanding{{entry.place, debit ? "payout_debit" : "return", {}, {}, {}},
                         fact_of(entry, **found),
                         (*found)->row.file,
                         said_of(entry) + (debit ? " not booked" : " booked")};
}

/// "PROGRAMME/FUND"
Result<std::pair<std::string, std::string>> fund_named(Ground const& ground, std::string const& name,
                                                       Currency currency) {
    auto const slash = name.find('/');
    auto const programme = ground.programmes.find(name.substr(0, slash));
    auto const fund = slash == std::string::npos ? std::string() : name.substr(slash + 1);
    if (programme == ground.programmes.end() || programme->second.fund(fund) == nullptr ||
        programme->second.currency != currency) {
        return Error{ErrorCode::settings_value, {}, name, {"--fund"}};
    }
    return std::pair(programme->first, fund);
}

Result<EntryStanding> explained(Ground const& ground, settings::Decision const& decision,
                                store::OpenEntry const& entry) {
    std::pair<std::string, std::string> fund;
    if (!decision.fund.empty()) {
        auto named = fund_named(ground, decision.fund, entry.amount.currency());
        if (!named) {
            return named.error();
        }
        fund = *std::move(named);
    }
    return EntryStanding{{entry.place, decision.how, fund.first, fund.second, {}}, {}, 0, said_of(entry)};
}

Result<EntryStanding> standing_of(Ground const& ground, settings::Decision const& decision, std::string const& target) {
    auto const name = store::parse_entry_name(target);
    auto const open = name ? store::open_entries(ground.store, *name)
                           : Result<std::vector<store::OpenEntry>>(std::vector<store::OpenEntry>());
    if (!open) {
        return open.error();
    }
    if (open->size() != 1) {
        return Error{ErrorCode::entry_unknown, {}, target, {std::to_string(open->size())}};
    }
    return decision.kind == DecisionKind::match ? matched(ground, decision, target, open->front())
                                                : explained(ground, decision, open->front());
}

}  // namespace

Result<EntryStandings> entry_standings(Ground const& ground, settings::Decision const& decision) {
    EntryStandings standings;
    for (auto const& target : decision.targets) {
        auto standing = standing_of(ground, decision, target);
        if (!standing && standing.error().code == ErrorCode::store_failure) {
            return standing.error();
        }
        standings.emplace(target, std::move(standing));
    }
    return standings;
}

}  // namespace almoner::payout
