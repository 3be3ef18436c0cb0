#pragma once

#include <filesystem>

#include "core/check_value.hpp"

namespace almoner::settings {

/// The published codes of formats/codes that values are checked against.
/// @error formats.missing and those of check_tables_of
Result<CheckTables> load_check_tables(std::filesystem::path const& formats_folder);

}  // namespace almoner::settings
