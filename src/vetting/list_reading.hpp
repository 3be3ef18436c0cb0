#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "vetting/terms.hpp"

namespace almoner::vetting {

/// What the reading of a list told beside its lines.
struct Told {
    std::vector<Finding> headings;
    std::vector<Finding> totals;           ///< total rows that are not what the lines add up to
    std::vector<std::string> sheet_names;  ///< by number; empty names for CSV
};

/// Reads a list from end to end and hands over every checked line. Only faults of the file as a whole are errors.
Status read_list(Terms const& terms, std::filesystem::path const& rows, Told& told,
                 std::function<Status(CheckedLine&&)> const& take);

}  // namespace almoner::vetting
