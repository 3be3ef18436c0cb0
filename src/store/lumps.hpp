#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "store/answers.hpp"

namespace almoner::store {

/// A lump of a statement that counts, with its place and what was made of it last.
struct LumpRecord {
    std::int64_t bank_file = 0;
    std::uint32_t statement = 0;
    std::uint32_t entry = 0;
    std::uint32_t detail = 0;
    LumpReference reference;
    Money amount;  ///< signed: credits positive
    Day booking_day;
    std::string entry_class;
    std::string rule;
    std::string reason;
    std::string text;
};

/// A transfer of the file, and what is known of it without the lumps.
struct LumpMemberRecord {
    std::int64_t list = 0;
    LineNumber line;
    int attempt = 1;
    int batch = 0;
    Money amount;
    bool failed = false;  ///< rejected, or given up on request
    bool debited = false;
    bool returned = false;
};

/// The transfer files of which something new is known since their lumps were looked at. @error store.failure
Result<std::vector<std::int64_t>> files_to_solve(Connection& connection);
/// Inside the caller's transaction. @error store.failure
Status add_files_to_solve(Connection& connection, std::set<std::int64_t> const& files);
/// Inside the caller's transaction. @error store.failure
Status mark_solved(Connection& connection, std::int64_t file);

/// By statement and place. @error store.failure
Result<std::vector<LumpRecord>> lumps_of(Connection& connection, std::int64_t file);
/// Lumps of all files of which nobody is certain. @error store.failure
Result<std::vector<LumpRecord>> unsolved_lumps(Connection& connection);
/// Every transfer of the file. @error store.failure
Result<std::vector<LumpMemberRecord>> lump_members(Connection& connection, std::int64_t file);

/// What is made of a lump, in place of what was made of it before. `list` has the lines of the file. Inside the
/// caller's transaction. @error store.failure
Status set_lump(Connection& connection, LumpRecord const& lump, std::int64_t list,
                std::span<AttemptEvidence const> facts);

}  // namespace almoner::store
