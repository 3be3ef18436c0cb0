#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "report/horizon.hpp"
#include "store/connection.hpp"

namespace almoner::report {

/// What of a list may still move money, or waits for a person.
struct Unended {
    std::uint64_t payouts = 0;     ///< held, open, in flight, paid and not yet final, or failed and not closed
    std::uint64_t files = 0;       ///< planned or sealed, and not yet delivered
    std::uint64_t exceptions = 0;  ///< open, that name a payout of it
};

/// The lists of which something has not ended for good, by code; of a correction or cancellation that is the list it is
/// of. A payout has ended when it is paid and the bank's time to send it back was over by `before`, cancelled, refused,
/// or closed by people. Cash and goods are handed out by people on the list's execution date, and end before a later
/// day. Exceptions are those of today. @error store.failure
Result<std::map<std::string, Unended>> unended_lists(store::Connection& connection, Horizon const& before,
                                                     Horizon const& today);

}  // namespace almoner::report
