#pragma once

#include <filesystem>
#include <vector>

#include "core/result.hpp"
#include "settings/texts.hpp"

namespace almoner::report {

/// A list and what was found in it, for the people who keep it.
struct MarkedList {
    std::filesystem::path rows;
    std::vector<Finding> const& findings;  ///< in the order they are to be listed
    settings::Texts const& english;
    settings::Texts const& chinese;
};

/// Writes the list as a new workbook: every cell as it was read, at its own row, and what was found as comments on the
/// cells it speaks of, coloured by severity. A last sheet lists all findings with their places. A list that cannot be
/// read to its end is written as far as it can. @error file.io @error workbook.rows
Status write_marked_list(MarkedList const& list, std::filesystem::path const& path);

}  // namespace almoner::report
