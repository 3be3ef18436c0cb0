#pragma once

#include <cstdint>

#include "store/lists.hpp"

namespace almoner::store {

/// Holds every accepted line of a list that is to be paid by bank and has no attempt: nobody knows any more whether it
/// waited, was held or was taken out. Its benefit is free again, for a correction that pays it. Inside the caller's
/// transaction; says how many. @error store.failure
Result<std::uint64_t> hold_unpaid_lines(Connection& connection, ListRecord const& list);

}  // namespace almoner::store
