#pragma once

#include <filesystem>
#include <vector>

#include "settings/texts.hpp"
#include "store/files.hpp"

namespace almoner::report {

/// The sheet a person uploading at a bank's portal works from: each file in order with rows, sum, digest
/// and signer, and what not to touch. Written as handover.html and handover.csv.
/// @returns the path of the HTML sheet
Result<std::filesystem::path> write_handover(std::vector<store::FileRecord> const& files, settings::Texts const& texts,
                                             Instant now, std::filesystem::path const& folder);

}  // namespace almoner::report
