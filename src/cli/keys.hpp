#pragma once

#include <string>
#include <vector>

#include "cli/key_room.hpp"

namespace almoner::cli {

/// Hexadecimal digits as people read them to each other: "9a3f 11c2 ...".
std::string in_groups_of_four(std::string const& digits);

/// What of the keys needs a person: a key that does not fit, is too open, used twice, ended, ends soon or is revoked; a
/// purpose without a key; no spare.
std::vector<Finding> look_at_keys(Office const& office, seal::People const& people, KeyRoom const& room);

/// `keys new`, `keys rotate` and `keys revoke`: what they change is in keys/ alone.
/// @error usage.argument @error key.* @error file.exists @error file.io
Status make_key(Office const& office, Options const& options);
Status rotate_keys(Office const& office, Options const& options);
Status revoke_key(Office const& office, Options const& options);

}  // namespace almoner::cli
