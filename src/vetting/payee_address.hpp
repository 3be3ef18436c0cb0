#pragma once

#include "vetting/row_reading.hpp"

namespace almoner::vetting {

/// The payee's address, where the bank is told it: nothing that no file will say is read.
/// Finds address.missing, person.name_charset of a part that the bank cannot write.
void check_address(RowReading& reading);

/// A structured creditor reference, of a kind that the bank takes. Finds remittance.reference.
void check_reference(RowReading& reading);

}  // namespace almoner::vetting
