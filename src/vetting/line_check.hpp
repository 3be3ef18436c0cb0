#pragma once

#include <vector>

#include "sheet/columns.hpp"
#include "sheet/rows.hpp"
#include "vetting/terms.hpp"

namespace almoner::vetting {

/// The columns a list may have, by their canonical names.
std::vector<sheet::Column> list_columns(settings::Programme const& programme);

/// Checks one row by itself: structure, identity, account, amount, category, and the rules about one line. What needs
/// other rows (duplicates, totals) is the survey's. @error crypto.failure
Result<CheckedLine> check_line(Terms const& terms, sheet::Columns const& columns, sheet::Row const& row);

/// The state its findings give a line: refused before held before accepted.
LineState state_after(std::vector<Finding> const& findings);

}  // namespace almoner::vetting
