#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/day.hpp"
#include "core/money.hpp"
#include "store/closings.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// An entry as people name it: by the name of the bank's file and the positions in it.
struct EntryName {
    std::string file;
    std::uint32_t statement = 0;
    std::uint32_t entry = 0;
    std::uint32_t detail = 0;  ///< 0 when the entry has none
};

/// "camt053-1.xml#1/7", and of a detail "camt053-1.xml#1/7/2".
std::string to_text(EntryName const& name);
/// Nothing for what is none.
std::optional<EntryName> parse_entry_name(std::string_view text);

/// An entry about which people can still say what it is.
struct OpenEntry {
    EntryPlace place;
    Money amount;  ///< signed: credits positive
    Day booking_day;
    std::string entry_class;
    std::string reason;
    std::string text;
    std::string account;        ///< whose statement it is
    std::string payee_account;  ///< as the bank shows it, or empty
};

/// Entries of that name that count and that nothing of ours and nobody has explained, a sum of many left out, and fees
/// and funding that no fund bears yet. @error store.failure
Result<std::vector<OpenEntry>> open_entries(Connection& connection, EntryName const& name);
/// All that nothing explains, each with its name. @error store.failure
Result<std::vector<std::pair<EntryName, OpenEntry>>> unexplained_entries(Connection& connection);

/// What people say that it is.
struct Explanation {
    EntryPlace place;
    std::string entry_class;  ///< fee, funding, forwarding, internal, cash, goods, payout_debit, return
    std::string programme;    ///< whose fund bears it, or empty
    std::string fund;
    std::string decision;  ///< N-KIND of decisions/
};
/// Inside the caller's transaction. @error store.failure also of an entry that is explained already
Status add_explanation(Connection& connection, Explanation const& explanation);

/// What the entries that count and that people have given to a fund add up to, by programme, fund and class; credits
/// are positive. @error store.failure
using FundEntries = std::map<std::pair<std::string, std::string>, std::map<std::string, Money>>;
Result<FundEntries> entries_of_funds(Connection& connection);

/// What the booked entries of one account add up to that are of one class.
struct ClassSum {
    std::string account;
    std::string entry_class;
    std::uint64_t count = 0;
    Money amount;  ///< signed: credits positive
};
/// By account, currency and class; of statements that count and lead to a balance. @error store.failure
Result<std::vector<ClassSum>> class_sums(Connection& connection);

/// Statements that count whose entries do not add up to what it booked, with the name of their file; a statement with
/// entries in another currency says nothing. @error store.failure
Result<std::vector<std::pair<std::string, std::uint32_t>>> statements_beside_their_sum(Connection& connection);

}  // namespace almoner::store
