#include "reconcile/statement_check.hpp"

#include <algorithm>
#include <map>

#include "reconcile/bank_value.hpp"

namespace almoner::reconcile {

namespace {

/// Banks that do not number their statements write 0.
std::optional<std::int64_t> sequence_of(StatementHead const& head) {
    auto const number = bank_number(head.electronic_sequence.empty() ? head.legal_sequence : head.electronic_sequence);
    return number && *number > 0 ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt;
}

std::optional<Day> day_in(std::string_view text) {
    auto const day = bank_day(text);
    return day ? std::optional(*day) : std::nullopt;
}

/// The first of its type, or from behind the last.
Balance const* balance_of(StatementHead const& head, std::string_view type) {
    auto const is_it = [type](auto const& one) { return one.type == type; };
    auto const found = std::find_if(head.balances.begin(), head.balances.end(), is_it);
    return found == head.balances.end() ? nullptr : &*found;
}
Balance const* last_balance_of(StatementHead const& head, std::string_view type) {
    auto const is_it = [type](auto const& one) { return one.type == type; };
    auto const found = std::find_if(head.balances.rbegin(), head.balances.rend(), is_it);
    return found == head.balances.rend() ? nullptr : &*found;
}

struct Balances {
    Balance const* opening = nullptr;
    Balance const* closing = nullptr;
};

Balances booked_balances(StatementHead const& head) {
    auto const* const opening = balance_of(head, "OPBD");
    return {opening != nullptr ? opening : balance_of(head, "PRCD"), balance_of(head, "CLBD")};
}

/// Between pages stand interim balances. One alone ends the first page or begins the last.
Balances balances_of(StatementHead const& head, BankStatement const& page) {
    auto found = booked_balances(head);
    auto const* const first = balance_of(head, "ITBD");
    auto const* const last = last_balance_of(head, "ITBD");
    if (found.opening == nullptr && !page.first_page && (page.last_page || first != last)) {
        found.opening = first;
    }
    if (found.closing == nullptr && !page.last_page && (page.first_page || first != last)) {
        found.closing = last;
    }
    return found;
}

void set_page(BankStatement& statement, StatementHead const& head) {
    auto const whole = booked_balances(head);
    auto const of_message = head.page_number.empty() && (whole.opening == nullptr || whole.closing == nullptr);
    auto const page = bank_number(of_message ? head.message_page : head.page_number).value_or(1);
    auto const& last = of_message ? head.message_last_page : head.last_page;
    statement.page = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(page, 1, UINT32_MAX));
    // Where a balance says whether pages stand before, the number says less: some banks write 1 on each page.
    statement.first_page = head.first_page.empty() ? statement.page == 1 : head.first_page == "true";
    statement.page = statement.first_page ? statement.page : std::max(statement.page, 2U);
    statement.last_page = last.empty() || last == "true" || last == "1";
}

Result<std::optional<Money>> signed_amount(Balance const* balance) {
    if (balance == nullptr) {
        return std::optional<Money>();
    }
    auto const amount = bank_amount(balance->amount, balance->currency);
    if (!amount) {
        return amount.error();
    }
    return std::optional(balance->credit_debit == "DBIT" ? Money::zero(amount->currency()) - *amount : *amount);
}

/// Every currency that stands in it, in the order of the file.
std::vector<std::string> currencies_of(StatementHead const& head, EntryTally const& tally) {
    std::vector<std::string> all = {head.account_currency};
    for (auto const& balance : head.balances) {
        all.push_back(balance.currency);
    }
    all.push_back(tally.currency());
    all.push_back(tally.other_currency());
    std::erase(all, std::string());
    return all;
}

Day closing_day_of(StatementHead const& head, Balances const& balances, EntryTally const& tally, Day taken) {
    for (auto const& day : {day_in(balances.closing == nullptr ? "" : balances.closing->date), day_in(head.to_date),
                            day_in(head.creation_date_time), tally.last_day()}) {
        if (day) {
            return *day;
        }
    }
    return taken;
}

class Faults {
public:
    Faults(StatementHead const& head, EntryTally const& tally, BankStatement const& statement)
        : head_(head), tally_(tally), statement_(statement) {}

    std::vector<Error> all() {
        balances_once();
        // Amounts of several currencies cannot be compared.
        if (one_currency()) {
            balances_there();
            adds_up();
            summary_agrees();
        }
        days_inside();
        return std::move(faults_);
    }

private:
    void find(ErrorCode code, std::vector<std::string> arguments) {
        faults_.push_back({code, {}, statement_.id, std::move(arguments)});
    }

    void balances_once() {
        constexpr std::string_view once[] = {"OPBD", "PRCD", "CLBD"};
        constexpr std::string_view once_a_day[] = {"OPAV", "CLAV", "FWAV"};
        auto const is_one_of = [](auto const& types, std::string_view type) {
            return std::find(std::begin(types), std::end(types), type) != std::end(types);
        };
        std::map<std::string, std::string> seen;
        for (auto const& balance : head_.balances) {
            auto const by_day = is_one_of(once_a_day, balance.type);
            if (!by_day && !is_one_of(once, balance.type)) {
                continue;
            }
            auto const [before, fresh] =
                seen.try_emplace(balance.type + balance.currency + (by_day ? balance.date : ""), balance.amount);
            // Banks repeat what they tell ahead.
            if (!fresh && (!by_day || before->second != balance.amount)) {
                find(ErrorCode::statement_balance_twice, {balance.type});
            }
        }
    }

    bool one_currency() {
        auto const all = currencies_of(head_, tally_);
        auto const other = std::find_if(all.begin(), all.end(), [&](auto const& one) { return one != all.front(); });
        if (other != all.end()) {
            find(ErrorCode::statement_currency, {all.front(), *other});
        }
        return other == all.end();
    }

