#pragma once

#include "vetting/row_reading.hpp"

namespace almoner::vetting {

/// Holds age, birth date and sex as the row says them against what the identity number tells.
void check_person(RowReading& reading);

}  // namespace almoner::vetting
