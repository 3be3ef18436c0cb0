#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reconcile/read/answer.hpp"
#include "settings/profile.hpp"
#include "store/sent_transfers.hpp"

namespace almoner::reconcile {

/// Which transfer of a file a row of its table of results speaks of: by which rule, or why nobody can be certain.
struct ResultMatch {
    std::optional<std::size_t> transfer;  ///< place in the file, from 0
    std::string rule;                     ///< "creditor_account+amount+currency+creditor_name"
    std::optional<ErrorCode> fault;       ///< transfer.unknown or transfer.ambiguous, where it is to be told
};

/// For each row its transfer; `rows` are all of one table, with the key that its table.toml says. Pure.
///
/// By number: the transfer of that number in the file, if amount and currency are the same, and the account as far as
/// the table shows it. A number that stands twice is nobody's. Where no account stands beside, one row that does not
/// fit leaves all to people: the table may count in another order, and most amounts are alike.
///
/// By payee: the transfer of that account, amount, currency and name. Of twins each is one row's when there are as many
/// rows and all say the same; otherwise the first of those rows is told of, and nobody is matched.
std::vector<ResultMatch> match_results(std::span<StatusRecord const> rows,
                                       std::span<store::SentTransfer const> transfers, settings::AccountEcho echo);

}  // namespace almoner::reconcile
