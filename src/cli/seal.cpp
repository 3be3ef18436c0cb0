#include "cli/command.hpp"
#include "cli/cover_sheet.hpp"
#include "cli/key_room.hpp"
#include "cli/print.hpp"
#include "crypto/cms.hpp"
#include "seal/settings_seal.hpp"

namespace almoner::cli {

namespace {

std::string in_words(settings::Texts const& texts, settings::SettingsChange const& change) {
    constexpr std::string_view keys[] = {"cli.settings_added", "cli.settings_changed", "cli.settings_removed"};
    return texts.get(keys[static_cast<std::size_t>(change.kind)], std::vector<std::string>{change.file});
}

/// What changed since the last seal, and who has signed it.
void show(settings::Texts const& texts, seal::SettingsState const& state) {
    for (auto const& change : state.changes) {
        print(in_words(texts, change));
    }
    if (state.changes.empty()) {
        std::string signers;
        for (auto const& signer : state.signers) {
            signers += (signers.empty() ? "" : ", ") + signer;
        }
        print(texts.get("cli.settings_signers", std::vector<std::string>{state.sha256, signers}));
    }
}

/// Writes the settings in force as a new seal; signatures of the one it replaces are taken away with it.
Status write_seal(Office const& office, seal::People const& people, std::string const& replaced) {
    auto const now = seal::settings_in_force(office.workspace, office.formats, people);
    if (!now) {
        return now.error();
    }
    auto const path = seal::seal_path(office.workspace);
    auto const signatures = store::files_in(office.workspace.home, ".p7s");
    if (!signatures) {
        return signatures.error();
    }
    for (auto const& signature : *signatures) {
        if (!signature.filename().string().starts_with(path.stem().string() + ".")) {
            continue;
        }
        if (auto const removed = store::remove_durably(signature); !removed) {
            return removed;
        }
    }
    return store::write_durably(path, settings::to_text(*now, office.clock->now(), replaced),
                                store::DurableFile::IfThere::replace);
}

/// @error approval.power the person does not have the settings role
Status sign(Office const& office, Options const& options, seal::People const& people,
            seal::SettingsState const& state) {
    auto const pen = pen_of(office, options);
    if (!pen) {
        return pen.error();
    }
    if (!people.find(options.as)->person.roles.contains(settings::Role::settings)) {
        return Error{ErrorCode::approval_power, {}, options.as, {"settings.seal.toml", "settings"}};
    }
    if (!state.changes.empty()) {
        if (auto const written = write_seal(office, people, state.sha256); !written) {
            return written;
        }
    }
    return sign_cover(options, *pen, seal::seal_path(office.workspace));
}

Result<ExitCode> look_or_sign(Office const& office, Options const& options) {
    auto const people = people_of(office);
    if (!people) {
        return people.error();
    }
    auto const state_now = [&] {
        return seal::settings_state(office.workspace, office.formats, *people, office.clock->local().day);
    };
    auto state = state_now();
    if (!state) {
        return state.error();
    }
    show(office.texts, *state);
    if (!options.as.empty()) {
        auto const is_signed = sign(office, options, *people, *state);
        state = is_signed ? state_now() : Result<seal::SettingsState>(is_signed.error());
        if (!state) {
            return state.error();
        }
        print(office.texts.get("cli.settings_signed", std::vector<std::string>{options.as}));
    }
    auto const is_sealed = seal::is_sealed(*state);
    print(is_sealed ? office.texts.get("cli.settings_sealed", std::vector<std::string>{})
                    : office.texts.line(is_sealed.error()));
    return is_sealed ? ExitCode::well : ExitCode::needs_person;
}

}  // namespace

ExitCode run_seal(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    if (options.as.empty() != options.key.empty()) {
        return leave_with({ErrorCode::usage_argument, {}, options.as.empty() ? "--as" : "--key", {}}, office->texts);
    }
    auto const done = look_or_sign(*office, options);
    return done ? *done : leave_with(done.error(), office->texts);
}

}  // namespace almoner::cli
