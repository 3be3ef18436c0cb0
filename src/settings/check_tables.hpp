#pragma once

#include <filesystem>

#include "core/check_tables.hpp"

namespace almoner::settings {

/// The published codes of formats/codes that values are checked against.
/// @error formats.missing and those of read_check_tables
Result<CheckTables> load_check_tables(std::filesystem::path const& formats_folder);

}  // namespace almoner::settings
