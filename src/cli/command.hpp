#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace almoner::cli {

/// One command of the program: its name, what help says of it, its options and what it does.
struct Command {
    std::string_view name;
    std::string_view summary;
    std::function<void(CLI::App&, Options&)> options;
    std::function<ExitCode(Options const&)> run;
};

/// What `decide` can decide: "admit", "withdraw" ...
std::vector<std::string> decision_words();

/// All commands in the order help lists them.
std::vector<Command> const& commands();

ExitCode run_init(Options const& options);
ExitCode run_take(Options const& options);
ExitCode run_check(Options const& options);
ExitCode run_cover(Options const& options);
ExitCode run_approve(Options const& options);
ExitCode run_seal(Options const& options);
ExitCode run_correct(Options const& options);
ExitCode run_register(Options const& options);
ExitCode run_payees(Options const& options);
ExitCode run_keys(Options const& options);
ExitCode run_pay(Options const& options);
ExitCode run_reconcile(Options const& options);
ExitCode run_night(Options const& options);
ExitCode run_report(Options const& options);
ExitCode run_status(Options const& options);
ExitCode run_payouts(Options const& options);
ExitCode run_show(Options const& options);
ExitCode run_exceptions(Options const& options);
ExitCode run_compare(Options const& options);
ExitCode run_verify(Options const& options);
ExitCode run_audit(Options const& options);
ExitCode run_backup(Options const& options);
ExitCode run_recover(Options const& options);
ExitCode run_purge(Options const& options);
ExitCode run_fsck(Options const& options);
ExitCode run_decide(Options const& options);
ExitCode run_statement(Options const& options);
ExitCode run_profiles(Options const& options);
ExitCode run_account(Options const& options);

}  // namespace almoner::cli
