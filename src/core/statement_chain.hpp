#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/money.hpp"
#include "core/result.hpp"

namespace almoner {

/// Whether what a statement says counts. One that does not stays visible and settles nothing.
enum class Standing : std::uint8_t {
    counts,
    repeated,    ///< a version that says the same came before
    contested,   ///< another version says otherwise, and nobody has decided yet
    superseded,  ///< people have decided that another version holds
};

std::string_view text_of(Standing standing);
std::optional<Standing> standing_of(std::string_view text);

/// A Stmt, Rpt or Ntfctn, or an MT940 or MT942, or one page of it: its head in typed values.
struct BankStatement {
    std::int64_t bank_file = 0;
    std::uint32_t statement = 0;  ///< 1-based position in the file
    std::string message;          ///< "camt.053", "mt940"; each has a sequence of its own; "table"
    std::string id;               ///< Stmt/Id, field 28
    std::string account;
    std::string currency;                  ///< ISO 4217; empty where nothing tells
    std::optional<std::int64_t> sequence;  ///< ElctrncSeqNb, else LglSeqNb; field 28
    std::uint32_t page = 1;                ///< StmtPgntn/PgNb, field 28
    bool first_page = true;
    bool last_page = true;         ///< StmtPgntn/LastPgInd, field 62F
    std::optional<Money> opening;  ///< signed
    std::optional<Money> closing;  ///< signed
    std::optional<Money> booked;   ///< signed sum of its booked entries; nothing where it has none
    std::optional<Day> first_day;  ///< of a table: that of its oldest row
    Day closing_day;
    std::uint64_t entry_count = 0;
    std::string content;  ///< digest of its balances and entries
    Standing standing = Standing::counts;
};

/// Whether a message of this kind leads from one balance to the next with every movement between: a statement does,
/// and a table whose rows have balances; a report during the day or a notification need not.
bool leads_to_a_balance(std::string_view message);

/// Whether it is one of versions that say different things.
inline bool has_rivals(BankStatement const& statement) {
    return statement.standing == Standing::contested || statement.standing == Standing::superseded;
}

/// Whether two say they are the same page of the same statement: account, currency and kind of message, and the number
/// in the year of the closing day; without a number the id and the closing day. Reports and notifications are told by
/// both; an MT942 by nothing, for a bank may send it under one number all day long, nor a table, for its days overlap
/// with others'.
bool is_same_page(BankStatement const& left, BankStatement const& right);

/// Something wrong between statements that may each be sound.
struct ChainFault {
    Error what;          ///< its value is the statement's id
    std::size_t at = 0;  ///< index of the statement where it shows
};

/// What is wrong between the statements that are here, in whatever order they came: a pure function of them, so that
/// what was missing mends its gap as soon as it arrives. Statements without a number stand in no chain, but for tables:
/// one that has no day in common with those before it begins with the balance that they ended with.
/// Numbers go up by one, and begin again at 1 after the last of a year.
/// - statement.gap: numbers are missing, from {0} to {1}
/// - statement.page_missing: page {0} is not here
/// - statement.balance_break: ended with {0}, the next begins with {1}
/// - statement.arithmetic: all pages are here, and their entries do not lead from the first balance to the last
/// - bank_file.changed: another version of statement {0} says otherwise
std::vector<ChainFault> chain_faults(std::span<BankStatement const> statements);

/// The last day up to which the statements of an account join: the closing day of the one before the first fault.
/// Nothing where nothing is wrong.
std::optional<Day> joins_until(std::span<BankStatement const> statements, std::string_view account,
                               std::string_view currency);

}  // namespace almoner
