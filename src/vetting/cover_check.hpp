#pragma once

#include <string>
#include <vector>

#include "core/calendar.hpp"
#include "settings/cover.hpp"
#include "store/registers.hpp"
#include "vetting/survey.hpp"

namespace almoner::vetting {

/// What the cover says against what was read, and whether so much is wrong that the list must wait.
/// Any finding here holds the whole list.
std::vector<Finding> judge(Survey const& survey, settings::Cover const& cover, settings::Programme const& programme,
                           std::string const& cover_file);

/// The rules about a list as a whole: the attributes its programme must say, the public notice before approval, and
/// registers that are there and fresh. Findings of severity held or refused keep the whole list.
/// @error calendar.year_missing the notice lies in a year without published working days
Result<std::vector<Finding>> judge_list(Terms const& terms, settings::Cover const& cover, Calendar const& calendar,
                                        std::vector<store::RegisterRecord> const& registers,
                                        std::string const& cover_file);

/// The registers that rules ask for and that are not there (register.missing) or too old today (register.old).
std::vector<Finding> judge_registers(settings::RulesInForce const& rules, Day today,
                                     std::vector<store::RegisterRecord> const& registers, Position const& position);

/// Whether one of them holds or refuses.
bool keeps_back(std::vector<Finding> const& findings);

}  // namespace almoner::vetting
