#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "report/horizon.hpp"
#include "settings/programme.hpp"
#include "store/connection.hpp"

namespace almoner::report {

/// One law of the books, and what was looked at.
struct Law {
    std::string name;             ///< "I1" ...
    std::string about;            ///< what is counted: lists, funds, payouts, statements
    std::uint64_t looked_at = 0;  ///< of these
    std::vector<Error> broken;    ///< invariant.broken with the law, where, and by how much
};

/// What must hold after every run whatever banks and people did, looked at over the whole store:
/// I1  every line is in exactly one place, list by list, and no fund has given more than it was allocated;
/// I2  what was debited for a payout less what came back is nothing, or the payout, or a person is told;
/// I3  every entry of a statement that counts was taken in, once;
/// I6  nothing was planned without its maker and somebody who approved it.
/// That EndToEndIds are unique, a payout has one live attempt and the audit log only grows, the store itself keeps.
/// @error store.failure
Result<std::vector<Law>> laws(store::Connection& connection,
                              std::map<std::string, settings::Programme> const& programmes, Horizon const& horizon);

/// Where one of them is broken. @error store.failure
Result<std::vector<Error>> broken_invariants(store::Connection& connection,
                                             std::map<std::string, settings::Programme> const& programmes,
                                             Horizon const& horizon);

}  // namespace almoner::report
