#include <algorithm>

#include "audit/log.hpp"
#include "cli/command.hpp"
#include "cli/decision_file.hpp"
#include "cli/print.hpp"
#include "payout/intake.hpp"
#include "store/answers.hpp"

namespace almoner::cli {

namespace {

/// Only about files that people can decide about: in quarantine, or with a statement of which another version is here.
Result<store::BankFileRecord> open_file(store::Connection& connection, std::filesystem::path const& path) {
    auto const sha256 = payout::file_digest(path);
    auto const file = sha256 ? store::bank_file_by_digest(connection, *sha256) : sha256.error();
    auto const statements = store::statements(connection);
    if (!file || !statements) {
        return file ? statements.error() : file.error();
    }
    auto const is_open =
        *file && ((*file)->quarantined || std::any_of(statements->begin(), statements->end(), [&](auto const& one) {
                      return one.bank_file == (*file)->bank_file && has_rivals(one);
                  }));
    return is_open ? Result<store::BankFileRecord>(**file)
                   : Error{ErrorCode::usage_argument, {}, path.filename().string(), {}};
}

Result<store::BankFileRecord> decide(Office const& office, Options const& options) {
    auto const connection = open_store(office);
    if (!connection) {
        return connection.error();
    }
    auto const kind = settings::DecisionKind::admit_bank_file;
    auto file = open_file(**connection, options.files.front());
    auto const taken_up = audit::subjects_of(**connection, settings::text_of(kind));
    auto const pen = pen_of(office, options);
    if (!file || !taken_up || !pen) {
        return !file ? file.error() : !taken_up ? taken_up.error() : pen.error();
    }
    auto const is_signed = sign_decision(office, options, *pen, {kind, file->sha256, *taken_up});
    return is_signed ? file : is_signed.error();
}

}  // namespace

ExitCode run_decide(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const file = decide(*office, options);
    if (!file) {
        return leave_with(file.error(), office->texts);
    }
    print(office->texts.get("cli.decision_signed", std::vector<std::string>{file->name, file->reason}));
    return ExitCode::well;
}

}  // namespace almoner::cli
