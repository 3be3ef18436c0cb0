#include "payout/account_balance.hpp"

#include <algorithm>
#include <set>

#include "store/answers.hpp"

namespace almoner::payout {

namespace {

/// The ids of the accounts that pay planned files, with the currency.
Result<std::set<std::pair<std::string, std::string>>> accounts_that_pay(store::Connection& connection) {
    auto const planned = store::files(connection, FileState::planned);
    auto const lists = store::lists(connection);
    if (!planned || !lists) {
        return planned ? lists.error() : planned.error();
    }
    std::set<std::pair<std::string, std::string>> accounts;
    for (auto const& file : *planned) {
        auto const list =
            std::find_if(lists->begin(), lists->end(), [&](auto const& one) { return one.list == file.list; });
        check(list != lists->end(), "a file is of a list");
        accounts.emplace(list->debtor_account, std::string(list->currency.code()));
    }
    return accounts;
}

/// The statement with the last balance of an account.
BankStatement const* last_of(std::vector<BankStatement> const& statements, std::string const& number,
                             std::string const& currency) {
    BankStatement const* last = nullptr;
    for (auto const& one : statements) {
        auto const fits = one.account == number && one.currency == currency && one.closing && one.last_page &&
                          one.standing == Standing::counts && leads_to_a_balance(one.message);
        if (fits && (last == nullptr || one.closing_day >= last->closing_day)) {
            last = &one;
        }
    }
    return last;
}

}  // namespace

Result<std::vector<Finding>> short_balances(Desk const& desk) {
    auto const accounts = accounts_that_pay(desk.store);
    auto const statements = store::statements(desk.store);
    if (!accounts || !statements) {
        return accounts ? statements.error() : accounts.error();
    }
    std::vector<Finding> findings;
    for (auto const& [id, currency] : *accounts) {
        auto const* account = desk.workspace.debtor_account(id);
        auto const* last = account == nullptr ? nullptr : last_of(*statements, account->account.number, currency);
        if (last == nullptr) {
            continue;
        }
        auto const needed = store::executed_after(desk.store, id, last->closing->currency(), last->closing_day);
        if (!needed) {
            return needed.error();
        }
        if (*needed > *last->closing) {
            findings.push_back(finding_of(
                {ErrorCode::balance_short, {}, id, {to_grouped_text(*last->closing), to_grouped_text(*needed)}}, {}));
        }
    }
    return findings;
}

}  // namespace almoner::payout
