#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/connection.hpp"

namespace almoner::store {

/// What one look at the whole store came to.
struct Soundness {
    std::uint64_t looked_at = 0;
    std::vector<std::string> faults;  ///< in the database's own words, or by what names the row
};

/// The file itself, page by page, with every index and constraint (PRAGMA integrity_check). Counts pages.
/// @error store.failure
Result<Soundness> pages(Connection& connection);

/// Every row that another names is there (PRAGMA foreign_key_check). Counts the tables that name others.
/// @error store.failure
Result<Soundness> references(Connection& connection);

/// Tables, indexes, views and triggers are those of the schema: the triggers forbid what must never happen, and a store
/// without them forbids nothing. Counts them. @error store.failure
Result<Soundness> schema(Connection& connection);

/// Every transfer file counts and adds up what its batches do, and what its attempts do at their own amounts.
/// Counts files. @error store.failure
Result<Soundness> file_sums(Connection& connection);

/// No EndToEndId and no MsgId or PmtInfId stands there twice. Counts attempts, files and batches. @error store.failure
Result<Soundness> identifiers(Connection& connection);

/// A payout has one live attempt at most, and none once it is closed, but for the recovered. Counts payouts with an
/// attempt. @error store.failure
Result<Soundness> live_attempts(Connection& connection);

}  // namespace almoner::store
