#include "reconcile/entry_tally.hpp"

#include <algorithm>

#include "reconcile/bank_value.hpp"

namespace almoner::reconcile {

namespace {

bool is_booked(Entry const& entry) { return entry.status.empty() || entry.status == "BOOK"; }

Money signed_as(std::string_view credit_debit, Money amount) {
    return credit_debit == "CRDT" ? amount : Money::zero(amount.currency()) - amount;
}

void add(std::optional<Money>& sum, Money amount) { sum = sum.value_or(Money::zero(amount.currency())) + amount; }

/// Length and bytes of each, so that no two lists of texts are one.
void append_framed(std::string& all, std::initializer_list<std::string_view> texts) {
    for (auto const text : texts) {
        all.append(std::to_string(text.size())).append(":").append(text);
    }
}

void append_detail(std::string& all, EntryDetail const& detail) {
    append_framed(all, {detail.message_id, detail.payment_information_id, detail.instruction_id, detail.end_to_end_id,
                        detail.account_servicer_reference, detail.amount, detail.currency, detail.credit_debit,
                        detail.creditor_name, detail.creditor_account, detail.debtor_name, detail.debtor_account,
                        detail.remittance, detail.return_reason});
}

/// Bytes of an entry with many details.
constexpr std::size_t hashed_at_once = 1U << 16;

Money charges_in(std::string const& text, Currency currency) {
    auto const amount = text.empty() ? Result<Money>(Money::zero(currency)) : bank_amount(text, currency.code());
    return amount ? *amount : Money::zero(currency);
}

}  // namespace

Status EntryTally::take(Entry const& entry) {
    auto const amount = bank_amount(entry.amount, entry.currency);
    if (!amount) {
        return amount.error();
    }
    currency_ = currency_.empty() ? entry.currency : currency_;
    if (entry.currency != currency_) {
        other_currency_ = entry.currency;
        return {};
    }
    auto const moved = signed_as(entry.credit_debit, *amount);
    auto& side = entry.credit_debit == "CRDT" ? credits_ : debits_;
    ++side.count;
    add(side.amount, *amount);
    if (entry.reversal == "true") {
        add(reversed_, moved);
    }
    if (is_booked(entry)) {
        add(booked_, moved);
        if (auto const day = bank_day(entry.booking_date)) {
            first_day_ = std::min(first_day_.value_or(*day), *day);
            last_day_ = std::max(last_day_.value_or(*day), *day);
        }
    }
    return add_content(entry, *amount);
}

Status EntryTally::add_content(Entry const& entry, Money amount) {
    constexpr std::size_t day_size = 10;
    auto const amount_text = to_text(amount);
    text_.clear();
    append_framed(text_, {amount_text, entry.currency, entry.credit_debit, entry.reversal, entry.status,
                          std::string_view(entry.booking_date).substr(0, day_size),
                          std::string_view(entry.value_date).substr(0, day_size), entry.account_servicer_reference,
                          entry.batch_message_id, entry.batch_payment_information_id, entry.return_reason});
    for (auto const& detail : entry.details) {
        append_detail(text_, detail);
        if (text_.size() < hashed_at_once) {
            continue;
        }
        if (auto const hashed = content_.write(text_); !hashed) {
            return hashed;
        }
        text_.clear();
    }
    text_ += '\n';
    return content_.write(text_);
}

Result<std::string> EntryTally::content(std::string_view behind) {
    auto const written = content_.write(behind);
    return written ? content_.finish_hex() : Result<std::string>(written.error());
}

Money charges_of(Entry const& entry, Currency currency) {
    auto charges = charges_in(entry.charges, currency);
    for (auto const& detail : entry.details) {
        charges += charges_in(detail.charges, currency);
    }
    return charges;
}

Result<std::optional<Money>> odd_sum_of_details(Entry const& entry) {
    auto const amount = bank_amount(entry.amount, entry.currency);
    if (!amount) {
        return amount.error();
    }
    auto sum = Money::zero(amount->currency());
    auto const charges = charges_of(entry, amount->currency());
    for (auto const& detail : entry.details) {
        auto const part = bank_amount(detail.amount, detail.currency);
        if (!part || part->currency() != amount->currency()) {
            return std::optional<Money>();
        }
        auto const against = !detail.credit_debit.empty() && detail.credit_debit != entry.credit_debit;
        sum = against ? sum - *part : sum + *part;
    }
    auto const adds_up = sum == *amount || sum + charges == *amount || sum - charges == *amount;
    return adds_up || entry.details.empty() ? std::optional<Money>() : std::optional(sum);
}

}  // namespace almoner::reconcile
