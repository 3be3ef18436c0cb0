#include "payout/sealed_files.hpp"

#include <map>

#include "audit/log.hpp"
#include "audit/purged.hpp"
#include "payout/folders.hpp"
#include "payout/proven_bank.hpp"
#include "payout/reread.hpp"
#include "payout/transfer_record.hpp"
#include "store/durable.hpp"
#include "store/runs.hpp"

namespace almoner::payout {

namespace {

/// Nothing is wrong with the machine where a file is not what it should be.
bool is_the_files_own(ErrorCode code) { return code != ErrorCode::store_failure && code != ErrorCode::crypto_failure; }

/// Whether the bank is today what the file was sealed for. One that cannot be looked up is not.
bool is_same_bank(SealedGround const& ground, store::ListRecord const& list, settings::Profile const& profile,
                  store::FileRecord const& file) {
    auto const* account = ground.workspace.debtor_account(list.debtor_account);
    auto const digest =
        account == nullptr ? Result<std::string>(std::string()) : bank_digest(ground.formats, profile, *account);
    return digest && *digest == file.bank_sha256;
}

Error differs(std::filesystem::path const& path, std::string what, store::FileRecord const& file) {
    return {ErrorCode::file_reread, {path.string(), {}, 0, 0}, std::move(what), {file.message_id}};
}

/// The first thing that is wrong with one file.
Status read_file(SealedGround const& ground, store::ListRecord const& list, settings::Profile const& profile,
                 store::FileRecord const& file) {
    auto const path = Folders(ground.workspace.home).archive_files / file.name;
    auto const certificate = ground.certificate_of(file);
    auto const read = certificate ? reread({ground.store, ground.formats, list, profile, *certificate}, file, path)
                                  : Result<seal::Verified>(certificate.error());
    if (!read) {
        auto fault = read.error();
        fault.position.file = path.string();
        return fault;
    }
    if (read->file_digest != file.sha256 || read->byte_count != file.byte_count) {
        return differs(path, "sha256", file);
    }
    return read->canonical_digest == file.canonical_sha256 ? Status{} : differs(path, "canonical_sha256", file);
}

/// What the log says of one file.
struct Steps {
    std::string last;       ///< kind of its last leaf
    std::string sha256;     ///< with which it was sealed
    std::string transfers;  ///< root over them
};

Result<std::map<std::string, Steps>> steps_of(store::Connection& store) {
    std::map<std::string, Steps> steps;
    auto const read = store::for_each_audit_leaf(store, [&](std::string_view record, std::string_view) -> Status {
        auto const leaf = audit::parse_leaf(record);
        if (!leaf || !(leaf->kind.starts_with("file_") || leaf->kind == "screening")) {
            return leaf ? Status{} : Status{leaf.error()};
        }
        auto& file = steps[leaf->subject];
        file.last = leaf->kind;
        if (!leaf->transfers.empty()) {
            file.sha256 = leaf->sha256;
            file.transfers = leaf->transfers;
        }
        return {};
    });
    return read ? Result<std::map<std::string, Steps>>(std::move(steps)) : read.error();
}

/// A screening that leaves nothing of a file ends it; any other leaves it planned. What became of a file that was put
/// back into a store is in doubt, unless it lies in the outbox.
bool follows(Steps const& steps, FileState state) {
    return steps.last == "file_" + std::string(text_of(state)) ||
           (steps.last == "file_recovered" && (state == FileState::in_doubt || state == FileState::delivered)) ||
           (steps.last == "screening" && (state == FileState::planned || state == FileState::not_sent));
}

bool is_purged(std::set<std::string> const& purged, store::FileRecord const& file) {
    return purged.contains("files/" + file.name);
}

/// What of a file does not follow from its steps; nothing when all does.
Result<std::string> unfounded(store::Connection& store, store::FileRecord const& file, Steps const& steps,
                              std::set<std::string> const& purged) {
    if (!follows(steps, file.state)) {
        return std::string(text_of(file.state));
    }
    if (file.sha256 != steps.sha256) {
        return std::string("sha256");
    }
    if (steps.transfers.empty() || is_purged(purged, file)) {
        return std::string();
    }
    auto const root = transfers_root(store, file);
    if (!root) {
        return root.error();
    }
    return std::string(crypto::hex(*root) == steps.transfers ? "" : "transfers");
}

}  // namespace

Result<SealedFiles> read_sealed_files(SealedGround const& ground) {
    auto const files = store::files(ground.store, std::nullopt);
    auto const purged = audit::purged_files(ground.store);
    if (!files || !purged) {
        return files ? purged.error() : files.error();
    }
    SealedFiles sealed;
    for (auto const& file : *files) {
        if (file.sha256.empty() || is_purged(*purged, file)) {
            continue;
        }
        auto const list = store::list_by_number(ground.store, file.list);
        if (!list) {
            return list.error();
        }
        auto const profile = ground.formats.profile((*list)->profile);
        if (!profile || !is_same_bank(ground, **list, *profile, file)) {
            ++sealed.of_old_bank;
            continue;
        }
        ++sealed.read;
        if (auto const as_sealed = read_file(ground, **list, *profile, file); !as_sealed) {
            if (!is_the_files_own(as_sealed.error().code)) {
                return as_sealed.error();
            }
            sealed.faults.push_back(as_sealed.error());
        }
    }
    return sealed;
}

Result<SealedFiles> refold_files(store::Connection& store) {
    auto const files = store::files(store, std::nullopt);
    auto const steps = steps_of(store);
    auto const purged = audit::purged_files(store);
    if (!files || !steps || !purged) {
        return !files ? files.error() : !steps ? steps.error() : purged.error();
    }
    SealedFiles folded;
    for (auto const& file : *files) {
        ++folded.read;
        auto const told = steps->find(file.message_id);
        auto const fault = told == steps->end() ? Result<std::string>(std::string(text_of(file.state)))
                                                : unfounded(store, file, told->second, *purged);
        if (!fault) {
            return fault.error();
        }
        if (!fault->empty()) {
            folded.faults.push_back(differs({}, *fault, file));
        }
    }
    return folded;
}

}  // namespace almoner::payout
