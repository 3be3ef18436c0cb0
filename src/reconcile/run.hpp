#pragma once

#include <filesystem>
#include <vector>

#include "reconcile/admit.hpp"

namespace almoner::reconcile {

/// What a run of reconciling did, file by file.
struct Reconciled {
    std::vector<Admission> files;
    std::vector<Finding> between_statements;  ///< chain_faults of all statements that are here, whenever they came
    std::vector<Finding> unsolved_lumps;      ///< the same of sums that stand for several transfers
};

/// Answers in: what people have decided about files that were here, then every file of inbox/bank, or those named.
/// Files of the inbox are consumed after commit.
Result<Reconciled> run(Desk const& desk, std::vector<std::filesystem::path> const& named);

}  // namespace almoner::reconcile
