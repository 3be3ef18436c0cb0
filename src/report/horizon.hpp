#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/calendar.hpp"
#include "core/evidence.hpp"
#include "report/silence.hpp"
#include "settings/formats.hpp"
#include "settings/workspace.hpp"
#include "store/lists.hpp"

namespace almoner::report {

/// From which day evidence is looked at, and how long each bank may still send money back. Where something is wrong
/// between the statements of an account, time stops at the last one that joins: money may have come back since.
struct Horizon {
    Day as_of;
    std::map<std::string, int> return_window_days;       ///< calendar days after booking, by profile
    std::map<std::string, Day> joins_until;              ///< by id of the debtor account, where something is wrong
    Silences silences = {};                              ///< what banks should have said by now
    settings::Reasons reasons = {};                      ///< what banks mean by the reasons they give
    std::vector<Calendar> calendars = {};                ///< of the banks that claimed lists go by
    std::vector<settings::DebtorAccount> accounts = {};  ///< ours

    /// Days since `day` on which one of the banks books; all of them where nothing is known of a year.
    [[nodiscard]] int banking_days_since(Day day) const;

    /// Of a list whose profile stands in the windows.
    [[nodiscard]] Clocks clocks(store::ListRecord const& list) const;
};

/// With the windows of the profiles that claimed lists go by, and the statements of the workspace's accounts.
/// @error formats.missing and those of load_profile and Reasons::load @error store.failure
Result<Horizon> horizon(store::Connection& connection, settings::Formats const& formats,
                        settings::Workspace const& workspace, Day as_of);

}  // namespace almoner::report
