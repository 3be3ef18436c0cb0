#pragma once

#include <filesystem>
#include <string_view>

#include "core/result.hpp"

namespace almoner::testbank {

/// Writes under a hidden name and renames, so that nobody ever sees half a file. @error file.io
Status put_file(std::filesystem::path const& path, std::string_view bytes);

}  // namespace almoner::testbank
