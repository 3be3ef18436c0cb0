#include "settings/settings_seal.hpp"

#include "bytes/folder.hpp"
#include "settings/key_ring.hpp"
#include "settings/toml_table.hpp"
#include "settings/toml_text.hpp"

namespace almoner::settings {

namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string, fs::path>;

/// A folder that is not there, or is none; what the disk cannot say is told as that.
Error as_missing(fs::path const& folder, Error const& error) {
    return error.code == ErrorCode::file_io ? error
                                            : Error{ErrorCode::workspace_missing, {folder.string(), {}, 0, 0}, {}, {}};
}

/// Adds what lies in `folder` and ends in `suffix`, as `name`/FILE.
Status add_folder(Files& files, fs::path const& folder, std::string const& name, std::string_view suffix = ".toml") {
    auto const found = bytes::names_in(folder, suffix);
    if (!found) {
        return as_missing(folder, found.error());
    }
    for (auto const& file : *found) {
        files.emplace(name + "/" + file.filename().string(), file);
    }
    return {};
}

/// Every message: its template could pay another account, and the map it is read again by could pass over that.
Status add_messages(Files& files, fs::path const& folder) {
    auto const messages = bytes::names_in(folder, "");
    if (!messages) {
        return as_missing(folder, messages.error());
    }
    for (auto const& message : *messages) {
        auto const type = bytes::type_of(message);
        if (!type) {
            return type.error();
        }
        if (*type != fs::file_type::directory) {
            continue;
        }
        auto const name = "formats/messages/" + message.filename().string();
        for (auto const* suffix : {".xml", ".toml", ".xsd"}) {
            if (auto const added = add_folder(files, message, name, suffix); !added) {
                return added;
            }
        }
    }
    return {};
}

/// The keys of the organisation and the bank: who may sign files and answers is a setting like any other.
Status add_ring(Files& files, fs::path const& path) {
    auto const type = bytes::type_of(path);
    if (!type || *type == fs::file_type::not_found) {
        return type ? Status{} : Status{type.error()};
    }
    auto const ring = load_key_ring(path);
    if (!ring) {
        return ring.error();
    }
    files.emplace("keys/ring.toml", path);
    for (auto const& key : *ring) {
        files.emplace("certificate of key " + key.id, key.certificate);
    }
    return {};
}

}  // namespace

Result<SettingsSeal> parse_settings_seal(std::string_view text, std::string const& file) {
    auto table = TomlTable::parse(text, file);
    if (!table) {
        return table.error();
    }
    SettingsSeal seal;
    for (auto& entry : table->tables("files")) {
        auto const name = entry.text("file");
        if (!seal.emplace(name, entry.text("sha256")).second) {
            entry.fail("file", name);
        }
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return seal;
}

std::string to_text(SettingsSeal const& seal, Instant now, std::string_view replaced) {
    auto text = "# The settings as two people have seen them. Written and signed by almoner seal, " +
                almoner::to_text(now) + ".\n";
    if (!replaced.empty()) {
        text.append("# It replaces ").append(replaced).append(".\n");
    }
    for (auto const& [file, sha256] : seal) {
        text += "\n[[files]]\nfile = " + toml_text(file) + "\nsha256 = " + toml_text(sha256) + "\n";
    }
    return text;
}

std::vector<SettingsChange> changes(SettingsSeal const& sealed, SettingsSeal const& now) {
    using Kind = SettingsChange::Kind;
    std::map<std::string, Kind> all;
    for (auto const& [file, sha256] : now) {
        auto const before = sealed.find(file);
        if (before == sealed.end() || before->second != sha256) {
            all.emplace(file, before == sealed.end() ? Kind::added : Kind::changed);
        }
    }
    for (auto const& [file, sha256] : sealed) {
        if (!now.contains(file)) {
            all.emplace(file, Kind::removed);
        }
    }
    std::vector<SettingsChange> changes;
    changes.reserve(all.size());
    for (auto const& [file, kind] : all) {
        changes.push_back({file, kind});
    }
    return changes;
}

Result<Files> settings_files(Workspace const& workspace, Formats const& formats, Register const& persons) {
    auto const& home = workspace.home;
    Files files = {{"almoner.toml", home / "almoner.toml"}, {"keys/register.toml", home / "keys" / "register.toml"}};
    for (auto const& [id, person] : persons) {
        files.emplace("certificate of " + id, person.certificate);
    }
    if (auto const added = add_ring(files, home / "keys" / "ring.toml"); !added) {
        return added.error();
    }
    if (auto const added = add_folder(files, home / "programmes", "programmes"); !added) {
        return added.error();
    }
    for (auto const* folder : {"profiles", "renderings", "rules", "calendars"}) {
        if (auto const added = add_folder(files, formats.folder() / folder, std::string("formats/") + folder); !added) {
            return added.error();
        }
    }
    // How a name is written decides to whom it looks paid.
    if (auto const added = add_folder(files, formats.folder() / "characters", "formats/characters", ".tsv"); !added) {
        return added.error();
    }
    if (auto const added = add_messages(files, formats.folder() / "messages"); !added) {
        return added.error();
    }
    return files;
}

}  // namespace almoner::settings
