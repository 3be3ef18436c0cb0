#include "store/table_rows.hpp"

#include <algorithm>
#include <set>

#include "store/answers.hpp"
#include "store/query.hpp"

namespace almoner::store {

Status add_table_rows(Connection& connection, std::int64_t bank_file, std::span<TableRow const> rows) {
    auto const insert = connection.prepare(
        "INSERT INTO table_row (bank_file, statement, entry, day, serial, occurrence, amount, balance) "
        "VALUES (?, ?, ?, ?, ?, 0, ?, ?)");
    if (!insert) {
        return insert.error();
    }
    for (auto const& row : rows) {
        auto const added = run(**insert, bank_file, row.statement, row.entry, to_text(row.day), row.serial,
                               row.amount.minor_units(), row.balance.minor_units());
        if (!added) {
            return added;
        }
    }
    return {};
}

Status count_occurrences(Connection& connection, std::int64_t bank_file, std::uint32_t statement, RowOrder order) {
    auto const older = std::string(order == RowOrder::oldest_first ? "<=" : ">=");
    return execute(connection,
                   "UPDATE table_row SET occurrence = (SELECT count(*) FROM table_row AS older WHERE older.serial = "
                   "table_row.serial AND older.day = table_row.day AND older.bank_file = table_row.bank_file AND "
                   "older.statement = table_row.statement AND older.entry " +
                       older + " table_row.entry) WHERE bank_file = ? AND statement = ?",
                   bank_file, statement);
}

Result<std::vector<BankStatement>> tables_that_differ(Connection& connection, BankStatement const& statement) {
    std::set<std::pair<std::int64_t, std::int64_t>> places;
    auto const read = for_each_row(
        query(connection,
              "SELECT DISTINCT other.bank_file, other.statement FROM table_row AS one JOIN table_row AS other ON "
              "other.serial = one.serial AND other.day = one.day AND other.occurrence = one.occurrence JOIN statement "
              "ON statement.bank_file = other.bank_file AND statement.statement = other.statement WHERE one.bank_file "
              "= ? AND one.statement = ? AND statement.account = ? AND statement.currency = ? AND (other.amount <> "
              "one.amount OR other.balance <> one.balance)",
              statement.bank_file, statement.statement, statement.account, statement.currency),
        [&](Statement& row) { places.emplace(row.number(0), row.number(1)); });
    auto all = read ? statements(connection) : Result<std::vector<BankStatement>>(read.error());
    if (all) {
        std::erase_if(*all, [&](auto const& one) { return !places.contains({one.bank_file, one.statement}); });
    }
    return all;
}

}  // namespace almoner::store
