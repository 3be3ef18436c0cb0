#include <algorithm>
#include <array>

#include "audit/anchor.hpp"
#include "audit/log.hpp"
#include "audit/purged.hpp"
#include "cli/command.hpp"
#include "cli/decision_file.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"
#include "cli/purges_told.hpp"
#include "core/json.hpp"
#include "payout/transfer_record.hpp"
#include "store/answers.hpp"
#include "store/files.hpp"

namespace almoner::cli {

namespace {

constexpr std::uint64_t note_limit = 1U << 16;

/// A workspace and its log, opened for reading.
struct Records {
    Office office;
    std::unique_ptr<store::Connection> store;
    std::vector<audit::Witness> witnesses;
};

Result<Records> open_records(Office office) {
    auto connection = open_store(office);
    auto witnesses = witnesses_of(office);
    if (!connection || !witnesses) {
        return connection ? witnesses.error() : connection.error();
    }
    return Records{std::move(office), *std::move(connection), *std::move(witnesses)};
}

audit::Ground ground_of(Records const& records) {
    auto const& workspace = records.office.workspace;
    return {*records.store, workspace.home / "archive", workspace.home / "outbox", workspace.anchors,
            records.witnesses};
}

Result<std::vector<audit::Anchored>> checkpoints_of(Records const& records) {
    return audit::anchored_of_log(*records.store, records.office.workspace.anchors, records.witnesses);
}

Result<ExitCode> verify(Records const& records, Options const&) {
    auto const verdict = audit::prove(ground_of(records));
    auto const purges = audit::purges(*records.store);
    if (!verdict || !purges) {
        return verdict ? purges.error() : verdict.error();
    }
    for (auto const& fault : verdict->faults) {
        print(records.office.texts.line(fault));
    }
    tell_of_purges(*purges, records.office.texts);
    std::vector<std::string> const counts = {std::to_string(verdict->leaves), std::to_string(verdict->checkpoints),
                                             std::to_string(verdict->archived_files),
                                             std::to_string(verdict->faults.size())};
    print(records.office.texts.get(verdict->faults.empty() ? "cli.audit_holds" : "cli.audit_fails", counts));
    return verdict->faults.empty() ? ExitCode::well : ExitCode::needs_person;
}

Status export_log(Records const& records, std::filesystem::path const& file) {
    auto log = store::DurableFile::create(file);
    if (!log) {
        return log.error();
    }
    auto const written = store::for_each_audit_leaf(*records.store, [&](std::string_view record, std::string_view) {
        return log->write(std::string(record) + "\n");
    });
    return written ? log->commit(store::DurableFile::IfThere::refuse) : written;
}

Status copy_checkpoints(Records const& records, std::filesystem::path const& folder) {
    auto const checkpoints = checkpoints_of(records);
    if (!checkpoints) {
        return checkpoints.error();
    }
    if (auto const made = store::make_folder(folder); !made) {
        return made;
    }
    for (auto const& one : *checkpoints) {
        auto const copied =
            store::copy_durably(one.file, folder / one.file.filename(), store::DurableFile::IfThere::replace);
        if (!copied) {
            return copied;
        }
    }
    return {};
}

/// What an auditor needs beside the archive and the certificates of the people.
Result<ExitCode> give_out(Records const& records, Options const& options) {
    if (options.out.empty()) {
        return Error{ErrorCode::usage_argument, {}, "--out", {}};
    }
    if (auto const made = store::make_folder(options.out); !made) {
        return made.error();
    }
    std::string keys;
    for (auto const& witness : records.witnesses) {
        keys += witness.text() + "\n";
    }
    for (auto const& done :
         {export_log(records, options.out / "log.jsonl"), copy_checkpoints(records, options.out / "checkpoints"),
          store::write_durably(options.out / "log.key", keys, store::DurableFile::IfThere::replace)}) {
        if (!done) {
            return done.error();
        }
    }
    print(records.office.texts.get("cli.audit_exported", std::vector<std::string>{options.out.string()}));
    return ExitCode::well;
}

/// The newest checkpoint as it was signed, for whoever sends it on.
Result<ExitCode> last_checkpoint(Records const& records, Options const&) {
    auto const checkpoints = checkpoints_of(records);
    if (!checkpoints) {
        return checkpoints.error();
    }
    if (checkpoints->empty()) {
        return Error{ErrorCode::audit_checkpoint_missing, {}, "0", {}};
    }
    auto const note = store::read_whole(checkpoints->back().file, note_limit);
    if (!note) {
        return note.error();
    }
    print(std::string_view(*note).substr(0, note->size() - 1));
    return ExitCode::well;
}

/// The log up to its newest checkpoint, and where in it a file was sealed.
struct SealedAt {
    std::vector<audit::Hash> leaves;
    std::string record;
    std::uint64_t index = 0;
};

Result<SealedAt> sealed_at(Records const& records, std::string_view message_id, std::uint64_t size) {
    SealedAt found;
    auto const read =
        store::for_each_audit_leaf(*records.store, [&](std::string_view record, std::string_view) -> Status {
            auto const leaf = audit::parse_leaf(record);
            auto const hash = audit::leaf_hash(record);
            if (!leaf || !hash || found.leaves.size() == size) {
                return leaf && hash ? Status{} : leaf ? hash.error() : leaf.error();
            }
            if ((leaf->kind == "file_sealed" || leaf->kind == "file_recovered") && leaf->subject == message_id) {
                found.record = std::string(record);
                found.index = found.leaves.size();
            }
            found.leaves.push_back(*hash);
            return {};
        });
    if (!read || found.record.empty()) {
        return read ? Error{ErrorCode::transfer_unknown, {}, std::string(message_id), {}} : read.error();
    }
    return found;
}

std::string text_of(std::vector<audit::Hash> const& path) {
    std::string text;
    for (auto const& hash : path) {
        text += (text.empty() ? "" : " ") + crypto::hex(hash);
    }
    return text;
}

Result<store::FileRecord> file_of(Records const& records, EndToEndId const& id) {
    auto const attempts = store::find_attempts(*records.store, {&id, 1});
    auto const files = store::files(*records.store, std::nullopt);
    if (!attempts || !files) {
        return attempts ? files.error() : attempts.error();
    }
    auto const attempt = attempts->front();
    auto const file = std::find_if(files->begin(), files->end(),
                                   [&](auto const& one) { return attempt && one.file == attempt->file; });
    return file == files->end()
               ? Result<store::FileRecord>(Error{ErrorCode::transfer_unknown, {}, std::string(id.text()), {}})
               : *file;
}

/// What is given out must hold: a store or a log that was changed proves nothing.
Status proof_holds(payout::TransferProof const& proof, SealedAt const& sealed, std::vector<audit::Hash> const& path,
                   audit::Checkpoint const& checkpoint) {
    auto const transfer = audit::leaf_hash(proof.record);
    auto const leaf = audit::leaf_hash(sealed.record);
    auto const told = audit::parse_leaf(sealed.record);
    if (!transfer || !leaf || !told) {
        return !transfer ? transfer.error() : !leaf ? leaf.error() : told.error();
    }
    auto const transfers = audit::root_by_path(*transfer, proof.index, proof.count, proof.path);
    auto const root = audit::root_by_path(*leaf, sealed.index, checkpoint.size, path);
    if (!transfers || !root) {
        return transfers ? root.error() : transfers.error();
    }
    auto const holds = crypto::hex(*transfers) == told->transfers && *root == checkpoint.root;
    return holds ? Status{} : Error{ErrorCode::audit_proof, {}, told->subject, {}};
}

/// One transfer with everything that leads from it to a signed checkpoint, and nothing of any other.
Result<ExitCode> prove_transfer(Records const& records, Options const& options) {
    auto const id = EndToEndId::parse(options.id);
    if (!id || options.out.empty()) {
        return id ? Error{ErrorCode::usage_argument, {}, "--out", {}} : id.error();
    }
    auto const checkpoints = checkpoints_of(records);
    auto const file = file_of(records, *id);
    if (!checkpoints || !file || checkpoints->empty()) {
        return !checkpoints ? checkpoints.error()
               : !file      ? file.error()
                            : Error{ErrorCode::audit_checkpoint_missing, {}, "0", {}};
    }
    auto const purges = audit::purges(*records.store);
    if (!purges) {
        return purges.error();
    }
    auto const purge = std::find_if(purges->begin(), purges->end(),
                                    [&](auto const& one) { return one.files.contains("files/" + file->name); });
    if (purge != purges->end()) {
        print(records.office.texts.get("cli.purged_transfer",
                                       std::vector{options.id, to_text(purge->day), purge->decision}));
        return ExitCode::needs_person;
    }
    auto const& newest = checkpoints->back();
    auto const proof = payout::transfer_proof(*records.store, *file, *id);
    auto const sealed = sealed_at(records, file->message_id, newest.checkpoint.size);
    auto const path = sealed ? audit::inclusion_path(sealed->leaves, sealed->index) : sealed.error();
    auto const note = store::read_whole(newest.file, note_limit);
    if (!proof || !path || !note) {
        return !proof ? proof.error() : !path ? path.error() : note.error();
    }
    if (auto const holds = proof_holds(*proof, *sealed, *path, newest.checkpoint); !holds) {
        return holds.error();
    }
    JsonLine line;
    line.field("transfer", proof->record).field("index", static_cast<std::int64_t>(proof->index));
    line.field("count", static_cast<std::int64_t>(proof->count)).field("path", text_of(proof->path));
    line.field("leaf", sealed->record).field("leaf_index", static_cast<std::int64_t>(sealed->index));
    line.field("leaf_path", text_of(*path)).field("checkpoint", *note);
    auto const written = store::write_durably(options.out, line.text() + "\n", store::DurableFile::IfThere::refuse);
    return written ? Result<ExitCode>(ExitCode::well) : written.error();
}

/// One of two people says that the rows and files that differ may stay as they are; the next payment takes it up.
Result<ExitCode> accept(Records const& records, Options const& options) {
    auto const verdict = audit::prove(ground_of(records));
    auto const target = verdict ? audit::digest_of_differences(*verdict) : verdict.error();
    auto const pen = pen_of(records.office, options);
    if (!target || !pen) {
        return target ? pen.error() : target.error();
    }
    for (auto const& fault : verdict->faults) {
        print(records.office.texts.line(fault));
    }
    if (verdict->faults.empty() || !verdict->log_holds) {
        return Error{ErrorCode::usage_argument, {}, "accept", {}};
    }
    auto const decided = sign_decision(records.office, options, *pen,
                                       {{.kind = settings::DecisionKind::accept_audit, .targets = {*target}}});
    return decided ? Result<ExitCode>(ExitCode::well) : decided.error();
}

struct Action {
    std::string_view name;
    Result<ExitCode> (*run)(Records const&, Options const&);
};
constexpr auto actions = std::to_array<Action>({{"verify", verify},
                                                {"export", give_out},
                                                {"prove", prove_transfer},
                                                {"checkpoint", last_checkpoint},
                                                {"accept", accept}});

}  // namespace

ExitCode run_audit(Options const& options) {
    auto office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const texts = office->texts;
    auto const records = open_records(*std::move(office));
    if (!records) {
        return leave_with(records.error(), texts);
    }
    auto const action =
        std::find_if(actions.begin(), actions.end(), [&](auto const& one) { return one.name == options.action; });
    auto const done = action->run(*records, options);
    return done ? *done : leave_with(done.error(), texts);
}

}  // namespace almoner::cli
