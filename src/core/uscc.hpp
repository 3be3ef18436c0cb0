#pragma once

#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// A Chinese unified social credit code (GB 32100-2015): registering department and category, area (6 digits),
/// organisation code with its own check character (GB 11714-1997, characters 9 to 17), check character.
/// @error person.uscc_syntax   not 18 of 0-9A-HJ-NPQRTUWXY, no such department and category, or letters in the area
/// @error person.uscc_checksum one of the two check characters does not fit
Status check_uscc(std::string_view text);

}  // namespace almoner
