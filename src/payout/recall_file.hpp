#pragma once

#include <filesystem>

#include "payout/cancel_request.hpp"
#include "payout/desk.hpp"
#include "settings/profile.hpp"

namespace almoner::payout {

/// Writes the request as camt.055 to `path`, signed inside or beside as the profile signs its transfer files, and reads
/// it again: signature and our schema. The same request gives the same document. A file of that name is replaced.
/// @error crypto.algorithm the profile's does not fit our key @error formats.missing @error document.invalid
/// @error signature.* @error file.io
Status write_recall_file(Desk const& desk, settings::Profile const& profile, CancelRequest const& request,
                         std::filesystem::path const& path);

}  // namespace almoner::payout
