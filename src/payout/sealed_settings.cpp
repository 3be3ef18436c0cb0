#include "payout/sealed_settings.hpp"

#include <algorithm>

#include "audit/log.hpp"
#include "payout/record.hpp"
#include "seal/settings_seal.hpp"
#include "store/durable.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

/// Whoever writes the register could name new holders of the role and sign as them: those of the seal before decide.
/// @error settings.seal_foreign
Status agreed_by_the_holders_before(Desk const& desk, audit::Leaf const& before) {
    auto const holders = seal::holders_under(desk.workspace, before.archived);
    if (!holders) {
        return holders.error();
    }
    auto const signers = seal::signers_of_seal(desk.workspace, *holders, desk.clock.local().day);
    if (signers.size() >= seal::seal_signatures_required) {
        return {};
    }
    std::string names;
    for (auto const& member : holders->members()) {
        names += (names.empty() ? "" : ", ") + member.person.id;
    }
    return Error{ErrorCode::settings_seal_foreign, {}, std::to_string(signers.size()), {names}};
}

/// The seal, its signatures, and the certificates of those who will have to sign the next one.
Status archive_seal(Desk const& desk, audit::Leaf& leaf) {
    auto const seal_file = seal::seal_path(desk.workspace);
    auto const folder = fs::path("settings") / leaf.sha256.substr(0, 12);
    if (auto const made = store::make_folder(desk.workspace.home / "archive" / folder); !made) {
        return made;
    }
    std::vector<std::pair<fs::path, std::string>> files = {{seal_file, seal_file.filename().string()}};
    for (auto const& member : desk.people.members()) {
        if (!member.person.roles.contains(settings::Role::settings)) {
            continue;
        }
        auto const signature = seal::signature_path(seal_file, member.person.id);
        auto const is_there = store::presence_of(signature);
        if (!is_there) {
            return is_there.error();
        }
        files.emplace_back(member.person.certificate, member.person.id + ".crt");
        if (*is_there == store::Presence::regular_file) {
            files.emplace_back(signature, signature.filename().string());
        }
    }
    for (auto const& [file, name] : files) {
        if (auto const kept = archive_with(leaf, desk, file, folder / name); !kept) {
            return kept;
        }
    }
    return {};
}

Status admit(Desk const& desk, seal::SettingsState const& state) {
    std::string signers;
    for (auto const& signer : state.signers) {
        signers += (signers.empty() ? "" : " ") + signer;
    }
    audit::Leaf leaf{.kind = std::string(audit::seal_kind), .subject = signers, .sha256 = state.sha256};
    if (auto const kept = archive_seal(desk, leaf); !kept) {
        return kept;
    }
    return record_alone(desk, std::move(leaf));
}

}  // namespace

Status settings_are_sealed(Desk const& desk) {
    auto const state = seal::settings_state(desk.workspace, desk.formats, desk.people, desk.clock.local().day);
    if (!state) {
        return state.error();
    }
    if (auto const is_sealed = seal::is_sealed(*state); !is_sealed) {
        return is_sealed;
    }
    auto const admitted = audit::leaves_of(desk.store, audit::seal_kind);
    if (!admitted) {
        return admitted.error();
    }
    if (!admitted->empty() && admitted->back().sha256 == state->sha256) {
        return {};
    }
    auto const is_this = [&](auto const& leaf) { return leaf.sha256 == state->sha256; };
    if (std::any_of(admitted->begin(), admitted->end(), is_this)) {
        // With its settings it could bring back whoever has lost a power since.
        return Error{ErrorCode::settings_seal_old, {}, state->sha256.substr(0, 12), {}};
    }
    auto const agreed = admitted->empty() ? Status{} : agreed_by_the_holders_before(desk, admitted->back());
    return agreed ? admit(desk, *state) : agreed;
}

Result<seal::People> settings_holders(Desk const& desk) {
    auto const admitted = audit::leaves_of(desk.store, audit::seal_kind);
    if (!admitted) {
        return admitted.error();
    }
    return admitted->empty() ? Result<seal::People>(seal::People())
                             : seal::holders_under(desk.workspace, admitted->back().archived);
}

}  // namespace almoner::payout
