#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "core/result.hpp"

namespace almoner::settings {

/// `backup.toml`: what a copy of a workspace was when it was made. While it lies in a workspace, that was brought back
/// from the copy and nobody has looked yet what was paid since.
struct BackupNote {
    Instant time;
    std::uint64_t log_size = 0;                ///< leaves of the audit log
    std::string log_root;                      ///< hexadecimal root over them (RFC 9162)
    std::map<std::string, std::string> files;  ///< path below the workspace -> hexadecimal SHA-256
    bool operator==(BackupNote const&) const = default;
};

/// Name of the file in the workspace.
inline constexpr std::string_view backup_note_name = "backup.toml";

/// @error settings.syntax @error settings.key_unknown @error settings.missing_key @error settings.value
Result<BackupNote> parse_backup_note(std::string_view text, std::string const& file);

/// As parse_backup_note reads it.
std::string to_text(BackupNote const& note);

}  // namespace almoner::settings
