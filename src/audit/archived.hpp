#pragma once

#include <filesystem>
#include <string>

#include "audit/leaf.hpp"
#include "core/result.hpp"

namespace almoner::audit {

/// Copies a file into the archive, to `to` below it, and notes it in the leaf. @error file.missing @error file.io
Status archive_with(Leaf& leaf, std::filesystem::path const& archive, std::filesystem::path const& from,
                    std::filesystem::path const& to);

/// The same for a decision about `target` and its signatures, for whoever asks later why something was done.
/// @error file.io
Status archive_decision(Leaf& leaf, std::filesystem::path const& archive, std::filesystem::path const& decision,
                        std::string const& target);

}  // namespace almoner::audit
