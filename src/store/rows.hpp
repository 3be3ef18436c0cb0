#pragma once

#include "store/files.hpp"
#include "store/lists.hpp"
#include "store/query.hpp"

namespace almoner::store {

/// The columns of a line in the order `read_line` takes them.
inline constexpr std::string_view line_columns =
    "line.sheet, line.row, line.payee_kind, line.channel, line.state, line.category, line.unit, line.payee_name, "
    "line.person_key, "
    "line.scheme, line.account, line.bank_code, line.bic, line.amount, line.members, line.note, line.finding, "
    "line.beneficiary_name, line.relation";
inline constexpr int line_column_count = 19;

/// Overwrites `line` from the row's first columns.
void read_line(Statement const& row, Currency currency, Line& line);

}  // namespace almoner::store
