#include "payout/lost.hpp"

#include <algorithm>

#include "audit/log.hpp"
#include "payout/intake.hpp"
#include "seal/decisions.hpp"
#include "seal/settings_seal.hpp"
#include "settings/backup_note.hpp"
#include "store/durable.hpp"
#include "store/files.hpp"
#include "store/runs.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view files_folder = "files/";

/// What the log has sealed of archive/files.
Result<std::set<std::string>> sealed_names(store::Connection& store) {
    std::set<std::string> names;
    auto const read = store::for_each_audit_leaf(store, [&](std::string_view record, std::string_view) -> Status {
        auto const leaf = audit::parse_leaf(record);
        if (!leaf) {
            return leaf.error();
        }
        for (auto const& [path, sha256] : leaf->archived) {
            if (path.starts_with(files_folder)) {
                names.insert(path.substr(files_folder.size()));
            }
        }
        return {};
    });
    return read ? Result<std::set<std::string>>(std::move(names)) : read.error();
}

/// Whether some planned file has this name, or the beginning of it.
bool is_planned(std::vector<store::FileName> const& names, std::string const& name) {
    return std::any_of(names.begin(), names.end(), [&](auto const& one) {
        return one.is_planned && name.starts_with(fs::path(one.name).stem().string() + ".");
    });
}

/// Unsealed files, and whether one of them shows that the store is not the newest.
Result<bool> find_files(audit::Ground const& ground, std::map<std::string, std::string>& found) {
    auto const files = store::files_in(ground.archive / "files", "");
    auto const sealed = sealed_names(ground.store);
    auto const names = store::file_names(ground.store);
    if (!files || !sealed || !names) {
        return !files ? files.error() : !sealed ? sealed.error() : names.error();
    }
    auto shows_loss = false;
    for (auto const& file : *files) {
        auto const name = file.filename().string();
        if (sealed->contains(name)) {
            continue;
        }
        auto const digest = file_digest(file);
        if (!digest) {
            return digest.error();
        }
        found[name] = *digest;
        shows_loss = shows_loss || !is_planned(*names, name);
    }
    return shows_loss;
}

/// The digest of a note of a backup that the log does not speak of.
Result<std::string> unseen_note(settings::Workspace const& workspace, store::Connection& store) {
    auto const path = workspace.home / settings::backup_note_name;
    auto const there = store::presence_of(path);
    if (!there || *there == store::Presence::absent) {
        return there ? Result<std::string>(std::string()) : there.error();
    }
    auto const digest = file_digest(path);
    auto const seen = audit::recovered_notes(store);
    if (!digest || !seen) {
        return digest ? seen.error() : digest.error();
    }
    return seen->contains(*digest) ? std::string() : *digest;
}

Result<std::string> digest_of(Lost const& lost) {
    std::string text;
    for (auto const& [name, sha256] : lost.files) {
        text.append("file ").append(name).append(" ").append(sha256).append("\n");
    }
    for (auto const& one : lost.checkpoints) {
        text.append("checkpoint ").append(one.sha256).append("\n");
    }
    text.append("backup ").append(lost.backup_sha256).append("\n");
    auto const digest = crypto::sha256(text);
    return digest ? Result<std::string>(crypto::hex(*digest)) : digest.error();
}

}  // namespace

Result<Lost> look_for_lost(settings::Workspace const& workspace, audit::Ground const& ground) {
    Lost lost;
    auto const checkpoints = audit::anchored_of_log(ground.store, ground.anchors, ground.witnesses);
    auto gone = checkpoints ? audit::astray(ground.store, *checkpoints) : checkpoints.error();
    auto note = unseen_note(workspace, ground.store);
    auto const shows_loss = find_files(ground, lost.files);
    if (!gone || !note || !shows_loss) {
        return !gone ? gone.error() : !note ? note.error() : shows_loss.error();
    }
    lost.checkpoints = *std::move(gone);
    lost.backup_sha256 = *std::move(note);
    if (lost.checkpoints.empty() && lost.backup_sha256.empty() && !*shows_loss) {
        lost.files.clear();
    }
    auto digest = digest_of(lost);
    if (!digest) {
        return digest.error();
    }
    lost.sha256 = *std::move(digest);
    return lost;
}

Result<seal::People> last_settings_holders(settings::Workspace const& workspace, settings::Formats const& formats,
                                           store::Connection& store, seal::People const& people, Day day) {
    auto const seals = audit::leaves_of(store, audit::seal_kind);
    if (!seals) {
        return seals.error();
    }
    if (!seals->empty()) {
        return seal::holders_under(workspace, seals->back().archived);
    }
    auto const state = seal::settings_state(workspace, formats, people, day);
    auto const sealed = state ? seal::is_sealed(*state) : Status{state.error()};
    return sealed ? Result<seal::People>(people) : sealed.error();
}

}  // namespace almoner::payout
