#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "settings/formats.hpp"
#include "settings/register.hpp"
#include "settings/workspace.hpp"

namespace almoner::settings {

/// `settings.seal.toml`: the hexadecimal SHA-256 of each settings file two people have looked at, by its name.
using SettingsSeal = std::map<std::string, std::string>;

/// What became of a file since the seal was made.
struct SettingsChange {
    enum class Kind { added, changed, removed };
    std::string file;
    Kind kind;
    bool operator==(SettingsChange const&) const = default;
};

/// @error settings.syntax @error settings.key_unknown @error settings.missing_key
/// @error settings.value a file that stands there twice
Result<SettingsSeal> parse_settings_seal(std::string_view text, std::string const& file);

/// As parse_settings_seal reads it, with the moment and the SHA-256 of the seal it replaces (empty: none) in a comment:
/// who seals the same settings once more makes another seal, so that one put back can be told from a new one.
std::string to_text(SettingsSeal const& seal, Instant now, std::string_view replaced);

/// In the order of the names.
std::vector<SettingsChange> changes(SettingsSeal const& sealed, SettingsSeal const& now);

/// Where the settings in force stand, by the name a seal has for them: almoner.toml, the register, the certificates it
/// names, the programmes, and of the formats the profiles, rule packs and calendars. @error workspace.missing a folder
Result<std::map<std::string, std::filesystem::path>> settings_files(Workspace const& workspace, Formats const& formats,
                                                                    Register const& persons);

}  // namespace almoner::settings
