#pragma once

#include <filesystem>
#include <string>

#include "core/result.hpp"

namespace almoner::settings {

/// Whole text of a file of formats/ or of the settings, as its bytes are.
/// @error formats.missing no such plain file @error file.io it cannot be read to its end
Result<std::string> load_text(std::filesystem::path const& path);

}  // namespace almoner::settings
