#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/line.hpp"
#include "store/connection.hpp"
#include "store/lists.hpp"

namespace almoner::store {

/// What a correction list says of one line of the list it is of: who is meant stays, how the money goes changes.
struct Correction {
    Line line;              ///< under its own number; channel, name, account, bank and amount are the correction's
    std::uint64_t row = 0;  ///< of the correction list
    Money given_up;         ///< could have been paid again and is not
};

/// How many corrections a list has had. @error store.failure
Result<int> correction_count(Connection& connection, std::int64_t list);

/// Claims the corrected lines for the correction list `head`, which stands in the store: their attempts end, held ones
/// go on. Inside the caller's transaction. @error store.failure a line may still be paid, or would be paid more
Status add_corrections(Connection& connection, ListRecord const& head, std::span<Correction const> corrections);

/// What a cancellation list says of a line it has taken out.
struct Cancellation {
    std::int64_t list = 0;  ///< of the line
    LineNumber line;
    std::string note;
};
/// Inside the caller's transaction; `head` is the cancellation list. @error store.failure
Status add_cancellations(Connection& connection, ListRecord const& head, std::span<Cancellation const> cancellations);

/// Which list cancelled a line, and why; nothing for a line that is not.
struct Cancelled {
    std::string list_code;
    std::string note;
};
Result<std::optional<Cancelled>> cancellation_of(Connection& connection, std::int64_t list, LineNumber line);

}  // namespace almoner::store
