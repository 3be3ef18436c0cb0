#pragma once

#include <set>
#include <string>

#include "cli/office.hpp"
#include "cli/options.hpp"
#include "settings/decision.hpp"

namespace almoner::cli {

/// Writes decisions/N-KIND.toml about `target` with --reason, unless one waits there already, and puts the signature of
/// --as beside it with --key: the second person signs what the first one wrote. Those of `taken_up`, N-KIND, wait no
/// more.
/// @error approval.unknown_person @error approval.power without the role settings @error usage.argument no --reason;
/// and those of pen_of and sign_cover
Status sign_decision(Office const& office, Options const& options, settings::DecisionKind kind,
                     std::string const& target, std::set<std::string> const& taken_up = {});

}  // namespace almoner::cli