    void balances_there() {
        // Those of a table are its rows'.
        if (!leads_to_a_balance(statement_.message) || (head_.message == "table" && head_.entry_count == 0)) {
            return;
        }
        if (statement_.first_page && !statement_.opening) {
            find(ErrorCode::statement_balance_missing, {"OPBD"});
        }
        if (statement_.last_page && !statement_.closing) {
            find(ErrorCode::statement_balance_missing, {"CLBD"});
        }
    }

    void adds_up() {
        if (!statement_.opening || !statement_.closing) {
            return;
        }
        auto const reached =
            *statement_.opening + statement_.booked.value_or(Money::zero(statement_.opening->currency()));
        if (reached != *statement_.closing) {
            find(ErrorCode::statement_arithmetic, {to_grouped_text(*statement_.closing - reached)});
        }
    }

    /// Of a page nobody says whether it speaks of the page or of all of them.
    void summary_agrees() {
        auto const currency = Currency::parse(statement_.currency);
        if (!currency || !statement_.first_page || !statement_.last_page) {
            return;
        }
        auto const zero = Money::zero(*currency);
        auto const credits = tally_.credits().amount.value_or(zero);
        auto const debits = tally_.debits().amount.value_or(zero);
        auto const& said = head_.summary;
        agrees(said.entry_count, tally_.credits().count + tally_.debits().count);
        agrees(said.credit_count, tally_.credits().count);
        agrees(said.debit_count, tally_.debits().count);
        agrees(said.entry_sum, credits + debits);
        agrees(said.credit_sum, credits);
        agrees(said.debit_sum, debits);
        net_agrees(credits - debits, tally_.reversed().value_or(zero));
    }

    void agrees(std::string const& said, std::uint64_t count) {
        if (!said.empty() && bank_number(said) != count) {
            find(ErrorCode::statement_summary, {said, std::to_string(count)});
        }
    }

    void agrees(std::string const& said, Money sum) {
        auto const amount = bank_amount(said, sum.currency().code());
        if (!said.empty() && (!amount || *amount != sum)) {
            find(ErrorCode::statement_summary, {said, to_grouped_text(sum)});
        }
    }

    /// Most banks mark a reversal with the direction in which the money moves; Finance Finland's examples with that of
    /// what is reversed. Entries are read as the standard says, and the sum is believed either way.
    void net_agrees(Money net, Money reversed) {
        auto const& said = head_.summary;
        if (said.net_amount.empty()) {
            return;
        }
        auto const zero = Money::zero(net.currency());
        auto const is_it = [&](Money sum) {
            auto const amount = bank_amount(said.net_amount, net.currency().code());
            auto const size = sum < zero ? zero - sum : sum;
            auto const direction = sum < zero ? "DBIT" : "CRDT";
            return amount && *amount == size &&
                   (said.net_credit_debit.empty() || sum == zero || said.net_credit_debit == direction);
        };
        if (!is_it(net) && !is_it(net - reversed - reversed)) {
            find(ErrorCode::statement_summary, {said.net_amount, to_grouped_text(net)});
        }
    }

    void days_inside() {
        auto const balances = booked_balances(head_);
        auto const opened = day_in(balances.opening == nullptr ? "" : balances.opening->date);
        auto const closed = day_in(balances.closing == nullptr ? "" : balances.closing->date);
        auto const from = day_in(head_.from_date);
        auto const to = day_in(head_.to_date);
        auto const begin = from && opened ? std::min(from, opened) : from ? from : opened;
        auto const end = to && closed ? std::max(to, closed) : to ? to : closed;
        if (begin && tally_.first_day() && *tally_.first_day() < *begin) {
            find(ErrorCode::statement_date, {to_text(*tally_.first_day())});
        }
        if (end && tally_.last_day() && *tally_.last_day() > *end) {
            find(ErrorCode::statement_date, {to_text(*tally_.last_day())});
        }
    }

    StatementHead const& head_;
    EntryTally const& tally_;
    BankStatement const& statement_;
    std::vector<Error> faults_;
};

}  // namespace

Result<BankStatement> statement_of(StatementHead const& head, EntryTally const& tally,
                                   settings::DebtorAccount const* account, Day taken) {
    BankStatement statement;
    statement.statement = head.statement;
    statement.message = head.message;
    statement.id = head.id;
    statement.account = account == nullptr ? head.account : account->account.number;
    statement.sequence = sequence_of(head);
    set_page(statement, head);
    auto const balances = balances_of(head, statement);
    auto const opening = signed_amount(balances.opening);
    auto const closing = signed_amount(balances.closing);
    if (!opening || !closing) {
        return opening ? closing.error() : opening.error();
    }
    auto const currencies = currencies_of(head, tally);
    if (!currencies.empty()) {
        statement.currency = currencies.front();
    } else if (account != nullptr) {
        statement.currency = account->currency.code();
    }
    statement.opening = *opening;
    statement.closing = *closing;
    statement.booked = tally.booked();
    statement.closing_day = closing_day_of(head, balances, tally, taken);
    statement.entry_count = head.entry_count;
    return statement;
}

std::vector<Error> faults_of(StatementHead const& head, EntryTally const& tally, BankStatement const& statement) {
    return Faults(head, tally, statement).all();
}

std::string content_of(BankStatement const& statement) {
    auto const text = [](std::optional<Money> const& amount) { return amount ? to_text(*amount) : std::string("-"); };
    return text(statement.opening) + " " + text(statement.closing) + " " + statement.currency;
}

}  // namespace almoner::reconcile
