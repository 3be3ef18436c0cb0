#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace almoner::bytes {

/// What has that name, links followed; `not_found` where nothing has. A disk that cannot say is no answer.
/// @error file.io
Result<std::filesystem::file_type> type_of(std::filesystem::path const& path);

/// What stands in a folder and ends in `suffix`, hidden names too, in the order of the names.
/// @error file.missing the folder @error file.not_regular it is none @error file.io
Result<std::vector<std::filesystem::path>> names_in(std::filesystem::path const& folder, std::string_view suffix);

}  // namespace almoner::bytes
