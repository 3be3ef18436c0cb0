#pragma once

#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// An Indian Financial System Code (Reserve Bank of India): bank `[A-Z]{4}`, a zero, branch `[A-Z0-9]{6}`.
/// @error identifier.syntax not of that form
Status check_in_ifsc(std::string_view text);

/// An Australian bank state branch number (AusPayNet): six digits, also printed 123-456. There is no check digit.
/// @error identifier.syntax not of that form, or zeros only
Status check_au_bsb(std::string_view text);

}  // namespace almoner
