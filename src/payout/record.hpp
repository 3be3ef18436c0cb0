#pragma once

#include <string_view>

#include "payout/desk.hpp"

namespace almoner::payout {

/// A transaction of this run: begun, and fenced against a later run. @error run.superseded @error store.failure
Result<store::Transaction> begin_transaction(Desk const& desk);

/// Appends the audit leaf that tells of a change, in the transaction that makes it (RFC 6962, 2.1).
/// `digest` is of the object as stored.
Status record(Desk const& desk, std::string_view kind, std::string_view subject, std::string_view digest);

}  // namespace almoner::payout
