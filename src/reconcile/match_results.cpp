#include "reconcile/match_results.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "reconcile/bank_value.hpp"
#include "reconcile/match.hpp"
#include "sheet/headings.hpp"

namespace almoner::reconcile {

namespace {

using Rows = std::span<StatusRecord const>;
using Transfers = std::span<store::SentTransfer const>;
using Places = std::vector<std::size_t>;

ResultMatch unknown() { return {std::nullopt, {}, ErrorCode::transfer_unknown}; }

bool has_amount(StatusRecord const& row, Money amount) {
    auto const said = bank_amount(row.amount, row.currency);
    return said && *said == amount;
}

ResultMatch match_number(StatusRecord const& row, Transfers transfers, settings::AccountEcho echo) {
    auto const number = bank_number(row.transfer_number);
    if (!number || *number == 0 || *number > transfers.size()) {
        return unknown();
    }
    auto const place = static_cast<std::size_t>(*number - 1);
    auto const& transfer = transfers[place];
    auto const shown = !row.creditor_account.empty();
    if (!has_amount(row, transfer.amount) ||
        (shown && !account_fits(row.creditor_account, transfer.account.number, echo))) {
        return unknown();
    }
    return {place, std::string("transfer_number+amount+currency") + (shown ? "+creditor_account" : ""), {}};
}

/// Rows that have one transfer between them.
void part_twins(std::vector<ResultMatch>& matches) {
    std::map<std::size_t, std::size_t> rows_of;
    for (auto const& match : matches) {
        if (match.transfer) {
            ++rows_of[*match.transfer];
        }
    }
    for (auto& match : matches) {
        if (match.transfer && rows_of[*match.transfer] > 1) {
            match = {std::nullopt, {}, ErrorCode::transfer_ambiguous};
        }
    }
}

std::vector<ResultMatch> match_numbers(Rows rows, Transfers transfers, settings::AccountEcho echo) {
    std::vector<ResultMatch> matches;
    std::transform(rows.begin(), rows.end(), std::back_inserter(matches),
                   [&](auto const& row) { return match_number(row, transfers, echo); });
    part_twins(matches);
    auto const fits = [](auto const& match) { return match.transfer.has_value(); };
    auto const shows_account = [](auto const& row) { return !row.creditor_account.empty(); };
    if (!std::all_of(matches.begin(), matches.end(), fits) && !std::all_of(rows.begin(), rows.end(), shows_account)) {
        for (auto& match : matches) {
            match.transfer.reset();
        }
    }
    return matches;
}

/// Account, minor units, currency, and the name as it is compared: full width or not, with blanks or without.
using Payee = std::tuple<std::string, std::int64_t, std::string, std::string>;

Payee payee_of(std::string const& account, Money amount, std::string const& name) {
    return {account, amount.minor_units(), std::string(amount.currency().code()), sheet::comparable(name)};
}

/// The rows and the transfers of one payee and amount.
struct Twins {
    Places rows;
    Places transfers;
};

bool say_the_same(Rows rows, Places const& which) {
    return std::all_of(which.begin(), which.end(),
                       [&](auto at) { return rows[at].status == rows[which.front()].status; });
}

void match_twins(Rows rows, Twins const& twins, std::vector<ResultMatch>& matches) {
    if (twins.rows.empty() || twins.transfers.empty()) {
        return;
    }
    auto const certain = twins.rows.size() == twins.transfers.size() && say_the_same(rows, twins.rows);
    for (std::size_t at = 0; at < twins.rows.size(); ++at) {
        auto& match = matches[twins.rows[at]];
        match.fault.reset();
        if (certain) {
            match.transfer = twins.transfers[at];
            match.rule = "creditor_account+amount+currency+creditor_name";
        } else if (at == 0) {
            match.fault = ErrorCode::transfer_ambiguous;
        }
    }
}

std::vector<ResultMatch> match_payees(Rows rows, Transfers transfers) {
    std::map<Payee, Twins> by_payee;
    for (std::size_t at = 0; at < transfers.size(); ++at) {
        auto const& transfer = transfers[at];
        by_payee[payee_of(transfer.account.number, transfer.amount, transfer.payee_name)].transfers.push_back(at);
    }
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (auto const amount = bank_amount(rows[at].amount, rows[at].currency)) {
            auto const account = without_separators(rows[at].creditor_account);
            by_payee[payee_of(account, *amount, rows[at].creditor_name)].rows.push_back(at);
        }
    }
    std::vector<ResultMatch> matches(rows.size(), unknown());
    for (auto const& [payee, twins] : by_payee) {
        match_twins(rows, twins, matches);
    }
    return matches;
}

}  // namespace

std::vector<ResultMatch> match_results(Rows rows, Transfers transfers, settings::AccountEcho echo) {
    auto const by_number = !rows.empty() && rows.front().key == settings::AnswerTable::Key::row;
    return by_number ? match_numbers(rows, transfers, echo) : match_payees(rows, transfers);
}

}  // namespace almoner::reconcile
