#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "core/result.hpp"

namespace almoner::xml {

/// Hands the bytes of a plain file on in order, 256 KiB at a time. An error of `take` ends the reading.
/// @error file.missing @error file.not_regular a link, pipe or folder @error file.io or what `take` returned
Status for_each_chunk(std::filesystem::path const& path, std::function<Status(std::string_view)> const& take);

}  // namespace almoner::xml
