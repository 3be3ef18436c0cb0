#pragma once

#include "core/iban.hpp"

namespace almoner {

/// The check digits that a country keeps within its BBAN, where they can be recomputed from the BBAN alone: AL BA BE BI
/// CZ DJ EE ES FI FR HR HU IS IT MC ME MK MR NO PL PT RS SI SK SM ST TL TN XK. Other countries pass: there is nothing
/// to check, or only the bank knows how.
/// @error account.iban_national the digits are not those that come out
Status check_iban_national(Iban const& iban);

/// A Swiss or Liechtenstein QR-IBAN (Swiss payment standards): institution 30000 to 31999; goes with a QR reference.
/// @error account.iban_not_qr another country or institution
Status check_qr_iban(Iban const& iban);

}  // namespace almoner
