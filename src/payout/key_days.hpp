#pragma once

#include <optional>

#include "core/day.hpp"
#include "crypto/keys.hpp"

namespace almoner::payout {

/// A bank may hold a file for some days; its signature must still count when the money moves.
constexpr date::days days_after_execution{5};
/// Time to make, exchange and register another key.
constexpr date::days days_of_warning{30};

/// A warning when the certificate ends within days_of_warning of `today`; `id` names the key.
std::optional<Finding> ends_soon(std::string const& id, crypto::Certificate const& certificate, Day today);

/// A reason to hold a file when the certificate ends before `execution` and days_after_execution.
std::optional<Finding> ends_early(std::string const& file, crypto::Certificate const& certificate, Day execution);

}  // namespace almoner::payout
