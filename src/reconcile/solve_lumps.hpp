#pragma once

#include <vector>

#include "reconcile/desk.hpp"

namespace almoner::reconcile {

/// Looks again at the lumps of every transfer file of which something new is known, and writes what they stand for in
/// place of what they stood for before. @error those of the store
Status solve_lumps(Desk const& desk);

/// Lumps of which nobody can be certain, with the bank file and the place of the entry: batch.unsolved for a debit,
/// return.unmatched for a credit. @error those of the store
Result<std::vector<Finding>> unsolved_lumps(store::Connection& store);

}  // namespace almoner::reconcile
