#pragma once

#include <span>
#include <string>
#include <vector>

#include "vetting/seen.hpp"
#include "vetting/terms.hpp"

namespace almoner::vetting {

/// Lines of one person, in the order of the list, against what a person may get at one time (amount.cap_person_time)
/// and in a year (amount.cap_person_year; `granted` is what other lists of the year gave). The line that passes a cap
/// is remarked on and adds nothing, so that a smaller one after it may go. Goods, households and enterprises have no
/// cap.
void find_over_caps(Terms const& terms, std::span<Seen const> lines, std::vector<std::string> const& categories,
                    Money granted, std::vector<Remark>& remarks);

}  // namespace almoner::vetting
