#include <algorithm>

#include "audit/log.hpp"
#include "cli/command.hpp"
#include "cli/named_list.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"
#include "payout/intake.hpp"
#include "store/registers.hpp"
#include "vetting/register_file.hpp"

namespace almoner::cli {

namespace {

/// The register that a command line names, before its file is read.
Result<store::RegisterRecord> named_register(Office const& office, Options const& options) {
    auto const kind = store::register_kind_of(options.kind);
    auto const day = parse_day(options.date);
    auto const& file = options.files.front();
    // A register of tomorrow would never be too old.
    if (!kind || !day || *day > office.clock->local().day || options.source.empty()) {
        auto const* wrong = !kind ? "KIND" : options.source.empty() ? "--source" : "--date";
        return Error{ErrorCode::usage_argument, {}, wrong, {}};
    }
    auto const sha256 = payout::file_digest(file);
    if (!sha256) {
        return sha256.error();
    }
    return store::RegisterRecord{.kind = *kind,
                                 .source = options.source,
                                 .day = *day,
                                 .file = file.filename().string(),
                                 .sha256 = *sha256,
                                 .taken = office.clock->now()};
}

/// What amounts of an earlier period are in: what was said, else what all debtor accounts are kept in.
Result<Currency> currency_of(Office const& office, Options const& options) {
    if (!options.currency.empty()) {
        return Currency::parse(options.currency);
    }
    auto const& accounts = office.workspace.debtor_accounts;
    auto const is_one = !accounts.empty() && std::all_of(accounts.begin(), accounts.end(), [&](auto const& account) {
        return account.currency == accounts.front().currency;
    });
    return is_one ? Result<Currency>(accounts.front().currency)
                  : Error{ErrorCode::usage_argument, {}, "--currency", {}};
}

/// The same file of the same day is no news; the same file of a later day is: nothing has changed until then.
Result<bool> is_in_force(store::Connection& connection, store::RegisterRecord const& named) {
    auto const in_force = store::registers_in_force(connection);
    if (!in_force) {
        return in_force.error();
    }
    return std::any_of(in_force->begin(), in_force->end(), [&](auto const& record) {
        return record.kind == named.kind && record.sha256 == named.sha256 && record.day == named.day &&
               record.source == named.source;
    });
}

Status write(WritingRun const& run, store::RegisterRecord record, std::vector<store::RegisterEntry> const& entries) {
    auto transaction = store::begin_transaction(*run.store, run.ticket);
    if (!transaction) {
        return transaction.error();
    }
    record.run = run.ticket.run;
    auto writer = store::RegisterWriter::begin(*run.store, record, entries.size());
    if (!writer) {
        return writer.error();
    }
    if (auto const added = writer->add(entries); !added) {
        return added;
    }
    audit::Leaf leaf{.utc = record.taken,
                     .run = record.run,
                     .kind = "register",
                     .subject = std::string(store::text_of(record.kind)),
                     .sha256 = record.sha256};
    std::vector<audit::Part> const touched = {{"register", writer->id()}, {"register_entry", writer->id()}};
    if (auto const told = audit::append(*run.store, std::move(leaf), touched); !told) {
        return told;
    }
    return transaction->commit();
}

void tell(Office const& office, std::string_view sentence, store::RegisterRecord const& record,
          std::vector<std::string> const& more) {
    std::vector<std::string> words = {std::string(text_of(record.kind)), record.source, to_text(record.day)};
    words.insert(words.end(), more.begin(), more.end());
    print(office.texts.get(sentence, words));
}

/// Reads the file and writes what was understood; what was not stands beside it.
Result<ExitCode> take(Office const& office, WritingRun const& run, store::RegisterRecord const& record,
                      vetting::RegisterTerms const& terms, std::filesystem::path const& path) {
    auto const file = vetting::read_register(terms, path);
    if (!file) {
        return file.error();
    }
    for (auto const& finding : file->findings) {
        print(office.texts.line(finding));
    }
    if (file->entries.empty()) {
        return Error{ErrorCode::register_empty, {record.file, {}, 0, 0}, {}, {}};
    }
    if (auto const written = write(run, record, file->entries); !written) {
        return written.error();
    }
    tell(office, "cli.register_taken", record,
         {std::to_string(file->entries.size()), std::to_string(file->rows_not_understood)});
    return file->rows_not_understood == 0 ? ExitCode::well : ExitCode::needs_person;
}

/// What is written into an old store makes another log of it. @error those of audit::not_behind
Status goes_on(Office const& office, store::Connection& connection) {
    auto const witnesses = witnesses_of(office);
    auto const& workspace = office.workspace;
    return witnesses ? audit::not_behind({connection, workspace.home / "archive", workspace.home / "outbox",
                                          workspace.anchors, *witnesses})
                     : Status{witnesses.error()};
}

Result<ExitCode> bring(Office const& office, Options const& options) {
    auto const record = named_register(office, options);
    auto const currency = currency_of(office, options);
    auto columns = columns_of(options);
    if (!record || !currency || !columns) {
        return !record ? record.error() : currency ? columns.error() : currency.error();
    }
    auto lock = lock_of(office);
    if (!lock) {
        return lock.error();
    }
    auto const reading = open_store(office);
    auto const there = reading ? is_in_force(**reading, *record) : Result<bool>(reading.error());
    if (!there || *there) {
        if (there) {
            tell(office, "cli.register_there", *record, {});
        }
        return there ? Result<ExitCode>(ExitCode::well) : there.error();
    }
    if (auto const current = goes_on(office, **reading); !current) {
        return current.error();
    }
    auto const run = begin_writing(office, "register", *std::move(lock));
    if (!run) {
        return run.error();
    }
    vetting::RegisterTerms const terms{record->kind,
                                       *currency,
                                       office.tables,
                                       run->person_digest,
                                       office.words,
                                       *std::move(columns),
                                       office.clock->local().day,
                                       record->file};
    auto taken = take(office, *run, *record, terms, options.files.front());
    if (!taken && severity_of(taken.error().code) == Severity::refused) {
        print_error(office.texts.line(taken.error()));
        taken = ExitCode::needs_person;
    }
    auto const finished = finish(office, *run, static_cast<int>(taken ? *taken : ExitCode::stopped));
    return finished ? taken : finished.error();
}

}  // namespace

ExitCode run_register(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const brought = bring(*office, options);
    return brought ? *brought : leave_with(brought.error(), office->texts);
}

}  // namespace almoner::cli
