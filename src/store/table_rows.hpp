#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/money.hpp"
#include "core/statement_chain.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// A row of a table of movements, by which others that overlap it are known to tell the same one.
struct TableRow {
    std::uint32_t statement = 0;
    std::uint32_t entry = 0;
    Day day;
    std::string serial;  ///< the bank's own
    Money amount;        ///< signed: credits positive
    Money balance;       ///< after it
};

/// Inside the caller's transaction. @error store.failure
Status add_table_rows(Connection& connection, std::int64_t bank_file, std::span<TableRow const> rows);

enum class RowOrder : bool { oldest_first, newest_first };
/// Counts the rows of one serial and day, once all of a statement are there. Inside the caller's transaction.
/// @error store.failure
Status count_occurrences(Connection& connection, std::int64_t bank_file, std::uint32_t statement, RowOrder order);

/// Other tables of the account, by file and statement, that tell a row of this one otherwise: another amount or another
/// balance. @error store.failure
Result<std::vector<BankStatement>> tables_that_differ(Connection& connection, BankStatement const& statement);

}  // namespace almoner::store
