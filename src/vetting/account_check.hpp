#pragma once

#include "vetting/row_reading.hpp"

namespace almoner::vetting {

/// Reads where a bank line is paid to: account, bank code, BIC. Another channel has no account.
void check_account(RowReading& reading);

}  // namespace almoner::vetting
