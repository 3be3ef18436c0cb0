#pragma once

#include <filesystem>
#include <optional>

#include "settings/backup_note.hpp"
#include "store/durable.hpp"

namespace almoner::cli {

/// What says that a workspace was brought back from a backup; nothing for one that was not, or was looked at since.
/// @error file.io and those of parse_backup_note
inline Result<std::optional<settings::BackupNote>> backup_note_of(std::filesystem::path const& home) {
    constexpr std::uint64_t limit = 1U << 28;
    auto const text = store::read_whole(home / settings::backup_note_name, limit);
    if (!text && text.error().code == ErrorCode::file_missing) {
        return std::optional<settings::BackupNote>();
    }
    auto note = text ? settings::parse_backup_note(*text, std::string(settings::backup_note_name)) : text.error();
    return note ? Result<std::optional<settings::BackupNote>>(*std::move(note)) : note.error();
}

}  // namespace almoner::cli
