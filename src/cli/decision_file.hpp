#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/cover_sheet.hpp"
#include "settings/decision.hpp"

namespace almoner::cli {

/// What one decision is about.
struct Question {
    settings::Decision asked;             ///< without the person, the reason and the time
    std::set<std::string> taken_up = {};  ///< files N-KIND that were an answer once and are none any more
};

/// Puts the signature of --as on the decision of the workspace's folder decisions/ that answers the question; the first
/// who signs writes it, with --reason, as N-KIND.toml. @error approval.power without the role the kind needs
/// @error usage.argument no reason; and those of people_of and sign_cover
Status sign_decision(Office const& office, Options const& options, Pen const& pen, Question const& question);

/// The same of a decision over exactly that what has this digest be done; nothing where --as names nobody.
Status sign_over(Office const& office, Options const& options, settings::DecisionKind kind, std::string const& sha256);

/// The decision of that kind that two holders of the role settings have signed over that digest, if there is one.
Result<std::optional<std::filesystem::path>> decision_over(Office const& office, store::Connection& connection,
                                                           settings::DecisionKind kind, std::string const& sha256);

}  // namespace almoner::cli
