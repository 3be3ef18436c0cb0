#pragma once

#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// A Legal Entity Identifier (ISO 17442-1): 18 of A-Z0-9 and two check digits.
/// @error identifier.syntax   not of that form
/// @error identifier.checksum ISO 7064 MOD 97-10 does not hold
Status check_lei(std::string_view text);

}  // namespace almoner
