#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string_view>

#include "cli/command.hpp"

namespace {

/// Files are for the service user; a crash must not leave names and accounts in a core file.
bool guard_personal_data() {
    ::umask(S_IRWXG | S_IRWXO);
    return ::prctl(PR_SET_DUMPABLE, 0) == 0;
}

/// As if it had been killed, which the next run mends; with no memory left nothing else can be done well.
[[noreturn]] void stop_without_memory() {
    constexpr std::string_view told = "out of memory, and stopped; nothing is lost: free some and run again\n";
    [[maybe_unused]] auto const written = ::write(STDERR_FILENO, told.data(), told.size());
    std::_Exit(static_cast<int>(almoner::cli::ExitCode::stopped));
}

/// Limits of the machine are told like other faults, and do not end the program without a word.
bool meet_limits_in_words() {
    std::set_new_handler(stop_without_memory);
    return std::signal(SIGXFSZ, SIG_IGN) != SIG_ERR;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace almoner::cli;
    if (!guard_personal_data() || !meet_limits_in_words()) {
        return static_cast<int>(ExitCode::stopped);
    }
    CLI::App app(
        "Almoner pays approved subsidy lists through a bank and proves afterwards what became of every payout.",
        "almoner");
    app.footer(
        "Exit codes: 0 all well, 1 finished and a person is needed, 2 usage or configuration and nothing done,\n"
        "3 stopped and safe to run again, 4 another run holds the lock.");
    app.require_subcommand(1);
    Options options;
    auto exit_code = ExitCode::well;
    for (auto const& command : commands()) {
        auto* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
        if (command.name != "init") {
            sub->add_option("--home", options.home,
                            "the workspace (else ALMONER_HOME, else the folder with almoner.toml)");
        }
        sub->add_option("--lang", options.language, "en or zh")->check(CLI::IsMember({"en", "zh"}));
        sub->add_option("--now", options.now, "a moment to rehearse at, 2026-01-20T01:00:00Z");
        command.options(*sub, options);
        sub->callback([&exit_code, &options, &command] { exit_code = command.run(options); });
    }
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& fault) {
        auto const asked_for_help = app.exit(fault) == 0;
        return static_cast<int>(asked_for_help ? ExitCode::well : ExitCode::usage);
    }
    return static_cast<int>(exit_code);
}
