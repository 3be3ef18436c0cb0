#pragma once

#include <optional>
#include <vector>

#include "reconcile/desk.hpp"
#include "reconcile/read/answer.hpp"
#include "store/answers.hpp"

namespace almoner::reconcile {

/// The rows of a table of results that carry no reference of ours, and what the status of each proves, if anything.
struct ResultRows {
    std::vector<StatusRecord> rows;
    std::vector<std::optional<EvidenceKind>> kinds;
};

/// What such a table says of which transfers.
struct ResultFacts {
    std::optional<std::int64_t> file;  ///< the transfer file it answers, if that is certain
    std::vector<store::AttemptEvidence> facts;
    std::vector<Finding> findings;  ///< transfer.unknown, transfer.ambiguous; without the file's name where of no row
};

/// Looks up the file that the table answers, holds its transfers against the rows (match_results) and tells what that
/// proves. The file is the one whose MsgId the table names or, where it names none, the only one at the bank with as
/// many transfers and that sum of which no status has come. One file's transfers are in memory.
/// @error bank_file.totals the table does not tell of every transfer of the file @error store.failure and faults of
/// the profile
Result<ResultFacts> settle_results(Desk const& desk, ResultHead const& head, ResultRows const& table,
                                   std::int64_t bank_file);

}  // namespace almoner::reconcile
