#include "reconcile/statement_chain.hpp"

#include <algorithm>
#include <charconv>

namespace almoner::reconcile {

namespace {

Balance const* balance_of(StatementHead const& head, std::string_view type) {
    auto const found =
        std::find_if(head.balances.begin(), head.balances.end(), [type](auto const& one) { return one.type == type; });
    return found == head.balances.end() ? nullptr : &*found;
}

Result<Money> signed_amount(Balance const& balance) {
    auto const currency = Currency::parse(balance.currency);
    if (!currency) {
        return currency.error();
    }
    auto const amount = Money::parse(balance.amount, *currency);
    if (!amount) {
        return amount.error();
    }
    return balance.credit_debit == "DBIT" ? Money::zero(*currency) - *amount : *amount;
}

std::optional<std::int64_t> sequence_of(StatementHead const& head) {
    auto const& text = head.electronic_sequence.empty() ? head.legal_sequence : head.electronic_sequence;
    std::int64_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

Finding about(ErrorCode code, std::string value, std::vector<std::string> arguments) {
    return finding_of({code, {}, std::move(value), std::move(arguments)}, {});
}

}  // namespace

Result<store::StatementRecord> statement_of(StatementHead const& head, std::int64_t bank_file) {
    auto const* opening = balance_of(head, "OPBD") != nullptr ? balance_of(head, "OPBD") : balance_of(head, "PRCD");
    auto const* closing = balance_of(head, "CLBD");
    if (opening == nullptr || closing == nullptr) {
        return Error{ErrorCode::statement_balance_missing, {}, head.id, {opening == nullptr ? "OPBD" : "CLBD"}};
    }
    auto const before = signed_amount(*opening);
    auto const after = signed_amount(*closing);
    auto const day = parse_day(std::string_view(closing->date).substr(0, 10));
    if (!before || !after) {
        return before ? after.error() : before.error();
    }
    if (!day) {
        return day.error();
    }
    return store::StatementRecord{bank_file, head.statement, head.id, head.account,    sequence_of(head),
                                  *before,   *after,         *day,    head.entry_count};
}

Status sums_up(store::StatementRecord const& statement, std::optional<Money> const& booked) {
    auto const reached = statement.opening + booked.value_or(Money::zero(statement.opening.currency()));
    if (reached != statement.closing) {
        return Error{ErrorCode::statement_arithmetic, {}, statement.id, {to_grouped_text(statement.closing - reached)}};
    }
    return {};
}

Result<std::vector<Finding>> beside_neighbours(store::StatementRecord const& statement,
                                               std::vector<store::StatementRecord> const& stored) {
    std::vector<Finding> findings;
    if (!statement.sequence) {
        return findings;
    }
    store::StatementRecord const* before = nullptr;
    for (auto const& other : stored) {
        auto const same_chain = other.account == statement.account &&
                                other.opening.currency() == statement.opening.currency() && other.sequence;
        if (!same_chain || other.bank_file == statement.bank_file) {
            continue;
        }
        if (*other.sequence == *statement.sequence) {
            return Error{ErrorCode::bank_file_changed, {}, statement.id, {std::to_string(*statement.sequence)}};
        }
        if (*other.sequence < *statement.sequence && (before == nullptr || *other.sequence > *before->sequence)) {
            before = &other;
        }
    }
    if (before != nullptr && *before->sequence + 1 != *statement.sequence) {
        findings.push_back(about(ErrorCode::statement_gap, statement.id,
                                 {std::to_string(*before->sequence + 1), std::to_string(*statement.sequence - 1)}));
    } else if (before != nullptr && before->closing != statement.opening) {
        findings.push_back(about(ErrorCode::statement_balance_break, statement.id,
                                 {to_grouped_text(before->closing), to_grouped_text(statement.opening)}));
    }
    return findings;
}

}  // namespace almoner::reconcile
