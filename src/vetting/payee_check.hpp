#pragma once

#include "vetting/row_reading.hpp"

namespace almoner::vetting {

/// Reads who is paid and who is helped: name, identity, household members, and how the holder of the account is related
/// to a beneficiary who is another person. Neither falls back to the other in silence.
void check_payee(RowReading& reading);

}  // namespace almoner::vetting
