#pragma once

#include <filesystem>
#include <string>

#include "core/result.hpp"

namespace almoner::settings {

/// Whole text of a file of formats/ or of the settings, as its bytes are.
/// @error formats.missing no such plain file, or it cannot be read
Result<std::string> load_text(std::filesystem::path const& file);

}  // namespace almoner::settings
