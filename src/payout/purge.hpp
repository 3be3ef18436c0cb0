#pragma once

#include <filesystem>
#include <string>

#include "payout/desk.hpp"
#include "payout/purge_plan.hpp"

namespace almoner::payout {

/// Erases the rows of a plan in one transaction, with the leaf that names everything that is or will be gone;
/// `decision` is the file by which two persons have signed `plan.sha256`. From then on what is left to do is known to
/// the store: erase_files, and that the store forgets. @error store.failure @error file.io
Status purge(Desk const& desk, PurgePlan const& plan, std::filesystem::path const& decision);

/// Removes the files that the manifest with this digest names from the archive, and their copies from the outbox and
/// from where people found them. One that has other bytes than those signed for stays, for the audit to find. Done
/// again it ends the same. @error audit.archive_missing @error audit.archive_changed the manifest @error file.io
Status erase_files(std::filesystem::path const& home, std::string const& manifest_sha256);

}  // namespace almoner::payout
