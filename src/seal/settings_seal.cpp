#include "seal/settings_seal.hpp"

#include "crypto/digest.hpp"
#include "seal/approvals.hpp"
#include "settings/text_file.hpp"

namespace almoner::seal {

namespace {

Result<std::string> digest_of(std::string_view bytes) {
    auto const digest = crypto::sha256(bytes);
    return digest ? Result<std::string>(crypto::hex(*digest)) : digest.error();
}

/// Whose signature over the seal holds; one that does not counts for nothing.
std::set<std::string> signers_of(std::string_view text, std::filesystem::path const& seal, People const& people,
                                 Day day) {
    std::set<std::string> signers;
    for (auto const& member : people.members()) {
        auto const& person = member.person;
        auto const cms = settings::load_text(signature_path(seal, person.id));
        if (!cms || !person.roles.contains(settings::Role::settings) || !in_office(person, day)) {
            continue;
        }
        auto const signatory = verify_signatory(text, *cms, people, day);
        if (signatory && signatory->person.id == person.id) {
            signers.insert(person.id);
        }
    }
    return signers;
}

}  // namespace

std::filesystem::path seal_path(settings::Workspace const& workspace) { return workspace.home / "settings.seal.toml"; }

Result<settings::SettingsSeal> settings_in_force(settings::Workspace const& workspace, settings::Formats const& formats,
                                                 People const& people) {
    settings::Register persons;
    for (auto const& member : people.members()) {
        persons.emplace(member.person.id, member.person);
    }
    auto const files = settings::settings_files(workspace, formats, persons);
    if (!files) {
        return files.error();
    }
    settings::SettingsSeal seal;
    for (auto const& [name, path] : *files) {
        auto const text = settings::load_text(path);
        auto const digest = text ? digest_of(*text) : text.error();
        if (!digest) {
            return digest.error();
        }
        seal.emplace(name, *digest);
    }
    return seal;
}

Result<SettingsState> settings_state(settings::Workspace const& workspace, settings::Formats const& formats,
                                     People const& people, Day day) {
    auto const now = settings_in_force(workspace, formats, people);
    if (!now) {
        return now.error();
    }
    auto const path = seal_path(workspace);
    auto const text = settings::load_text(path);
    if (!text) {
        return SettingsState{{}, settings::changes({}, *now), {}};
    }
    auto const sealed = settings::parse_settings_seal(*text, path.filename().string());
    auto const digest = digest_of(*text);
    if (!sealed || !digest) {
        return sealed ? digest.error() : sealed.error();
    }
    return SettingsState{*digest, settings::changes(*sealed, *now), signers_of(*text, path, people, day)};
}

std::set<std::string> signers_of_seal(settings::Workspace const& workspace, People const& people, Day day) {
    auto const path = seal_path(workspace);
    auto const text = settings::load_text(path);
    return text ? signers_of(*text, path, people, day) : std::set<std::string>();
}

Result<People> holders_under(settings::Workspace const& workspace, std::map<std::string, std::string> const& archived) {
    settings::Register persons;
    for (auto const& [path, digest] : archived) {
        auto const file = workspace.home / "archive" / path;
        auto const text = file.extension() == ".crt" ? settings::load_text(file) : Result<std::string>(std::string());
        // A holder whose certificate the disk cannot read is no less a holder.
        if (!text && text.error().code == ErrorCode::file_io) {
            return text.error();
        }
        auto const found = text ? crypto::sha256(*text) : text.error();
        if (found && crypto::hex(*found) == digest) {
            settings::Person holder;
            holder.id = file.stem().string();
            holder.roles = {settings::Role::settings};
            holder.certificate = file;
            persons.emplace(holder.id, holder);
        }
    }
    auto revoked = RevokedCertificates::load(workspace.home / "keys");
    return revoked ? People::load(persons, *std::move(revoked)) : revoked.error();
}

Status is_sealed(SettingsState const& state) {
    if (!state.changes.empty()) {
        return Error{ErrorCode::settings_unsealed, {}, state.changes.front().file, {}};
    }
    if (state.signers.size() < seal_signatures_required) {
        return Error{ErrorCode::settings_seal_signatures, {}, {}, {std::to_string(state.signers.size())}};
    }
    return {};
}

}  // namespace almoner::seal
