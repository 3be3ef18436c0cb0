#include "report/bank_exceptions.hpp"

#include <algorithm>

#include "report/bank_book.hpp"
#include "store/explanations.hpp"
#include "store/shown_accounts.hpp"

namespace almoner::report {

namespace {

using FileNames = std::map<std::int64_t, std::string>;

std::string name_of(std::string const& file, store::EntryRecord const& entry) {
    return to_text(store::EntryName{file, entry.statement, entry.entry, entry.detail});
}

/// Entries that nothing of ours explains, and those of accounts that are not ours.
Status gather_entries(Gathering& gathering, store::Connection& connection, FileNames const& names) {
    auto const unexplained = store::entries(connection, "unexplained");
    auto const elsewhere = store::entries(connection, "other_account");
    if (!unexplained || !elsewhere) {
        return unexplained ? elsewhere.error() : unexplained.error();
    }
    for (auto const& [bank_file, entry] : *unexplained) {
        auto const debit = entry.amount.minor_units() < 0;
        auto const& name = names.at(bank_file);
        if (entry.lump) {
            gathering.add(debit ? "batch_unsolved" : "return_unmatched", name, 2,
                          debit ? "code.batch.unsolved" : "code.return.unmatched", entry.amount, name_of(name, entry));
            continue;
        }
        gathering.add(debit ? "debit_not_ours" : "credit_unexplained", name, debit ? 1 : 3,
                      debit ? "exception.debit_not_ours" : "exception.credit_unexplained", entry.amount,
                      name_of(name, entry));
    }
    for (auto const& [bank_file, entry] : *elsewhere) {
        auto const& name = names.at(bank_file);
        gathering.add("other_account", name, 2, "code.statement.account", entry.amount, name_of(name, entry));
    }
    return {};
}

/// Gaps, missing pages, breaks and contradictions between the statements that are here.
Status gather_between_statements(Gathering& gathering, store::Connection& connection, FileNames const& names) {
    auto const statements = store::statements(connection);
    if (!statements) {
        return statements.error();
    }
    for (auto const& fault : chain_faults(*statements)) {
        auto const waits =
            fault.what.code == ErrorCode::statement_gap || fault.what.code == ErrorCode::statement_page_missing;
        auto const& name = names.at((*statements)[fault.at].bank_file);
        gathering.add("between_statements", fault.what.value + "/" + std::string(text_of(fault.what.code)),
                      waits ? 2 : 1, "code." + std::string(text_of(fault.what.code)), std::nullopt, name);
    }
    return {};
}

/// Payouts to one card behind which the bank has shown several accounts: it should be one and the same.
Status gather_changing_accounts(Gathering& gathering, store::Connection& connection,
                                std::vector<store::ListRecord> const& lists) {
    auto const paid = store::paid_to_changing_accounts(connection);
    if (!paid) {
        return paid.error();
    }
    for (auto const& one : *paid) {
        auto const list =
            std::find_if(lists.begin(), lists.end(), [&](auto const& each) { return each.list == one.list; });
        check(list != lists.end(), "an attempt is of a list");
        Line line{.amount = Money::zero(list->currency)};
        line.number = one.line;
        gathering.add("account_changed", list->code, 1, "exception.account_changed", std::nullopt,
                      member_of(*list, line));
    }
    return {};
}

/// Accounts that did not begin with what people said they held.
Status gather_openings(Gathering& gathering, store::Connection& connection, Horizon const& horizon) {
    auto const& accounts = horizon.accounts;
    // Whoever says nothing of it does not pay for adding up every entry.
    auto const said =
        std::any_of(accounts.begin(), accounts.end(), [](auto const& one) { return one.opening.has_value(); });
    auto const books = said ? bank_books(connection) : Result<std::vector<BankBook>>(std::vector<BankBook>());
    if (!books) {
        return books.error();
    }
    for (auto const& account : accounts) {
        for (auto const& book : *books) {
            auto const same = book.account == account.account.number && book.currency == account.currency;
            if (same && account.opening && book.opening && *book.opening != *account.opening) {
                gathering.add("opening_differs", account.id, 1, "exception.opening_differs",
                              *book.opening - *account.opening, to_text(*book.opening));
            }
        }
    }
    return {};
}

/// The last day of an account that a statement tells of; nothing before the first.
std::optional<Day> last_told(std::vector<BankStatement> const& statements, settings::DebtorAccount const& account) {
    std::optional<Day> last;
    for (auto const& one : statements) {
        auto const is_of_it = one.account == account.account.number && one.currency == account.currency.code();
        if (is_of_it && one.standing == Standing::counts && leads_to_a_balance(one.message)) {
            last = std::max(last, std::optional(one.closing_day));
        }
    }
    return last;
}

/// Statements that the bank has promised and not brought, and what it told during a day that no statement has booked.
Status gather_late_statements(Gathering& gathering, store::Connection& connection, Horizon const& horizon) {
    constexpr auto days_to_confirm = 2;  // of the design's clocks
    auto const statements = store::statements(connection);
    if (!statements) {
        return statements.error();
    }
    for (auto const& account : horizon.accounts) {
        auto const last = last_told(*statements, account);
        if (last && account.statement_days != 0 && horizon.banking_days_since(*last) > account.statement_days) {
            gathering.add("statement_late", account.id, 2, "exception.statement_late", std::nullopt, to_text(*last));
        }
        for (auto const& one : *statements) {
            auto const is_of_it = one.account == account.account.number && one.currency == account.currency.code();
            if (is_of_it && one.standing == Standing::counts && !leads_to_a_balance(one.message) &&
                (!last || *last < one.closing_day) && horizon.banking_days_since(one.closing_day) > days_to_confirm) {
                gathering.add("report_unconfirmed", account.id, 3, "exception.report_unconfirmed", std::nullopt,
                              one.id);
            }
        }
    }
    return {};
}

}  // namespace

Status gather_bank(Gathering& gathering, store::Connection& connection, Horizon const& horizon,
                   std::vector<store::ListRecord> const& lists) {
    auto const files = store::bank_files(connection);
    if (!files) {
        return files.error();
    }
    FileNames names;
    for (auto const& file : *files) {
        names.emplace(file.bank_file, file.name);
    }
    for (auto const& gathered :
         {gather_entries(gathering, connection, names), gather_between_statements(gathering, connection, names),
          gather_changing_accounts(gathering, connection, lists), gather_openings(gathering, connection, horizon),
          gather_late_statements(gathering, connection, horizon)}) {
        if (!gathered) {
            return gathered;
        }
    }
    for (auto const& file : *files) {
        if (file.quarantined) {
            gathering.add("quarantined", file.name, 2, "code." + file.reason, std::nullopt, file.name);
        }
    }
    return {};
}

}  // namespace almoner::report
