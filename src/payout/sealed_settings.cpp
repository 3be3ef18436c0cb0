#include "payout/sealed_settings.hpp"

#include "payout/folders.hpp"
#include "payout/record.hpp"
#include "seal/settings_seal.hpp"
#include "store/durable.hpp"
#include "store/lists.hpp"
#include "store/runs.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view seal_kind = "settings";

/// The leaf of the seal that was admitted last; nothing before the first.
Result<std::optional<audit::Leaf>> last_seal(store::Connection& connection) {
    std::optional<audit::Leaf> last;
    auto const read = store::for_each_audit_leaf(connection, [&](std::string_view record, std::string_view) -> Status {
        auto leaf = audit::parse_leaf(record);
        if (leaf && leaf->kind == seal_kind) {
            last = *std::move(leaf);
        }
        return leaf ? Status{} : Status{leaf.error()};
    });
    return read ? Result<std::optional<audit::Leaf>>(std::move(last)) : read.error();
}

/// Who held the settings role under that seal: their certificates were archived with it, each under its person's name.
Result<seal::People> holders_under(Desk const& desk, audit::Leaf const& leaf) {
    settings::Register persons;
    for (auto const& [path, digest] : leaf.archived) {
        auto const file = fs::path(path);
        if (file.extension() == ".crt") {
            settings::Person holder;
            holder.id = file.stem().string();
            holder.roles = {settings::Role::settings};
            holder.certificate = desk.workspace.home / "archive" / path;
            persons.emplace(holder.id, holder);
        }
    }
    auto revoked = seal::RevokedCertificates::load(desk.workspace.home / "keys");
    return revoked ? seal::People::load(persons, *std::move(revoked)) : revoked.error();
}

/// Whoever writes the register could name new holders of the role and sign as them: those of the seal before decide.
/// @error settings.seal_foreign
Status agreed_by_the_holders_before(Desk const& desk, audit::Leaf const& before) {
    auto const holders = holders_under(desk, before);
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

/// Copies a file beside the others of the seal and notes it in the leaf.
Status archive(Desk const& desk, fs::path const& from, fs::path const& to, audit::Leaf& leaf) {
    auto const copied = store::copy_durably(from, to, store::DurableFile::IfThere::replace);
    auto const digest = copied ? file_digest(to) : copied.error();
    if (!digest) {
        return digest.error();
    }
    leaf.archived[to.lexically_relative(desk.workspace.home / "archive").string()] = *digest;
    return {};
}

/// The seal, its signatures, and the certificates of those who will have to sign the next one.
Status archive_seal(Desk const& desk, audit::Leaf& leaf) {
    auto const seal_file = seal::seal_path(desk.workspace);
    auto const folder = desk.workspace.home / "archive" / "settings" / leaf.sha256.substr(0, 12);
    if (auto const made = store::make_folder(folder); !made) {
        return made;
    }
    if (auto const kept = archive(desk, seal_file, folder / seal_file.filename(), leaf); !kept) {
        return kept;
    }
    for (auto const& member : desk.people.members()) {
        auto const signature = seal::signature_path(seal_file, member.person.id);
        auto const is_there = store::presence_of(signature);
        auto const is_holder = member.person.roles.contains(settings::Role::settings);
        if (!is_there || !is_holder) {
            if (!is_there) {
                return is_there.error();
            }
            continue;
        }
        auto kept = archive(desk, member.person.certificate, folder / (member.person.id + ".crt"), leaf);
        if (kept && *is_there == store::Presence::regular_file) {
            kept = archive(desk, signature, folder / signature.filename(), leaf);
        }
        if (!kept) {
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
    audit::Leaf leaf{.kind = std::string(seal_kind), .subject = signers, .sha256 = state.sha256};
    if (auto const kept = archive_seal(desk, leaf); !kept) {
        return kept;
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto const told = record(desk, std::move(leaf), {});
    return told ? transaction->commit() : told;
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
    auto const before = last_seal(desk.store);
    if (!before) {
        return before.error();
    }
    if (*before && (*before)->sha256 == state->sha256) {
        return {};
    }
    auto const agreed = *before ? agreed_by_the_holders_before(desk, **before) : Status{};
    return agreed ? admit(desk, *state) : agreed;
}

}  // namespace almoner::payout
