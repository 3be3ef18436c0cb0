#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/identifiers.hpp"
#include "core/money.hpp"
#include "core/states.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// Where in the bank's files an entry stands. Positions are 1-based; `detail` 0 when the entry has none.
struct EntryPlace {
    std::int64_t bank_file = 0;
    std::uint32_t statement = 0;
    std::uint32_t entry = 0;
    std::uint32_t detail = 0;
    auto operator<=>(EntryPlace const&) const = default;
};

/// How people ended a payout.
struct Closing {
    std::int64_t list = 0;
    LineNumber line;
    ClosingKind kind{};
    Money amount;           ///< of the payout that this is the end of; the rest of it stayed where it went
    std::string how;        ///< paid_outside: portal, cash or cheque
    std::string reference;  ///< by which a statement or a receipt shows it
    std::string decision;   ///< N-KIND of decisions/
    std::optional<EntryPlace> shown_by = {};
};

/// The attempts of the payouts end, but for those that were recovered. Inside the caller's transaction.
/// @error store.failure also when a payout is closed already
Status add_closings(Connection& connection, std::span<Closing const> closings);

/// By list and line. @error store.failure
Result<std::vector<Closing>> closings(Connection& connection);

/// Of one payout, or nothing. @error store.failure
Result<std::optional<Closing>> closing_of(Connection& connection, std::int64_t list, LineNumber line);

/// A closing, and the entry that is found to show it now, where that is another than before.
struct NewlyShown {
    Closing closing;
    std::optional<EntryPlace> by;
};

/// The one booked entry by which the bank shows each closing: it carries the reference, in the amount and the direction
/// of the closing, nothing else explains it, and no other entry or closing would do. @error store.failure
Result<std::vector<NewlyShown>> newly_shown(Connection& connection);

/// An entry that shows a closing no more is unexplained again. Inside the caller's transaction. @error store.failure
Status set_shown(Connection& connection, std::span<NewlyShown const> all);

}  // namespace almoner::store
