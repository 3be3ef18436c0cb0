#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "cli/office.hpp"

namespace almoner::cli {

/// What one part of a run came to: well, or a person is needed.
using Outcome = Result<ExitCode>;
using NightPart = std::function<Outcome(Office const&, NightShift&)>;

/// Runs the parts in order under one ticket and records how it ended. Before them nothing may be older than its
/// checkpoints, and a purge that was broken off is finished; after them the books add up.
ExitCode work(Options const& options, std::string_view kind, std::vector<NightPart> const& parts);

/// Nobody is paid from a store, or by papers, that somebody has changed behind the log's back; nor is anything erased
/// there. What differs is told.
Result<bool> is_as_logged(Office const& office, NightShift& shift);

}  // namespace almoner::cli
