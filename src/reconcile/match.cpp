#include "reconcile/match.hpp"

#include <algorithm>

#include "core/identifiers.hpp"
#include "reconcile/bank_value.hpp"
#include "reconcile/entry_tally.hpp"

namespace almoner::reconcile {

namespace {

/// Lengths of our identifiers: a MsgId; a PmtInfId and an EndToEndId.
constexpr std::size_t message_length = 12;
constexpr std::size_t transfer_length = 16;

/// What may be one of ours, in the order in which it is believed.
std::vector<Reference> references_of(Entry const& entry, EntryDetail const& detail) {
    std::vector<Reference> references;
    for (auto const& [fact, value] : std::initializer_list<std::pair<std::string_view, std::string const&>>{
             {"end_to_end_id", detail.end_to_end_id},
             {"instruction_id", detail.instruction_id},
             {"reference", entry.reference},
             {"payment_information_id", detail.payment_information_id},
             {"payment_information_id", entry.batch_payment_information_id},
             {"message_id", detail.message_id},
             {"message_id", entry.batch_message_id}}) {
        if (value.size() == message_length || value.size() == transfer_length) {
            references.push_back({fact, value});
        }
    }
    return references;
}

/// "SP0001F10001", or of a batch "SP0001F10001B001".
bool is_message_or_batch(std::string const& text) {
    auto const message = MessageId::parse(text.substr(0, message_length));
    return static_cast<bool>(message) && (text.size() == message_length || text[message_length] == 'B');
}

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
                    references_of(entry, detail),
                    bank_number(entry.batch_count),
                    credit ? detail.debtor_account : detail.creditor_account,
                    entry.domain,
                    entry.family,
                    entry.sub_family,
                    reason,
                    detail.text.empty() ? entry.text : detail.text,
                    detail.account_servicer_reference.empty() ? entry.account_servicer_reference
                                                              : detail.account_servicer_reference};
}

bool is_whole(Entry const& entry, EntryDetail const& detail) {
    return detail.amount.empty() || (detail.amount == entry.amount && detail.currency == entry.currency &&
                                     (detail.credit_debit.empty() || detail.credit_debit == entry.credit_debit));
}

/// What the details leave of an entry: its charges where the bank tells as much, else nobody knows.
class Remainder {
public:
    explicit Remainder(Movement whole)
        : rest_(std::move(whole)),
          left_(rest_.credit ? rest_.amount : Money::zero(rest_.amount.currency()) - rest_.amount) {}

    void take_off(Movement const& movement) {
        told_ = told_ && movement.amount.currency() == left_.currency();
        if (told_) {
            left_ = movement.credit ? left_ - movement.amount : left_ + movement.amount;
        }
    }

    /// Of a booked entry of a statement whose details are in its currency.
    std::optional<Movement> of(Entry const& entry) && {
        auto const zero = Money::zero(left_.currency());
        if (!told_ || left_ == zero || !rest_.booked || !leads_to_a_balance(entry.message)) {
            return std::nullopt;
        }
        rest_.credit = left_ > zero;
        rest_.amount = rest_.credit ? left_ : zero - left_;
        rest_.rest = rest_.amount == charges_of(entry, left_.currency()) ? Rest::charges : Rest::unknown;
        rest_.references.clear();
        rest_.count.reset();
        rest_.payee_account.clear();
        rest_.reason.clear();
        rest_.return_marked = false;
        return std::move(rest_);
    }

private:
    Movement rest_;
    Money left_;
    bool told_ = true;  ///< every detail is in the entry's currency
};

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

Match conflict(std::string rule) { return {"conflict", std::move(rule), EvidenceKind::mismatch}; }

}  // namespace

Status for_each_movement(Entry const& entry, std::function<Status(Movement&&)> const& take) {
    // Most entries have one detail of the same amount, and cost nothing more.
    if (entry.details.size() == 1) {
        if (auto const only = entry.details.begin(); is_whole(entry, *only)) {
            auto movement = movement_of(entry, *only, 1);
            return movement ? take(*std::move(movement)) : Status{movement.error()};
        }
    }
    auto whole = movement_of(entry, EntryDetail{}, 0);
    if (!whole) {
        return whole.error();
    }
    if (entry.details.empty()) {
        return take(*std::move(whole));
    }
    Remainder remainder(*std::move(whole));
    std::uint32_t number = 0;
    for (auto const& detail : entry.details) {
        auto movement = movement_of(entry, detail, ++number);
        if (!movement) {
            return movement.error();
        }
        remainder.take_off(*movement);
        if (auto const taken = take(*std::move(movement)); !taken) {
            return taken;
        }
    }
    auto rest = std::move(remainder).of(entry);
    return rest ? take(*std::move(rest)) : Status{};
}

std::optional<Named> transfer_named(Movement const& movement) {
    for (auto const& [fact, value] : movement.references) {
        if (auto const id = EndToEndId::parse(value)) {
            return Named{*id, fact};
        }
    }
    return std::nullopt;
}

std::vector<Reference> batch_references(Movement const& movement) {
    std::vector<Reference> found;
    std::copy_if(movement.references.begin(), movement.references.end(), std::back_inserter(found),
                 [](auto const& reference) { return is_message_or_batch(reference.value); });
    return found;
}

bool account_fits(std::string const& shown, std::string const& ours, settings::AccountEcho echo) {
    switch (echo) {
        case settings::AccountEcho::full: return shown == ours;
        case settings::AccountEcho::masked: return is_masked_form(shown, ours);
        default: return true;
    }
}

Match match(Movement const& movement, std::optional<store::AttemptRecord> const& attempt, std::string_view named_by,
            settings::AccountEcho echo) {
    if (!movement.own_account) {
        return {"other_account", "", {}};
    }
    if (movement.rest != Rest::none) {
        return movement.rest == Rest::charges ? Match{"fee", "charges", {}} : Match{"unexplained", "", {}};
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
        return {"return", std::string(named_by) + "+currency",
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
    return {"payout_debit", std::string(named_by) + (compared ? "+amount+currency+account" : "+amount+currency"),
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
