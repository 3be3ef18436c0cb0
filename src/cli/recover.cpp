#include "payout/recover.hpp"
#include "audit/proof.hpp"
#include "cli/command.hpp"
#include "cli/decision_file.hpp"
#include "cli/key_room.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"

namespace almoner::cli {

namespace {

using Words = std::vector<std::string>;

/// What is gone, as the workspace shows it now.
Result<payout::Lost> look(Office const& office, store::Connection& connection,
                          std::vector<audit::Witness> const& witnesses) {
    auto const& workspace = office.workspace;
    audit::Ground const ground{connection, workspace.home / "archive", workspace.home / "outbox", workspace.anchors,
                               witnesses};
    return payout::look_for_lost(workspace, ground);
}

void show(Office const& office, payout::Lost const& lost) {
    auto const& texts = office.texts;
    for (auto const& one : lost.checkpoints) {
        print(texts.get("cli.lost_checkpoint", Words{one.file.string(), std::to_string(one.checkpoint.size)}));
    }
    for (auto const& [name, sha256] : lost.files) {
        print(texts.get("cli.lost_file", Words{name, sha256}));
    }
    if (!lost.backup_sha256.empty()) {
        print(texts.get("cli.lost_backup", Words{lost.backup_sha256}));
    }
}

std::vector<crypto::Certificate> file_certificates(KeyRoom const& room) {
    std::vector<crypto::Certificate> certificates;
    for (auto const& key : room.cabinet.keys()) {
        if (key.entry.purpose == settings::KeyPurpose::file) {
            certificates.push_back(key.certificate);
        }
    }
    return certificates;
}

void tell(Office const& office, payout::Recovered const& recovered) {
    for (auto const& file : recovered.files) {
        print(
            office.texts.get("cli.file_recovered",
                             Words{file.name, std::to_string(file.transaction_count), to_grouped_text(file.control_sum),
                                   office.texts.get("file_state." + std::string(text_of(file.state)))}));
    }
    for (auto const& request : recovered.requests) {
        print(office.texts.get("cli.request_kept", Words{request}));
    }
    for (auto const& finding : recovered.findings) {
        print_error(office.texts.line(finding));
    }
    print(office.texts.get("cli.recovered",
                           Words{std::to_string(recovered.files.size()), std::to_string(recovered.bank_files)}));
}

/// Everything under one ticket, and a checkpoint of what the log is then.
Result<ExitCode> rebuild(Office const& office, KeyRoom const& room, std::vector<audit::Witness> const& witnesses) {
    TerminalProgress progress;
    auto const shift = NightShift::begin(office, "recover", progress);
    if (!shift) {
        return shift.error();
    }
    // Once more, now that nobody else may write.
    auto const lost = look(office, (*shift)->store(), witnesses);
    auto const decision =
        lost ? decision_over(office, (*shift)->store(), settings::DecisionKind::recover_store, lost->sha256)
             : lost.error();
    if (!decision || !*decision) {
        return decision ? Error{ErrorCode::recover_nothing, {}, lost->sha256.substr(0, 12), {}} : decision.error();
    }
    auto const recovered = payout::recover((*shift)->payout_desk(), *lost, **decision, file_certificates(room));
    if (!recovered) {
        return recovered.error();
    }
    tell(office, *recovered);
    auto const code = recovered->findings.empty() ? ExitCode::well : ExitCode::needs_person;
    auto const checkpoint = (*shift)->finish(static_cast<int>(code));
    return checkpoint ? Result<ExitCode>(code) : checkpoint.error();
}

Result<ExitCode> look_sign_or_rebuild(Office const& office, Options const& options) {
    auto const people = people_of(office);
    auto const room = people ? open_key_room(office, *people) : Result<KeyRoom>(people.error());
    auto const connection = open_store(office);
    auto const witnesses = witnesses_of(office);
    if (!room || !connection || !witnesses) {
        return !room ? room.error() : !connection ? connection.error() : witnesses.error();
    }
    auto const lost = look(office, **connection, *witnesses);
    if (!lost) {
        return lost.error();
    }
    if (lost->nothing()) {
        print(office.texts.get("code.recover.nothing"));
        return ExitCode::well;
    }
    show(office, *lost);
    if (auto const is_signed = sign_over(office, options, settings::DecisionKind::recover_store, lost->sha256);
        !is_signed) {
        return is_signed.error();
    }
    auto const decision = decision_over(office, **connection, settings::DecisionKind::recover_store, lost->sha256);
    if (!decision || !*decision) {
        print(office.texts.get("cli.recover_waits"));
        return decision ? Result<ExitCode>(ExitCode::needs_person) : decision.error();
    }
    return rebuild(office, *room, *witnesses);
}

}  // namespace

ExitCode run_recover(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const done = look_sign_or_rebuild(*office, options);
    return done ? *done : leave_with(done.error(), office->texts);
}

}  // namespace almoner::cli
