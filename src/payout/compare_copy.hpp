#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "settings/rendering.hpp"
#include "store/connection.hpp"
#include "store/files.hpp"

namespace almoner::payout {

/// What became of a rendering that somebody saved again.
struct CopyCompared {
    std::uint64_t rows = 0;         ///< of the rendering, all that hold anything
    std::vector<Finding> findings;  ///< rendering.differs with file, row and column, the first hundred
};

/// Compares a copy row by row, cell by cell, with the rendering that was released with the signed file and is kept
/// beside it in the archive.
/// @error rendering.original the kept one is not as the audit log has it @error file.missing and those of the readers
Result<CopyCompared> compare_copy(store::Connection& connection, std::filesystem::path const& archive,
                                  store::FileRecord const& record, settings::Rendering const& rendering,
                                  std::filesystem::path const& copy);

}  // namespace almoner::payout
