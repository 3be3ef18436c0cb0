#include "payout/deliver.hpp"

#include <functional>

#include "payout/folders.hpp"
#include "payout/intake.hpp"
#include "payout/record.hpp"

namespace almoner::payout {

namespace {

/// The digests of what stands beside the file in the archive: a signature also where it is not sent.
Status note_companions(audit::Leaf& leaf, SignedFile const& file) {
    auto companions = file.companions;
    auto const signature = signature_of(file.path);
    auto const is_there = store::presence_of(signature);
    if (!is_there) {
        return is_there.error();
    }
    if (*is_there == store::Presence::regular_file) {
        companions.push_back(signature);
    }
    for (auto const& path : companions) {
        auto const digest = file_digest(path);
        if (!digest) {
            return digest.error();
        }
        leaf.archived.insert_or_assign("files/" + path.filename().string(), *digest);
    }
    return {};
}

/// What stands beside a file in its folder: everything that has its name, but for the ending.
Result<std::vector<std::filesystem::path>> beside(std::filesystem::path const& folder, store::FileRecord const& file) {
    auto files = store::files_in(folder, "");
    auto const stem = std::filesystem::path(file.name).stem().string() + ".";
    if (files) {
        std::erase_if(*files, [&](auto const& path) {
            auto const name = path.filename().string();
            return name == file.name || !name.starts_with(stem);
        });
    }
    return files;
}

/// What goes to the bank beside a file is staged before it, so that no file is sealed without it.
Status stage_companions(Desk const& desk, SignedFile const& file) {
    // What an unsealed night staged may be of a profile that sent something else then.
    auto const old = beside(Folders(desk.workspace.home).staging, file.record);
    if (!old) {
        return old.error();
    }
    for (auto const& path : *old) {
        if (auto const removed = store::remove_durably(path); !removed) {
            return removed;
        }
    }
    for (auto const& path : file.companions) {
        auto const staged = Folders(desk.workspace.home).staging / path.filename();
        if (auto const copied = store::copy_durably(path, staged, store::DurableFile::IfThere::replace); !copied) {
            return copied;
        }
    }
    return {};
}

Status stage(Desk const& desk, SignedFile const& file) {
    auto const companions = stage_companions(desk, file);
    auto const staged = Folders(desk.workspace.home).staging / file.record.name;
    return companions ? store::copy_durably(file.path, staged, store::DurableFile::IfThere::replace) : companions;
}

Status seal(Desk const& desk, SignedFile const& file) {
    // What lies in staging is of the run that seals it: one that was overtaken does not come so far.
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    if (auto const staged = stage(desk, file); !staged) {
        return staged;
    }
    auto const& verified = file.verified;
    store::Seal const seal{
        verified.file_digest, verified.byte_count,     verified.canonical_digest, desk.signer.certificate.subject(),
        desk.boot_id,         file.record.bank_sha256, desk.clock.now()};
    if (auto const sealed = store::seal_file(desk.store, file.record.file, seal); !sealed) {
        return sealed;
    }
    audit::Leaf leaf{.kind = "file_sealed", .subject = file.record.message_id, .sha256 = verified.file_digest};
    leaf.archived.emplace("files/" + file.record.name, verified.file_digest);
    leaf.transfers = crypto::hex(file.transfers);
    if (auto const noted = note_companions(leaf, file); !noted) {
        return noted;
    }
    if (auto const told = record(desk, std::move(leaf), {{"transfer_file", file.record.file}}); !told) {
        return told;
    }
    return transaction->commit();
}

/// `move` is what becomes of the file in its folders with it. A run that was overtaken moves nothing; where one breaks
/// off after it, the next finds the file moved.
Status set_state(
    Desk const& desk, store::FileRecord const& file, FileState state, std::string const& digest,
    std::function<Status()> const& move = [] { return Status{}; }) {
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    if (auto const moved = move(); !moved) {
        return moved;
    }
    if (auto const set = store::set_file_state(desk.store, file.file, state, desk.clock.now()); !set) {
        return set;
    }
    if (auto const told =
            record(desk, {.kind = "file_" + std::string(text_of(state)), .subject = file.message_id, .sha256 = digest},
                   {{"transfer_file", file.file}});
        !told) {
        return told;
    }
    return transaction->commit();
}

/// The companions' own visible point: before their file's, so that nobody takes a file that still lacks one. Those
/// that are staged no more are visible already.
Status make_companions_visible(Desk const& desk, store::FileRecord const& file) {
    Folders const folders(desk.workspace.home);
    auto const companions = beside(folders.staging, file);
    if (!companions) {
        return companions.error();
    }
    for (auto const& staged : *companions) {
        auto const kept = file_digest(folders.archive_files / staged.filename());
        auto const to_send = file_digest(staged);
        if (!kept || !to_send) {
            return kept ? to_send.error() : kept.error();
        }
        if (*kept != *to_send) {
            return Error{ErrorCode::file_reread, {staged.string(), {}, 0, 0}, file.message_id, {}};
        }
        if (auto const moved = store::move_durably(staged, folders.outbox / staged.filename()); !moved) {
            return moved;
        }
    }
    return {};
}

/// The visible point, and the record of it.
Result<DeliveredFile> make_visible(Desk const& desk, store::FileRecord file, std::string const& digest) {
    Folders const folders(desk.workspace.home);
    auto const visible = folders.outbox / file.name;
    auto const told = set_state(desk, file, FileState::delivered, digest, [&] {
        auto const moved = make_companions_visible(desk, file);
        return moved ? store::move_durably(folders.staging / file.name, visible) : moved;
    });
    if (!told) {
        return told.error();
    }
    file.state = FileState::delivered;
    return DeliveredFile{std::move(file), visible};
}

Status same_bytes(std::filesystem::path const& path, store::FileRecord const& file) {
    crypto::Sha256Sink digest;
    if (auto const copied = store::copy_into(path, digest); !copied) {
        return copied.error();
    }
    auto const value = digest.finish_hex();
    if (!value) {
        return value.error();
    }
    return *value == file.sha256 ? Status{}
                                 : Error{ErrorCode::file_reread, {path.string(), {}, 0, 0}, file.message_id, {}};
}

/// Nothing of the file stays where a later file could be staged under its name.
Status clear_staging(Desk const& desk, store::FileRecord const& file) {
    auto const& staging = Folders(desk.workspace.home).staging;
    auto staged = beside(staging, file);
    if (!staged) {
        return staged.error();
    }
    staged->push_back(staging / file.name);
    for (auto const& path : *staged) {
        auto const there = store::presence_of(path);
        auto const removed = there && *there != store::Presence::absent ? store::remove_durably(path) : Status{};
        if (!there || !removed) {
            return there ? removed : there.error();
        }
    }
    return {};
}

/// The file itself first: once it is gone from the outbox nobody takes what stands beside it.
Status empty_outbox(Desk const& desk, store::FileRecord const& file) {
    Folders const folders(desk.workspace.home);
    auto const staged = store::presence_of(folders.staging / file.name);
    if (!staged) {
        return staged.error();
    }
    auto const visible = store::presence_of(folders.outbox / file.name);
    if (!visible) {
        return visible.error();
    }
    // A night that broke off may have taken it back before it could say so.
    if (*visible == store::Presence::absent && *staged == store::Presence::absent) {
        return Error{
            ErrorCode::decision_state, {}, file.message_id, {"taken from the outbox", "withdraw", "in the outbox"}};
    }
    if (*visible != store::Presence::absent) {
        auto const moved = store::move_durably(folders.outbox / file.name, folders.staging / file.name);
        if (!moved) {
            return moved;
        }
    }
    auto const companions = beside(folders.outbox, file);
    if (!companions) {
        return companions.error();
    }
    for (auto const& path : *companions) {
        if (auto const moved = store::move_durably(path, folders.staging / path.filename()); !moved) {
            return moved;
        }
    }
    return {};
}

}  // namespace

Result<DeliveredFile> deliver(Desk const& desk, SignedFile const& file) {
    if (auto const sealed = seal(desk, file); !sealed) {
        return sealed.error();
    }
    auto record = file.record;
    record.state = FileState::sealed;
    record.sha256 = file.verified.file_digest;
    return make_visible(desk, std::move(record), file.verified.file_digest);
}

Result<std::optional<DeliveredFile>> resume(Desk const& desk, store::FileRecord const& record) {
    Folders const folders(desk.workspace.home);
    auto const staged = folders.staging / record.name;
    auto const visible = folders.outbox / record.name;
    auto const in_staging = store::presence_of(staged);
    auto const in_outbox = store::presence_of(visible);
    if (!in_staging || !in_outbox) {
        return in_staging ? in_outbox.error() : in_staging.error();
    }
    if (*in_outbox != store::Presence::absent || *in_staging == store::Presence::absent) {
        if (*in_outbox != store::Presence::absent) {
            if (auto const same = same_bytes(visible, record); !same) {
                return same.error();
            }
        }
        // In the outbox, or picked up from it already: only our record of it was lost.
        if (auto const told = set_state(desk, record, FileState::delivered, record.sha256); !told) {
            return told.error();
        }
        auto delivered = record;
        delivered.state = FileState::delivered;
        return std::optional(DeliveredFile{std::move(delivered), visible});
    }
    if (auto const same = same_bytes(staged, record); !same) {
        return same.error();
    }
    // After a power cut a rename that transport has seen may be gone from the disk: a person must ask the bank.
    if (record.boot_id != desk.boot_id) {
        if (auto const doubted = set_state(desk, record, FileState::in_doubt, record.sha256); !doubted) {
            return doubted.error();
        }
        return std::optional<DeliveredFile>{};
    }
    auto delivered = make_visible(desk, record, record.sha256);
    if (!delivered) {
        return delivered.error();
    }
    return std::optional(*std::move(delivered));
}

Result<DeliveredFile> deliver_again(Desk const& desk, store::FileRecord const& record) {
    if (auto const same = same_bytes(Folders(desk.workspace.home).staging / record.name, record); !same) {
        return same.error();
    }
    return make_visible(desk, record, record.sha256);
}

Status take_back(Desk const& desk, store::FileRecord const& record) {
    auto const told =
        record.state == FileState::delivered
            ? set_state(desk, record, FileState::withdrawn, record.sha256, [&] { return empty_outbox(desk, record); })
        : record.state == FileState::in_doubt ? set_state(desk, record, FileState::not_sent, record.sha256)
                                              : Status{};
    return told ? clear_staging(desk, record) : told;
}

Status mark_submitted(Desk const& desk, store::FileRecord const& record) {
    return set_state(desk, record, FileState::submitted, record.sha256);
}

}  // namespace almoner::payout
