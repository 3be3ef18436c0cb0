#pragma once

#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// A US routing transit number (ClrSysMmbId under USABA): nine digits, weights 3, 7, 1 modulo 10.
/// @error identifier.syntax   not nine digits, or zeros only
/// @error identifier.checksum the check digit does not fit
Status check_us_aba(std::string_view text);

/// Whether the first two digits are in a range the Federal Reserve or the ABA has given out: 00-12, 21-32, 61-72, 80.
bool is_assigned_us_aba(std::string_view text);

/// A Mexican CLABE: bank 3, place 3, account 11 and a check digit, weights 3, 7, 1 and each product modulo 10.
/// @error identifier.syntax   not 18 digits, or zeros only
/// @error identifier.checksum the check digit does not fit
Status check_mx_clabe(std::string_view text);

}  // namespace almoner
