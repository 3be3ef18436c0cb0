#include <algorithm>

#include "cli/command.hpp"
#include "cli/decision_file.hpp"
#include "cli/print.hpp"
#include "payout/intake.hpp"
#include "store/answers.hpp"

namespace almoner::cli {

namespace {

/// Only about files that wait for people: in quarantine, or with a statement of which another version is here.
Result<store::BankFileRecord> waiting_file(Office const& office, std::filesystem::path const& path) {
    auto const sha256 = payout::file_digest(path);
    auto const connection = sha256 ? open_store(office) : sha256.error();
    if (!connection) {
        return connection.error();
    }
    auto const file = store::bank_file_by_digest(**connection, *sha256);
    auto const statements = store::statements(**connection);
    if (!file || !statements) {
        return file ? statements.error() : file.error();
    }
    auto const waits =
        *file && ((*file)->quarantined || std::any_of(statements->begin(), statements->end(), [&](auto const& one) {
                      return one.bank_file == (*file)->bank_file && one.standing == Standing::contested;
                  }));
    return waits ? Result<store::BankFileRecord>(**file)
                 : Error{ErrorCode::usage_argument, {}, path.filename().string(), {}};
}

}  // namespace

ExitCode run_decide(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const file = waiting_file(*office, options.files.front());
    auto const is_signed =
        file ? sign_decision(*office, options, settings::DecisionKind::admit_bank_file, file->sha256) : file.error();
    if (!is_signed) {
        return leave_with(is_signed.error(), office->texts);
    }
    print(office->texts.get("cli.decision_signed", std::vector<std::string>{file->name, file->reason}));
    return ExitCode::well;
}

}  // namespace almoner::cli
