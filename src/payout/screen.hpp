#pragma once

#include <vector>

#include "payout/emit.hpp"

namespace almoner::payout {

/// A planned file as it may go out.
struct Screened {
    store::FileRecord record;       ///< without those who were taken out; perhaps nobody is left
    std::vector<Finding> findings;  ///< one for each who was
};

/// Looks once more at the stop list before a file's bytes exist, when a newer one came in than the one its list was
/// claimed under. Who stands there now, as person or account, is taken out of the file in one transaction; the others
/// keep their identifiers. @error store.failure @error crypto.failure and those of the rules
Result<Screened> screen(Desk const& desk, store::ListRecord const& list, store::FileRecord const& record);

}  // namespace almoner::payout
