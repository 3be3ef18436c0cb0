#pragma once

#include <string_view>

#include "payout/desk.hpp"

namespace almoner::payout {

/// Appends the audit leaf that tells of a change, in the transaction that makes it (RFC 6962, 2.1).
/// `digest` is of the object as stored.
Status record(Desk const& desk, std::string_view kind, std::string_view subject, std::string_view digest);

}  // namespace almoner::payout
