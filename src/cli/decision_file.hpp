#pragma once

#include <string>

#include "cli/office.hpp"
#include "cli/options.hpp"
#include "settings/decision.hpp"

namespace almoner::cli {

/// Writes decisions/N-KIND.toml about `target` with --reason, unless it is there already, and puts the signature of
/// --as beside it with --key: the second person signs what the first one wrote.
/// @error approval.unknown_person @error approval.power without the role settings @error usage.argument no --reason;
/// and those of pen_of and sign_cover
Status sign_decision(Office const& office, Options const& options, settings::DecisionKind kind,
                     std::string const& target);

}  // namespace almoner::cli
