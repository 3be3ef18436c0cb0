#include "reconcile/match.hpp"

#include "reconcile/bank_value.hpp"

namespace almoner::reconcile {

namespace {

Result<Movement> movement_of(Entry const& entry, EntryDetail const& detail, std::uint32_t number) {
    // A single detail without an amount means the entry's.
    auto const own = !detail.amount.empty();
    auto const amount = bank_amount(own ? detail.amount : entry.amount, own ? detail.currency : entry.currency);
    if (!amount) {
        return amount.error();
    }
    auto const& dated = entry.booking_date.empty() ? entry.value_date : entry.booking_date;
    auto const day = bank_day(dated.empty() ? entry.statement_date : dated);
    if (!day) {
        return day.error();
    }
    auto const& direction = detail.credit_debit.empty() ? entry.credit_debit : detail.credit_debit;
    auto const& reason = detail.return_reason.empty() ? entry.return_reason : detail.return_reason;
    auto const credit = direction == "CRDT";
    auto const marked = !reason.empty() || entry.reversal == "true" || entry.sub_family == "RRTN";
    return Movement{entry.statement,
                    entry.entry,
                    number,
                    *amount,
                    credit,
                    entry.status.empty() || entry.status == "BOOK",
                    marked,
                    *day,
                    detail.end_to_end_id,
                    credit ? detail.debtor_account : detail.creditor_account,
                    entry.domain,
                    entry.family,
                    entry.sub_family,
                    reason,
                    detail.text.empty() ? entry.text : detail.text};
}

Match unreferenced(Movement const& movement) {
    if (!movement.credit &&
        (movement.sub_family == "CHRG" || movement.sub_family == "COMM" || movement.sub_family == "FEES")) {
        return {"fee", "bank_transaction_code", {}};
    }
    if (movement.credit && !movement.return_marked && (movement.family == "RCDT" || movement.family == "ICDT")) {
        return {"funding", "bank_transaction_code", {}};
    }
    return {"unexplained", "", {}};
}

/// What the statement shows of the payee's account, compared as far as it shows it.
bool account_fits(std::string const& shown, std::string const& ours, settings::AccountEcho echo) {
    switch (echo) {
        case settings::AccountEcho::full: return shown == ours;
        case settings::AccountEcho::masked: {
            if (shown.size() != ours.size()) {
                return false;
            }
            for (std::size_t at = 0; at < ours.size(); ++at) {
                if (shown[at] != '*' && shown[at] != ours[at]) {
                    return false;
                }
            }
            return true;
        }
        default: return true;
    }
}

Match conflict(std::string rule) { return {"conflict", std::move(rule), EvidenceKind::mismatch}; }

}  // namespace

Result<std::vector<Movement>> movements_of(Entry const& entry) {
    std::vector<Movement> movements;
    std::uint32_t number = 0;
    for (auto const& detail : entry.details) {
        auto movement = movement_of(entry, detail, ++number);
        if (!movement) {
            return movement.error();
        }
        movements.push_back(*std::move(movement));
    }
    if (movements.empty()) {
        auto movement = movement_of(entry, EntryDetail{}, 0);
        if (!movement) {
            return movement.error();
        }
        movements.push_back(*std::move(movement));
    }
    return movements;
}

Match match(Movement const& movement, std::optional<store::AttemptRecord> const& attempt, settings::AccountEcho echo) {
    if (!movement.own_account) {
        return {"other_account", "", {}};
    }
    if (!attempt) {
        return unreferenced(movement);
    }
    if (movement.amount.currency() != attempt->amount.currency()) {
        return conflict("currency differs");
    }
    if (movement.credit) {
        if (movement.amount > attempt->amount) {
            return conflict("more came back than was paid");
        }
        return {"return", "end_to_end_id+currency",
                movement.booked ? EvidenceKind::credited_back : EvidenceKind::provisional};
    }
    if (movement.amount != attempt->amount) {
        return conflict("amount differs");
    }
    auto const shown = !movement.payee_account.empty();
    if (shown && !account_fits(movement.payee_account, attempt->account.number, echo)) {
        return conflict("account differs");
    }
    auto const compared = shown && echo != settings::AccountEcho::none;
    return {"payout_debit", compared ? "end_to_end_id+amount+currency+account" : "end_to_end_id+amount+currency",
            movement.booked ? EvidenceKind::debited : EvidenceKind::provisional};
}

Match match(StatusRecord const& status, EvidenceKind kind, store::AttemptRecord const& attempt) {
    if (status.amount.empty()) {
        return {"status", "end_to_end_id", kind};
    }
    auto const amount = bank_amount(status.amount, status.currency);
    if (!amount) {
        return conflict("amount cannot be read");
    }
    if (amount->currency() != attempt.amount.currency()) {
        return conflict("currency differs");
    }
    return *amount == attempt.amount ? Match{"status", "end_to_end_id+amount+currency", kind}
                                     : conflict("amount differs");
}

}  // namespace almoner::reconcile
