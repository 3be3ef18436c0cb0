#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "seal/people.hpp"
#include "settings/decision.hpp"

namespace almoner::seal {

/// The file by which enough persons have decided so, if there is one: a file of `folder`, N-KIND.toml, names the
/// target, and beside it lie the signatures, N-KIND.PERSON.p7s, of as many distinct persons as the kind needs, each
/// with the role it needs, in office and with a certificate in force on `day`. Files that cannot be read, and
/// signatures that do not hold, count for nothing; nor do those of `taken_up`, N-KIND: what was decided for once.
/// @error file.io the folder is there and cannot be read
Result<std::optional<std::filesystem::path>> decision_by(std::filesystem::path const& folder, People const& people,
                                                         settings::DecisionKind kind, std::string_view target, Day day,
                                                         std::set<std::string> const& taken_up = {});

}  // namespace almoner::seal
