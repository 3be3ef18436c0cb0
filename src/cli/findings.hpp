#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "settings/texts.hpp"

namespace almoner::cli {

/// Every sentence in both languages, for what goes to people of either.
struct BothTexts {
    settings::Texts english;
    settings::Texts chinese;
};

/// @error those of settings::Texts::load
Result<BothTexts> load_both(std::filesystem::path const& formats_folder);

/// The worst first, then by sheet, row and column.
void sort_worst_first(std::vector<Finding>& findings);

/// One finding as `check --json` prints it: file, sheet, row, column, code, severity, value and what_to_do in both
/// languages; a place that is not known is null.
std::string json_of(Finding const& finding, BothTexts const& texts);

}  // namespace almoner::cli
