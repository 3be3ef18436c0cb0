#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace almoner::audit {

/// Path below a folder -> hexadecimal SHA-256 of the file.
using Manifest = std::map<std::string, std::string>;

/// Copies the regular files below `from` that `is_wanted` takes, by their path below it, into folders of their own
/// below `to`, durably, private to the user, and notes each. Hidden files are drafts of others and stay; so do links.
/// What went away meanwhile was taken on by a run that is writing, and is no fault.
/// @error file.io @error file.exists
Status copy_files(std::filesystem::path const& from, std::filesystem::path const& to,
                  std::function<bool(std::string const& path)> const& is_wanted, Manifest& manifest);

/// Files of the manifest that are not below `folder` as it says. @error file.io
Result<std::vector<Error>> held_against(Manifest const& manifest, std::filesystem::path const& folder);

}  // namespace almoner::audit
