#pragma once

#include <vector>

#include "core/statement_chain.hpp"
#include "reconcile/entry_tally.hpp"
#include "reconcile/read/answer.hpp"
#include "settings/workspace.hpp"

namespace almoner::reconcile {

/// The head in typed values. Balances: OPBD, else PRCD, opens and CLBD closes; a page that goes on has ITBD instead.
/// A page of the message (MsgPgntn) is one of the statement where the statement says nothing and its balances are not
/// whole. The closing day is that of the closing balance, else the end of the period, else when it was made, else
/// `taken`. `account` is what the workspace calls the account, null where it is none of its own.
/// @error currency.unknown @error amount.* a balance that cannot be read
Result<BankStatement> statement_of(StatementHead const& head, EntryTally const& tally,
                                   settings::DebtorAccount const* account, Day taken);

/// What is wrong with the statement in itself. Those of severity refused keep it out.
/// - statement.balance_twice: two balances of type {0}, of which there is one, or two that differ for one day (OPAV,
/// CLAV, FWAV)
/// - statement.currency: {0} and {1} stand in it
/// - statement.balance_missing: a statement, or its first or last page, lacks {0}
/// - statement.arithmetic: opening balance and booked entries are {0} short of the closing balance
/// - statement.summary: TxsSummry says {0} and all entries, booked or not, come to {1}
/// - statement.date: booked on {0}, outside of the days of its balances and of FrToDt
std::vector<Error> faults_of(StatementHead const& head, EntryTally const& tally, BankStatement const& statement);

/// What its balances say, to be digested with its entries.
std::string content_of(BankStatement const& statement);

}  // namespace almoner::reconcile
