#pragma once

#include <map>
#include <string>
#include <vector>

#include "audit/anchor.hpp"
#include "audit/proof.hpp"
#include "payout/desk.hpp"

namespace almoner::payout {

/// What archive, checkpoints and a note of a backup tell of that the store does not: it was lost, or an old one was put
/// back.
struct Lost {
    std::map<std::string, std::string> files;  ///< in archive/files, not sealed by the store: name -> SHA-256
    std::vector<audit::Anchored> checkpoints;  ///< of a log that is gone
    std::string backup_sha256;                 ///< of the backup.toml that nobody has looked at; or empty
    std::string sha256;                        ///< of all of it: what two persons sign

    [[nodiscard]] bool nothing() const { return files.empty() && checkpoints.empty() && backup_sha256.empty(); }
};

/// Looks, and changes nothing. A file that a broken night signed and did not seal is no sign of loss by itself.
/// @error audit.checkpoint @error audit.record @error store.failure @error file.io
Result<Lost> look_for_lost(settings::Workspace const& workspace, audit::Ground const& ground);

/// Whose signatures count for a recovery or a purge: who held the settings role under the seal that the log admitted
/// last before it; where the log is gone as well, the first one after it, and before that the register as two of its
/// holders have sealed it. @error settings.* the settings are not sealed either
Result<seal::People> last_settings_holders(settings::Workspace const& workspace, settings::Formats const& formats,
                                           store::Connection& store, seal::People const& people, Day day);

}  // namespace almoner::payout
