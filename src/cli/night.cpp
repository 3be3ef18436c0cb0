#include "cli/night.hpp"

#include <algorithm>
#include <iterator>

#include "audit/anchor.hpp"
#include "cli/backup_note_file.hpp"
#include "cli/command.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"
#include "cli/unfinished_purge.hpp"
#include "payout/as_logged.hpp"
#include "payout/intake.hpp"
#include "payout/record.hpp"
#include "payout/run.hpp"
#include "payout/sealed_settings.hpp"
#include "payout/signed_records.hpp"
#include "reconcile/run.hpp"
#include "report/handover.hpp"
#include "report/invariants.hpp"
#include "report/night.hpp"
#include "report/table.hpp"
#include "store/worklist.hpp"

namespace almoner::cli {

namespace {

ExitCode worse(ExitCode left, ExitCode right) {
    return static_cast<int>(left) > static_cast<int>(right) ? left : right;
}

void tell(Office const& office, std::vector<Finding> const& findings) {
    for (auto const& finding : findings) {
        print_error(office.texts.line(finding));
    }
}

/// What an auditor may write down tonight and find again whenever it is asked for.
void tell(Office const& office, audit::Checkpoint const& checkpoint) {
    print(office.texts.get("cli.checkpoint",
                           std::vector<std::string>{std::to_string(checkpoint.size), crypto::hex(checkpoint.root)}));
}

ExitCode after(std::vector<Finding> const& findings) {
    for (auto const& finding : findings) {
        if (finding.severity != Severity::normalised && finding.severity != Severity::warning) {
            return ExitCode::needs_person;
        }
    }
    return ExitCode::well;
}

Status tell_of_handover(payout::Desk const& desk, std::vector<store::FileRecord> const& files, std::string sheet) {
    std::vector<audit::Part> touched;
    touched.reserve(files.size());
    for (auto const& file : files) {
        touched.push_back({"transfer_file", file.file});
    }
    return payout::record(desk, {.kind = "handover", .subject = std::move(sheet)}, touched);
}

/// Tells people what to bring to the bank: every delivered file that stands on no sheet yet, also of a broken night.
Status hand_over(Office const& office, payout::Desk const& desk) {
    auto files = store::files(desk.store, FileState::delivered);
    if (!files) {
        return files.error();
    }
    std::erase_if(*files, [](auto const& file) { return file.handed_over; });
    if (files->empty()) {
        return {};
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto const folder = office.workspace.home / "reports" / ("handover-" + files->front().message_id);
    if (auto const made = store::make_folder(folder); !made) {
        return made;
    }
    auto const sheet = report::write_handover(*files, office.texts, office.clock->now(), folder);
    if (!sheet) {
        return sheet.error();
    }
    if (auto const marked = store::mark_handed_over(desk.store, *files); !marked) {
        return marked;
    }
    if (auto const told = tell_of_handover(desk, *files, sheet->parent_path().filename().string()); !told) {
        return told;
    }
    if (auto const committed = transaction->commit(); !committed) {
        return committed;
    }
    print(office.texts.get("cli.handover_written",
                           std::vector<std::string>{sheet->lexically_relative(office.workspace.home).string()}));
    return {};
}

/// What must hold whatever happened; told where it does not.
Result<bool> books_add_up(Office const& office, store::Connection& connection) {
    auto const horizon = report::horizon(connection, office.formats, office.workspace, office.clock->local().day);
    auto const broken = horizon ? report::broken_invariants(connection, office.programmes, *horizon) : horizon.error();
    if (!broken) {
        return broken.error();
    }
    for (auto const& law : *broken) {
        print_error(office.texts.line(law));
    }
    return broken->empty();
}

Outcome pay(Office const& office, NightShift& shift) {
    auto const desk = shift.payout_desk();
    auto const work = payout::has_work(desk);
    auto const as_logged = work && *work ? is_as_logged(office, shift) : work;
    auto const sound = as_logged && *as_logged ? books_add_up(office, shift.store()) : as_logged;
    if (!sound) {
        return sound.error();
    }
    if (*work && !*sound) {
        return ExitCode::stopped;
    }
    // After the log: who may seal is read from what it has archived.
    if (auto const sealed = payout::settings_are_sealed(desk); !sealed) {
        return sealed.error();
    }
    auto const paid = payout::run(desk);
    if (!paid) {
        return paid.error();
    }
    tell(office, paid->findings);
    for (auto const& decision : paid->decisions) {
        print(office.texts.get("cli.decision_in_force", std::vector<std::string>{decision}));
    }
    for (auto const& [request, path] : paid->recalls) {
        std::vector<std::string> const words = {path.lexically_relative(office.workspace.home).string()};
        print(office.texts.get("cli.recall_" + request.way, words));
    }
    for (auto const& list : paid->lists) {
        std::vector<std::string> const words = {list.code, std::to_string(list.lines_waiting)};
        print(office.texts.get(list.lines_waiting == 0 ? "cli.list_taken" : "cli.list_taken_waiting", words));
    }
    for (auto const& file : paid->files) {
        auto const stored = store::file_by_message_id(shift.store(), file.record.message_id);
        if (!stored) {
            return stored.error();
        }
        auto const& record = **stored;
        std::vector<std::string> const words = {file.path.lexically_relative(office.workspace.home).string(),
                                                std::to_string(record.transaction_count),
                                                to_grouped_text(record.control_sum), record.sha256};
        print(office.texts.get("cli.file_delivered", words));
    }
    if (auto const handed = hand_over(office, desk); !handed) {
        return handed.error();
    }
    return after(paid->findings);
}

Outcome reconcile(Office const& office, NightShift& shift, std::vector<std::filesystem::path> const& named) {
    auto const reconciled = reconcile::run(shift.reconcile_desk(), named);
    if (!reconciled) {
        return reconciled.error();
    }
    auto exit_code = ExitCode::well;
    constexpr std::string_view keys[] = {"cli.bank_file_admitted", "cli.bank_file_taken_before",
                                         "cli.bank_file_quarantined", "cli.bank_file_decided"};
    for (auto const& file : reconciled->files) {
        tell(office, file.findings);
        std::vector<std::string> const words = {file.name, file.message, std::to_string(file.facts)};
        print(office.texts.get(keys[static_cast<std::size_t>(file.outcome)], words));
        exit_code = worse(exit_code, after(file.findings));
    }
    for (auto const& findings : {reconciled->between_statements, reconciled->unsolved_lumps}) {
        tell(office, findings);
        exit_code = worse(exit_code, after(findings));
    }
    return exit_code;
}

Result<report::Written> write_report(Options const& options, Office const& office, store::Connection& connection) {
    auto const folder = office.workspace.home / "reports";
    if (auto const made = store::make_folder(folder); !made) {
        return made.error();
    }
    auto horizon = report::horizon(connection, office.formats, office.workspace, office.clock->local().day);
    if (!horizon) {
        return horizon.error();
    }
    report::Night const night{connection,          office.texts,        office.programmes,
                              *std::move(horizon), office.clock->now(), office.workspace.organisation};
    auto written = report::write_night(night, folder);
    if (!written) {
        return written;
    }
    if (options.json) {
        for (auto const& [programme, sums] : written->programmes) {
            print(report::control_json_line(programme, sums));
        }
    } else {
        print(report::control_table(written->programmes, office.texts));
        print(office.texts.get("cli.report_written", std::vector<std::string>{written->html.string()}));
    }
    return written;
}

Outcome outcome_of(report::Written const& written) {
    return written.exceptions.empty() ? ExitCode::well : ExitCode::needs_person;
}

/// Writes the report, and remembers since when each exception is open.
Outcome report_night(Options const& options, Office const& office, NightShift& shift) {
    auto transaction = store::begin_transaction(shift.store(), shift.reconcile_desk().ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto const written = write_report(options, office, shift.store());
    if (!written) {
        return written.error();
    }
    std::set<std::string> open;
    for (auto const& exception : written->exceptions) {
        open.insert(exception.id);
    }
    auto const set = store::set_exceptions_since(shift.store(), open, office.clock->local().day);
    auto const committed = set ? transaction->commit() : set;
    return committed ? outcome_of(*written) : committed.error();
}

/// A copy of the workspace tells nothing of what was paid after it was made. @error recover.decision
Status not_restored(Office const& office, store::Connection& connection) {
    auto const note = backup_note_of(office.workspace.home);
    auto const seen = audit::recovered_notes(connection);
    if (note && *note && seen) {
        auto const digest = payout::file_digest(office.workspace.home / settings::backup_note_name);
        if (digest && seen->contains(*digest)) {
            return {};
        }
    }
    return !note   ? Status{note.error()}
           : *note ? Status{Error{ErrorCode::recover_decision, {}, "backup.toml", {to_text((*note)->time)}}}
                   : Status{};
}

/// Pays, or says why not; the rest of the night goes on without.
Outcome pay_if_sealed(Office const& office, NightShift& shift) {
    auto const paid = pay(office, shift);
    constexpr ErrorCode of_the_seal[] = {ErrorCode::settings_unsealed, ErrorCode::settings_seal_signatures,
                                         ErrorCode::settings_seal_foreign, ErrorCode::settings_seal_old};
    auto const* const end = std::end(of_the_seal);
    if (paid || std::find(std::begin(of_the_seal), end, paid.error().code) == end) {
        return paid;
    }
    print_error(office.texts.line(paid.error()));
    return ExitCode::needs_person;
}

}  // namespace

Result<bool> is_as_logged(Office const& office, NightShift& shift) {
    auto const changed = payout::changed_behind_the_log(shift.payout_desk(), shift.audit_ground());
    if (!changed) {
        return changed.error();
    }
    for (auto const& fault : *changed) {
        print_error(office.texts.line(fault));
    }
    for (auto const& decided : {payout::recoveries_are_signed(office.workspace, shift.store()),
                                payout::purges_are_signed(office.workspace, shift.store())}) {
        if (!decided) {
            return decided.error();
        }
    }
    return changed->empty();
}

ExitCode work(Options const& options, std::string_view kind, std::vector<NightPart> const& parts) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    TerminalProgress progress;
    auto const shift = NightShift::begin(*office, kind, progress);
    if (!shift) {
        return leave_with(shift.error(), office->texts);
    }
    if (auto const current = not_restored(*office, (*shift)->store()); !current) {
        return leave_with(current.error(), office->texts);
    }
    if (auto const current = audit::not_behind((*shift)->audit_ground()); !current) {
        return leave_with(current.error(), office->texts);
    }
    if (auto const finished = finish_purge(*office, **shift); !finished) {
        return leave_with(finished.error(), office->texts);
    }
    auto exit_code = ExitCode::well;
    for (auto const& part : parts) {
        auto const outcome = part(*office, **shift);
        if (!outcome) {
            exit_code = leave_with(outcome.error(), office->texts);
            break;
        }
        exit_code = worse(exit_code, *outcome);
    }
    auto const adds_up = books_add_up(*office, (*shift)->store());
    if (!adds_up) {
        exit_code = leave_with(adds_up.error(), office->texts);
    } else if (!*adds_up) {
        exit_code = worse(exit_code, ExitCode::stopped);
    }
    auto const checkpoint = (*shift)->finish(static_cast<int>(exit_code));
    if (!checkpoint) {
        return leave_with(checkpoint.error(), office->texts);
    }
    if (kind == "night") {
        tell(*office, *checkpoint);
    }
    return exit_code;
}

ExitCode run_pay(Options const& options) { return work(options, "pay", {pay}); }

ExitCode run_reconcile(Options const& options) {
    return work(options, "reconcile",
                {[&](Office const& office, NightShift& shift) { return reconcile(office, shift, options.files); }});
}

ExitCode run_night(Options const& options) {
    return work(options, "night",
                {pay_if_sealed, [](Office const& office, NightShift& shift) { return reconcile(office, shift, {}); },
                 [&](Office const& office, NightShift& shift) { return report_night(options, office, shift); }});
}

ExitCode run_report(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const connection = open_store(*office);
    if (!connection) {
        return leave_with(connection.error(), office->texts);
    }
    auto const written = write_report(options, *office, **connection);
    return written ? *outcome_of(*written) : leave_with(written.error(), office->texts);
}

}  // namespace almoner::cli
