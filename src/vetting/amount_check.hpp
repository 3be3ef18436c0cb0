#pragma once

#include "vetting/row_reading.hpp"

namespace almoner::vetting {

/// An amount as its column says it: of yuan, or of ten thousands of them (amount_wan). @error those of Money::parse
Result<Money> amount_of(std::string_view column, std::string_view text, Currency currency);

/// Reads the row's amount, from whichever column holds it, and holds it against capitals, standard and the bank's
/// limit.
void check_amount(RowReading& reading);

}  // namespace almoner::vetting
