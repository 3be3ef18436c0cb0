#pragma once

#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// A CNAPS bank code (ClrSysMmbId/MmbId under ClrSysId/Cd CNAPS): bank type 3, area 4, serial 4 and a check
/// digit that fits ISO 7064 MOD 11,10 on every code published.
/// @error account.cnaps_syntax   not 12 digits
/// @error account.cnaps_checksum the check digit does not fit
Status check_cnaps(std::string_view text);

}  // namespace almoner
