#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/summary.hpp"
#include "settings/programme.hpp"

namespace almoner::report {

/// A unit of a programme: what its own lines come to, and with those of all units below it.
struct UnitLine {
    std::string programme;
    std::string unit;
    int depth = 0;  ///< 0 for a unit below none
    Sums own;
    Sums with_below;
};

/// The units of the lists, each below the one it belongs to, and those that belong to none in the order of their names.
/// A person who stands in several units is counted once in what is above them.
std::vector<UnitLine> by_unit(std::vector<ListSummary> const& lists,
                              std::map<std::string, settings::Programme> const& programmes);

}  // namespace almoner::report
