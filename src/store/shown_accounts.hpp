#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/identifiers.hpp"
#include "store/closings.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// The attempt that an entry pays.
struct PaidAttempt {
    std::int64_t list = 0;
    LineNumber line;
    int attempt = 1;
};

/// The payee's account as an entry shows it [RltdPties/CdtrAcct].
struct ShownAccount {
    EntryPlace place;
    std::string account;
    std::optional<PaidAttempt> pays;
};
/// Inside the caller's transaction. @error store.failure
Status add_shown_accounts(Connection& connection, std::span<ShownAccount const> accounts);

/// Payouts to one card behind which the bank has shown several inner accounts, card by card; of entries that count.
/// @error store.failure
Result<std::vector<PaidAttempt>> paid_to_changing_accounts(Connection& connection);

}  // namespace almoner::store
