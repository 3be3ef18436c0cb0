#pragma once

#include <optional>
#include <vector>

#include "reconcile/read/answer.hpp"
#include "store/answers.hpp"

namespace almoner::reconcile {

/// The head in typed values: account, sequence, opening (OPBD, else PRCD) and closing (CLBD) balance.
/// @error statement.balance_missing @error amount.* @error date.syntax
Result<store::StatementRecord> statement_of(StatementHead const& head, std::int64_t bank_file);

/// Opening balance plus booked entries must be the closing balance. @error statement.arithmetic with
/// the difference
Status sums_up(store::StatementRecord const& statement, std::optional<Money> const& booked);

/// What the neighbours in the store say of a statement: one that takes its place with other content
/// refuses it (`bank_file.changed`); a gap in the sequence or a break between closing and opening
/// balance is a finding and quarantines neither.
Result<std::vector<Finding>> beside_neighbours(store::StatementRecord const& statement,
                                               std::vector<store::StatementRecord> const& stored);

}  // namespace almoner::reconcile
