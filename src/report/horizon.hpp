#pragma once

#include <map>
#include <string>

#include "core/evidence.hpp"
#include "settings/formats.hpp"
#include "store/lists.hpp"

namespace almoner::report {

/// From which day evidence is looked at, and how long each bank may still send money back.
struct Horizon {
    Day as_of;
    std::map<std::string, int> return_window_days;  ///< calendar days after booking, by profile

    /// Of a list whose profile stands in the windows.
    [[nodiscard]] Clocks clocks(store::ListRecord const& list) const;
};

/// With the windows of the profiles that claimed lists go by. @error formats.missing and those of load_profile
Result<Horizon> horizon(store::Connection& connection, settings::Formats const& formats, Day as_of);

}  // namespace almoner::report
