#pragma once

#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// A structured creditor reference (ISO 11649, CdtrRefInf/Ref): RF, two check digits, 1 to 21 of A-Z0-9.
/// @error identifier.syntax   not of that form
/// @error identifier.checksum ISO 7064 MOD 97-10 does not hold
Status check_rf_reference(std::string_view text);

/// A Swiss QR reference (QRR, Swiss payment standards): 27 digits, the last by recursive modulo 10.
/// @error identifier.syntax   not 27 digits
/// @error identifier.checksum the check digit does not fit
Status check_qr_reference(std::string_view text);

}  // namespace almoner
