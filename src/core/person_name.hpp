#pragma once

#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// The name of a person, as the account is held (Nm, ISO 20022 Max140Text).
/// @error person.name_missing    nothing but blanks
/// @error person.name_characters not UTF-8, a replacement character or `?`, control, invisible or private-use ones
/// @error person.name_length     over 140 characters
/// @error person.name_remark     digits, or something in brackets, or two names
Status check_name(std::string_view utf8);

/// The name of an enterprise: as above, but digits and brackets belong to it.
Status check_enterprise_name(std::string_view utf8);

}  // namespace almoner
