#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store/answers.hpp"
#include "store/lists.hpp"

namespace almoner::payout {

/// A list whose payees are forgotten, with its corrections and cancellations: they tell of the same people.
struct PurgedList {
    store::ListRecord list;
    std::vector<store::ListRecord> family;  ///< itself first
};

/// What a purge erases, what it leaves, and why.
struct PurgePlan {
    std::vector<PurgedList> lists;
    std::vector<store::BankFileRecord> bank_files;
    std::map<std::string, std::string> files;  ///< below archive/ -> SHA-256 in the log

    std::vector<std::pair<std::string, Day>> young;  ///< lists that something was logged of on that day or later
    std::uint64_t bank_files_of_others = 0;  ///< they tell of lists that stay, too, or came on that day or later
    std::uint64_t bank_files_open = 0;       ///< in quarantine, contested, or with something that nothing explains
    std::uint64_t never_taken = 0;           ///< folders of archive/lists of lists that the store does not have

    std::string manifest;  ///< all that is erased, line by line
    std::string sha256;    ///< of the manifest: what two persons sign

    [[nodiscard]] bool nothing() const { return lists.empty() && bank_files.empty(); }
};

/// Looks at everything of which the log told last before the day, and changes nothing. Of a list whose code is in
/// `unended` nothing is erased. @error audit.record @error store.failure @error file.io
Result<PurgePlan> plan_purge(store::Connection& store, std::filesystem::path const& archive, Day before,
                             std::set<std::string> const& unended);

}  // namespace almoner::payout
