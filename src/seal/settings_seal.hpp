#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "seal/people.hpp"
#include "settings/formats.hpp"
#include "settings/settings_seal.hpp"
#include "settings/workspace.hpp"

namespace almoner::seal {

/// The seal beside almoner.toml, held against the settings in force.
struct SettingsState {
    std::string sha256;                             ///< of settings.seal.toml, hexadecimal; empty when there is none
    std::vector<settings::SettingsChange> changes;  ///< since it was made
    std::set<std::string> signers;                  ///< with the settings role, whose signatures hold
};

/// Where the seal stands.
std::filesystem::path seal_path(settings::Workspace const& workspace);

/// The settings in force as a seal of them. @error formats.missing a file that cannot be read @error workspace.missing
Result<settings::SettingsSeal> settings_in_force(settings::Workspace const& workspace, settings::Formats const& formats,
                                                 People const& people);

/// How the seal stands on `day`. @error settings.syntax the seal cannot be read; and those of settings_in_force
Result<SettingsState> settings_state(settings::Workspace const& workspace, settings::Formats const& formats,
                                     People const& people, Day day);

/// Which of `people` have signed the seal as it stands, with the settings role. Held against who had the role under the
/// seal before, it tells a change of those who seal from one that they agreed to.
std::set<std::string> signers_of_seal(settings::Workspace const& workspace, People const& people, Day day);

/// Who held the settings role under a seal that came into force: their certificates were archived with it, each under
/// its person's name. `archived` is what its leaf of the audit log tells: path below archive/ and digest. A certificate
/// that is not as it was logged is nobody's. @error those of RevokedCertificates::load and People::load
Result<People> holders_under(settings::Workspace const& workspace, std::map<std::string, std::string> const& archived);

/// Signatures a seal needs.
inline constexpr std::size_t seal_signatures_required = 2;

/// Two persons have signed the settings as they are.
/// @error settings.unsealed names the first file that changed @error settings.seal_signatures
Status is_sealed(SettingsState const& state);

}  // namespace almoner::seal
