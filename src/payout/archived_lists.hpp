#pragma once

#include <vector>

#include "payout/intake.hpp"

namespace almoner::payout {

/// A list as it lies in archive/lists, with what the intake would make of it. Who approved it is not known yet.
struct ArchivedList {
    PaymentList list;
    std::string cover_text;
};

/// The frozen lists whose cover and rows are whole, by folder: their names carry the digest of the cover. Those whose
/// programme, profile or rules the workspace has no more, and folders that hold no such list, are left out.
/// @error file.io
Result<std::vector<ArchivedList>> archived_lists(Desk const& desk);

}  // namespace almoner::payout
