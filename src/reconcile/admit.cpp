#include "reconcile/admit.hpp"

#include <algorithm>
#include <set>

#include "audit/log.hpp"
#include "crypto/digest.hpp"
#include "reconcile/settle.hpp"
#include "seal/transfer_signature.hpp"
#include "store/durable.hpp"
#include "store/purges.hpp"
#include "xml/reader.hpp"

namespace almoner::reconcile {

namespace {

struct Frozen {
    std::filesystem::path path;
    std::string sha256;
};

/// What a file holds and how it is read.
struct Reading {
    AnswerFormats const& formats;
    bytes::Container const& container;
    Answers const& answers;
};

/// Where the copy of a file is kept.
std::filesystem::path archived(Desk const& desk, std::string const& sha256, std::string const& name) {
    return desk.workspace.home / "archive" / "bank" / (sha256.substr(0, 16) + "-" + name);
}

/// Copies the file into the archive under its digest; only this copy is read.
Result<Frozen> freeze(Desk const& desk, std::filesystem::path const& file) {
    auto const folder = desk.workspace.home / "archive" / "bank";
    auto const draft = folder / file.filename();
    crypto::Sha256Sink digest;
    if (auto const kept = store::copy_durably(file, draft, store::DurableFile::IfThere::replace, &digest); !kept) {
        return kept.error();
    }
    auto const sha256 = digest.finish_hex();
    auto const purged = sha256 ? store::is_purged_bank_file(desk.store, *sha256) : sha256.error();
    if (!purged) {
        return purged.error();
    }
    Frozen const frozen{archived(desk, *sha256, file.filename().string()), *sha256};
    if (!*purged) {
        auto const moved = store::move_durably(draft, frozen.path);
        if (moved || moved.error().code != ErrorCode::file_exists) {
            return moved ? Result<Frozen>(frozen) : moved.error();
        }
    }
    // The same bytes are there already, or were and are erased.
    auto const removed = store::remove_durably(draft);
    return removed ? Result<Frozen>(frozen) : removed.error();
}

audit::Leaf leaf_of(Desk const& desk, std::string_view kind, std::filesystem::path const& file, Frozen const& frozen) {
    audit::Leaf leaf{.utc = desk.clock.now(),
                     .run = desk.ticket.run,
                     .kind = std::string(kind),
                     .subject = file.filename().string(),
                     .sha256 = frozen.sha256};
    leaf.archived.emplace("bank/" + frozen.path.filename().string(), frozen.sha256);
    return leaf;
}

/// Tells of a file of the bank, whose rows are all its own but for statements of others that it contests.
Status record(Desk const& desk, audit::Leaf leaf, std::int64_t bank_file, std::set<std::int64_t> const& contested) {
    std::vector<audit::Part> touched;
    for (auto const* table :
         {"bank_file", "statement", "entry", "evidence", "file_evidence", "shown_account", "table_row"}) {
        touched.push_back({table, bank_file});
    }
    for (auto const other : contested) {
        if (other != bank_file) {
            touched.push_back({"statement", other});
        }
    }
    return audit::append(desk.store, std::move(leaf), touched);
}

store::BankFileRecord record_of(Desk const& desk, std::filesystem::path const& file, Frozen const& frozen,
                                std::string const& message) {
    store::BankFileRecord record;
    record.sha256 = frozen.sha256;
    record.name = file.filename().string();
    record.message = message;
    record.run = desk.ticket.run;
    record.taken = desk.clock.now();
    return record;
}

/// An answer needs no signature only where no bank in use signs any.
Result<bool> must_be_signed(Desk const& desk) {
    auto const lists = store::lists(desk.store);
    if (!lists) {
        return lists.error();
    }
    std::set<std::string> seen;
    for (auto const& list : *lists) {
        if (!seen.insert(list.profile).second) {
            continue;
        }
        auto const profile = desk.formats.profile(list.profile);
        if (!profile || profile->answers_signed) {
            return profile ? Result<bool>(true) : profile.error();
        }
    }
    return lists->empty();
}

/// The bank's certificate that the file is held to. Which of several signed is found by trying before anything is read
/// for good; a file that none signed is held to the last, whose fault is told.
Result<crypto::Certificate const*> signer_of(Desk const& desk, std::filesystem::path const& file) {
    if (desk.bank_certificates.empty()) {
        return Error{ErrorCode::key_none_in_force, {}, "bank", {to_text(desk.clock.local().day)}};
    }
    auto const& last = desk.bank_certificates.back();
    for (auto const& certificate : desk.bank_certificates) {
        if (&certificate == &last || seal::verify_enveloped(file, {certificate}, seal::Frame::any, nullptr)) {
            return &certificate;
        }
    }
    return &last;
}

/// Whether a file is in quarantine for who signed it, or did not.
bool is_of_signature(std::string_view reason) {
    return reason.starts_with("signature.") || reason == text_of(ErrorCode::bank_file_signature);
}

/// Reads every answer of the file. Whether one is signed is seen in XML alone.
Status read_unsigned(bytes::Container const& container, Answers const& answers, AnswerReader& reader) {
    for (auto const& part : answers.parts) {
        if (auto const read = reader.read(container, part); !read) {
            return read;
        }
    }
    return {};
}

/// One pass over the frozen bytes: verifier, parser and settlement together. Says who signed, if anybody.
Result<std::string> read_answer(Desk const& desk, Reading const& reading, Settlement& settlement,
                                std::string_view quarantined_for) {
    auto const& [formats, container, answers] = reading;
    AnswerReader reader(formats, {[&](StatusRecord const& record) { return settlement.take(record); },
                                  [&](Entry const& entry) { return settlement.take(entry); },
                                  [&](StatementHead const& head) { return settlement.take(head); },
                                  {},
                                  [&](ResultHead const& head) { return settlement.take(head); }});
    auto const with_signature = must_be_signed(desk);
    if (!with_signature) {
        return with_signature.error();
    }
    if (!*with_signature || is_of_signature(quarantined_for)) {
        auto const read = read_unsigned(container, answers, reader);
        return read ? Result<std::string>(std::string()) : read.error();
    }
    // The verifier reads a plain document; whatever is packed or is no XML has no signature that it knows.
    if (container.packing() != bytes::Packing::plain || answers.parts.front().kind.syntax != AnswerKind::Syntax::xml) {
        return Error{ErrorCode::bank_file_signature, {container.path().filename().string(), {}, 0, 0}, {}, {}};
    }
    auto const bank = signer_of(desk, container.path());
    if (!bank) {
        return bank.error();
    }
    auto const verified = seal::verify_enveloped(container.path(), {**bank}, seal::Frame::any, &reader.handler());
    return verified ? Result<std::string>(verified->signer) : verified.error();
}

/// Enters the file, or lets one in that is entered already.
Result<std::int64_t> enter(Desk const& desk, store::BankFileRecord const& record) {
    if (record.bank_file == 0) {
        return store::add_bank_file(desk.store, record);
    }
    auto const entered = store::let_in(desk.store, record);
    return entered ? Result<std::int64_t>(record.bank_file) : entered.error();
}

/// Writes what the file says; rolled back by the caller's transaction when it returns an error.
Result<Admission> settle_file(Desk const& desk, Reading const& reading, store::BankFileRecord head, audit::Leaf leaf) {
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    head.message = reading.answers.parts.front().kind.message;
    auto const bank_file = enter(desk, head);
    if (!bank_file) {
        return bank_file.error();
    }
    Settlement settlement(desk, *bank_file, head.name,
                          head.quarantined ? StatementFaults::tell : StatementFaults::refuse);
    auto const signer = read_answer(desk, reading, settlement, head.reason);
    if (!signer) {
        return signer.error();
    }
    if (auto const settled = settlement.finish(); !settled) {
        return settled.error();
    }
    if (auto const named = store::set_signer(desk.store, *bank_file, *signer); !named) {
        return named.error();
    }
    if (auto const told = record(desk, std::move(leaf), *bank_file, settlement.contested()); !told) {
        return told.error();
    }
    if (auto const committed = transaction->commit(); !committed) {
        return committed.error();
    }
    auto findings = settlement.findings();
    findings.insert(findings.end(), reading.answers.passed_over.begin(), reading.answers.passed_over.end());
    return Admission{Admission::Outcome::admitted, head.name, head.message, settlement.matched(), std::move(findings)};
}

/// The fault of a file, with its place.
Admission kept_out(std::string const& name, Error const& why) {
    auto const position = why.position.file.empty() ? Position{name, {}, 0, 0}
                                                    : Position{name, {}, why.position.row, why.position.column};
    return Admission{Admission::Outcome::quarantined, name, {}, 0, {finding_of(why, position)}};
}

Result<Admission> quarantine(Desk const& desk, std::filesystem::path const& file, Frozen const& frozen,
                             Error const& why) {
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto const kept = store::copy_durably(frozen.path, desk.workspace.home / "quarantine" / frozen.path.filename(),
                                          store::DurableFile::IfThere::replace);
    if (!kept) {
        return kept.error();
    }
    auto head = record_of(desk, file, frozen, {});
    head.quarantined = true;
    head.reason = std::string(text_of(why.code));
    head.detail = why.value;
    auto const added = store::add_bank_file(desk.store, head);
    if (!added) {
        return added.error();
    }
    if (auto const told = record(desk, leaf_of(desk, "quarantine", file, frozen), *added, {}); !told) {
        return told.error();
    }
    if (auto const committed = transaction->commit(); !committed) {
        return committed.error();
    }
    return kept_out(head.name, why);
}

/// What the file holds, settled; what tells of no payments is left to people.
Result<Admission> unpack_and_settle(Desk const& desk, std::filesystem::path const& frozen,
                                    store::BankFileRecord const& head, audit::Leaf leaf) {
    auto const formats = AnswerFormats::load(desk.formats);
    if (!formats) {
        return formats.error();
    }
    auto const container = bytes::Container::open(frozen);
    auto const answers = container ? answers_in(*formats, *container) : Result<Answers>(container.error());
    if (!answers) {
        return answers.error();
    }
    auto const settles = [](auto const& part) { return part.kind.settles; };
    if (!std::all_of(answers->parts.begin(), answers->parts.end(), settles)) {
        return Error{ErrorCode::bank_file_unknown_format, {}, {}, {}};
    }
    return settle_file(desk, {*formats, *container, *answers}, head, std::move(leaf));
}

/// Faults of our machine or settings stop the run; a fault of the bank's file only the file.
bool stops_the_run(ErrorCode code) { return severity_of(code) == Severity::stopped; }

/// People have decided about these bytes and no others.
Status is_as_signed_for(std::filesystem::path const& file, std::string const& sha256) {
    crypto::Sha256Sink sink;
    auto const copied = store::copy_into(file, sink);
    auto const digest = copied ? sink.finish_hex() : Result<std::string>(copied.error());
    if (!digest) {
        return digest.error();
    }
    return *digest == sha256 ? Status{} : Error{ErrorCode::audit_archive_changed, {}, file.filename().string(), {}};
}

}  // namespace

Result<Admission> admit(Desk const& desk, std::filesystem::path const& file) {
    auto const frozen = freeze(desk, file);
    if (!frozen) {
        return frozen.error();
    }
    auto const seen = store::bank_file_by_digest(desk.store, frozen->sha256);
    if (!seen) {
        return seen.error();
    }
    if (*seen) {
        return Admission{Admission::Outcome::taken_before, file.filename().string(), (*seen)->message, 0, {}};
    }
    auto admitted = unpack_and_settle(desk, frozen->path, record_of(desk, file, *frozen, {}),
                                      leaf_of(desk, "bank_file", file, *frozen));
    if (admitted || stops_the_run(admitted.error().code)) {
        return admitted;
    }
    return quarantine(desk, file, *frozen, admitted.error());
}

Result<Admission> let_in(Desk const& desk, store::BankFileRecord const& file, audit::Leaf leaf) {
    auto const frozen = archived(desk, file.sha256, file.name);
    if (auto const same = is_as_signed_for(frozen, file.sha256); !same) {
        return same.error();
    }
    auto admitted = unpack_and_settle(desk, frozen, file, std::move(leaf));
    if (!admitted) {
        return stops_the_run(admitted.error().code) ? admitted : kept_out(file.name, admitted.error());
    }
    auto const removed = store::remove_durably(desk.workspace.home / "quarantine" / frozen.filename());
    return removed ? admitted : removed.error();
}

}  // namespace almoner::reconcile
