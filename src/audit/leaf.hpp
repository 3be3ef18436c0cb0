#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/merkle.hpp"
#include "core/day.hpp"

namespace almoner::audit {

/// The rows of one part of a table as they were left: how many columns it had then, and the SHA-256 of its rows.
struct RowsDigest {
    int columns = 0;
    std::string sha256;
    bool operator==(RowsDigest const&) const = default;
};

/// A part of a table, "line/3"; the tables and their parts are store::parted_tables.
struct Part {
    std::string table;
    std::int64_t number = 0;
    auto operator<=>(Part const&) const = default;
    /// "line/3"
    [[nodiscard]] std::string text() const { return table + "/" + std::to_string(number); }
};

/// The kind of the leaf that ends a run; a checkpoint follows it.
inline constexpr std::string_view run_kind = "run";
/// The kind of the leaf by which a seal of the settings came into force.
inline constexpr std::string_view seal_kind = "settings";
/// The kind of the leaf from which a log goes on after a store was lost or brought back: it keeps, below
/// `recovered_folder` of the archive, the checkpoints of what is gone.
inline constexpr std::string_view recovered_kind = "recovered";
inline constexpr std::string_view recovered_folder = "recovered/";

/// One record of the audit log. Digests are hexadecimal SHA-256.
struct Leaf {
    std::uint64_t sequence = 0;  ///< place in the log, from 0
    Instant utc;
    std::int64_t run = 0;
    std::string kind;                             ///< list, plan, file_sealed, bank_file, register, run ...
    std::string subject;                          ///< list code, message id, file name
    std::string sha256;                           ///< of the object, as it is kept
    std::map<std::string, std::string> archived;  ///< files frozen with it: path below archive/ -> digest
    std::map<Part, RowsDigest> rows;              ///< what its transaction changed, as it left it
    std::string transfers;                        ///< root over the transfers of a file; else empty
};

/// The record as one line of JSON, its fields in the order of Leaf, the empty ones left out.
std::string record_of(Leaf const& leaf);

/// @error audit.record not such a line
Result<Leaf> parse_leaf(std::string_view record);

}  // namespace almoner::audit
