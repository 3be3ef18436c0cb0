#pragma once

#include <string_view>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "core/interfaces.hpp"
#include "core/result.hpp"
#include "settings/texts.hpp"

namespace almoner::cli {

/// Results go to standard output, everything else to standard error.
void print(std::string_view line);
void print_error(std::string_view line);

/// Prints the error in the user's language and says with which code to leave.
ExitCode leave_with(Error const& error, settings::Texts const& texts);

/// The same where no sentence can be found: place, code and value.
ExitCode leave_with(Error const& error);

/// A bar on a terminal, nothing elsewhere.
class TerminalProgress final : public Progress {
public:
    TerminalProgress();
    ~TerminalProgress() override;
    TerminalProgress(TerminalProgress const&) = delete;
    TerminalProgress& operator=(TerminalProgress const&) = delete;
    void advance(std::string_view step, std::uint64_t done, std::uint64_t total) override;

private:
    bool terminal_;
    bool drawn_ = false;
};

}  // namespace almoner::cli
