#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "core/interfaces.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// A table whose rows the audit log answers for, and how it falls into parts: the rows of one list, one transfer file,
/// one file of the bank, one register.
struct PartedTable {
    std::string_view name;
    std::string_view part;   ///< the column that names the part; empty: the table is one part, 0
    std::string_view order;  ///< its primary key
};

/// All of them, by name.
std::span<PartedTable const> parted_tables();

/// Null when there is none of that name.
PartedTable const* parted_table(std::string_view name);

/// Tables that are in no part, each with the reason: what they hold is either the log itself or decides no payout.
struct UnpartedTable {
    std::string_view name;
    std::string_view reason;
};
std::span<UnpartedTable const> unparted_tables();

/// Writes the rows of one part in the order of the primary key, each value with its kind and length so that no other
/// rows give the same bytes, and says how many columns they have. @error store.failure and those of the sink
Result<int> write_part(Connection& connection, PartedTable const& table, std::int64_t part, ByteSink& sink);

/// Where the rows of a part go, and how many columns of them: those that came later say nothing of what was before.
struct PartSink {
    ByteSink* sink = nullptr;
    int columns = 0;
};

/// Writes the rows of a whole table in one scan, each to the sink of its part. @error store.failure and those of a sink
Status write_parts(Connection& connection, PartedTable const& table,
                   std::function<Result<PartSink>(std::int64_t part, int columns)> const& sink_of);

}  // namespace almoner::store
