#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/files.hpp"

namespace almoner::store {

/// A transfer as the file that went to the bank has it, whatever was corrected since.
struct SentTransfer {
    std::int64_t list = 0;
    LineNumber line;
    int attempt = 1;
    Money amount;
    std::string payee_name;
    Account account;
};

/// Every transfer of the file in the order in which it stands there. @error store.failure
Result<std::vector<SentTransfer>> sent_transfers(Connection& connection, FileRecord const& file);

/// The files at the bank with as many transfers and this sum, of no transfer of which a status has come; by message id.
/// @error store.failure
Result<std::vector<FileRecord>> unanswered_files(Connection& connection, std::uint64_t transaction_count, Money sum);

}  // namespace almoner::store
