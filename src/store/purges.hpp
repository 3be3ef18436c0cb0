#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.hpp"

namespace almoner::store {

/// Lists and files of the bank whose personal data was erased, by number: the decision, N-KIND. @error store.failure
Result<std::map<std::int64_t, std::string>> purged_lists(Connection& connection);
Result<std::map<std::int64_t, std::string>> purged_bank_files(Connection& connection);

/// Whether the file of the bank with this digest was one of them. @error store.failure
Result<bool> is_purged_bank_file(Connection& connection, std::string_view sha256);

/// Of whom a file of the bank tells.
struct BankFileReach {
    std::set<std::int64_t> lists;  ///< whose transfers, files or requests it names
    bool is_open = false;          ///< in quarantine, contested, or with an entry that nothing explains
};
/// Of every file of the bank, by number. Reads all evidence. @error store.failure
Result<std::map<std::int64_t, BankFileReach>> reach_of_bank_files(Connection& connection);

/// Erases who the lines of a list are for, whatever later lists said of them, what was found in them, and the secret of
/// its salts. `family` is the list, its corrections and its cancellations. Amounts, states, identifiers and keyed
/// digests stay. Inside the caller's transaction. @error store.failure
Status erase_payees(Connection& connection, std::int64_t list, std::vector<std::int64_t> const& family,
                    std::string_view decision);

/// Erases what the bank wrote and the accounts it showed. Amounts, days, reasons and references stay. Inside the
/// caller's transaction. @error store.failure
Status erase_words(Connection& connection, std::int64_t bank_file, std::string_view decision);

/// The digest of what is being erased: set in the transaction that begins it, empty when all of it is done.
/// @error store.failure
Result<std::string> purge_to_finish(Connection& connection);
/// Inside the caller's transaction. @error store.failure
Status set_purge_to_finish(Connection& connection, std::string_view sha256);

/// Makes the file hold nothing but what its rows say: pages are written anew, the write-ahead log is emptied. False
/// while somebody else is reading an older state. Takes as much space once more, and time by the size of the store.
/// Outside of any transaction. @error store.failure
Result<bool> forget_what_was_erased(Connection& connection);

}  // namespace almoner::store
