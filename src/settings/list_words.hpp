#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace almoner::settings {

/// A heading or a row's first word, as formats/lists/*.tsv has it.
struct ListWord {
    std::string field;  ///< "-" for words of rows
    std::string text;
    std::string use;    ///< is, ask, total, footer or value
    std::string value;  ///< of a value: what it means, as in "=cash"
};

/// The words of every language, one language after another by file name. @error formats.missing the folder
/// @error settings.syntax @error settings.value with the row: another use than those
Result<std::vector<ListWord>> load_list_words(std::filesystem::path const& formats_folder);

}  // namespace almoner::settings
