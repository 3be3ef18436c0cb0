#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// A run and its right to write: every transaction asserts the epoch, so that a run which was
/// stopped and superseded writes nothing when it wakes.
struct RunTicket {
    std::int64_t run = 0;
    std::int64_t epoch = 0;
};

/// Starts a run: a new epoch, the time seen. @error clock.behind the clock is 5 minutes or more
/// behind the last time seen @error store.failure
Result<RunTicket> begin_run(Connection& connection, std::string_view kind, Instant now);
/// A transaction of this run, fenced against a later one. @error run.superseded a later run has begun
/// @error store.failure
Result<Transaction> begin_transaction(Connection& connection, RunTicket const& ticket);
Status finish_run(Connection& connection, RunTicket const& ticket, Instant now, int exit_code);

/// Appends one leaf (RFC 6962: SHA-256 of 0x00 and the record). `sha256_hex` is the leaf's digest,
/// made by the caller. Inside a transaction. @error store.failure
Status add_audit_leaf(Connection& connection, std::string_view record, std::string_view sha256_hex);

/// How many leaves the log has. @error store.failure
Result<std::uint64_t> audit_leaf_count(Connection& connection);

/// Record and digest of every leaf in order. @error store.failure and what `take` returns
Status for_each_audit_leaf(Connection& connection,
                           std::function<Status(std::string_view record, std::string_view sha256)> const& take);

/// The store's own secret for person keys, made by `fresh` when there is none yet. Hexadecimal.
Result<std::string> store_secret(Connection& connection, std::string_view fresh_hex);

/// The secret of a list's salts, made by `fresh` when there is none yet. Hexadecimal. @error store.failure
Result<std::string> list_secret(Connection& connection, std::int64_t list, std::string_view fresh_hex);

}  // namespace almoner::store
