#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/money.hpp"
#include "testbank/bank.hpp"

namespace almoner::testbank {

/// What the bank remembers from day to day, in `bank/` beside the workspace's folders: which files it
/// has, each account's balance and statement number, and its own ledger for comparison.
class Books {
public:
    /// @error file.io
    static Result<Books> open(std::filesystem::path const& home, Bank const& bank);

    struct Account {
        std::string holder;
        Money balance;
        std::int64_t next_statement = 1;
    };
    [[nodiscard]] bool has_file(std::string const& sha256) const { return files_.contains(sha256); }
    void add_file(std::string const& sha256) { files_.insert(sha256); }
    Account& account(std::string const& number);
    /// What the ledger says last of a transfer: its account and what became of it; nothing of one that never came.
    struct Known {
        std::string account;
        std::string fate;
    };
    [[nodiscard]] std::optional<Known> last_of(std::string const& end_to_end_id) const;
    /// One line of ledger.csv: end_to_end_id, account, amount, fate, reason.
    void write(std::string const& ledger_line) { ledger_ += ledger_line + "\r\n"; }
    /// @error file.io
    Status save() const;

private:
    std::filesystem::path folder_;
    std::set<std::string> files_;
    std::map<std::string, Account> accounts_;
    std::string ledger_;
};

}  // namespace almoner::testbank
