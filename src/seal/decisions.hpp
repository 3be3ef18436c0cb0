#pragma once

#include <filesystem>
#include <string_view>

#include "seal/people.hpp"
#include "settings/decision.hpp"

namespace almoner::seal {

/// Whether enough persons have decided so: a file of `folder`, N-KIND.toml, names the target, and beside it lie the
/// signatures, N-KIND.PERSON.p7s, of as many distinct persons as the kind needs, each with the role it needs, in office
/// and with a certificate in force on `day`. Files that cannot be read, and signatures that do not hold, count for
/// nothing.
/// @error file.io the folder is there and cannot be read
Result<bool> accepted(std::filesystem::path const& folder, People const& people, settings::DecisionKind kind,
                      std::string_view target, Day day);

}  // namespace almoner::seal
