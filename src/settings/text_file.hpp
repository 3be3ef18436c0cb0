#pragma once

#include <filesystem>
#include <string>

#include "core/result.hpp"

namespace almoner::settings {

/// Whole text of a file of formats/ or of the settings. @error formats.missing
Result<std::string> load_text(std::filesystem::path const& file);

}  // namespace almoner::settings
